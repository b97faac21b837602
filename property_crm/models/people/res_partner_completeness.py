from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.completeness import assess
from ..territory.property_dated_mixin import STAFF_GROUPS
from .property_completeness_rule import FACTS


class ResPartner(models.Model):
    """How much of a customer is known, and what to ask next."""

    _inherit = "res.partner"

    completeness = fields.Integer(
        string="Completeness (%)",
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
        groups=STAFF_GROUPS,
        help="Share of what should be known about such a customer, by weight.",
    )
    next_missing_field = fields.Char(
        string="Ask next", compute="_compute_next_missing", groups=STAFF_GROUPS
    )
    next_missing_hint = fields.Char(
        string="How to ask", compute="_compute_next_missing", groups=STAFF_GROUPS
    )

    @api.depends(
        *(fact for fact, _label in FACTS),
        "ownership_ids.date_from",
        "ownership_ids.date_to",
        "occupancy_ids.date_from",
        "occupancy_ids.date_to",
        "occupancy_ids.role",
        "subcontract_ids.date_from",
        "subcontract_ids.date_to",
    )
    def _compute_completeness(self):
        for partner, assessment in self._assess_completeness().items():
            partner.completeness = assessment.percent

    @api.depends("completeness")
    @api.depends_context("lang", "uid")
    def _compute_next_missing(self):
        labels = dict(self.env["property.completeness.rule"]._get_fact_labels())
        hints = self.env["property.completeness.rule"]._get_hints()
        groups = self._get_customer_group_fields()
        # sudo: only what is missing is told, and it counts for all of his groups
        assessments = self.sudo()._assess_completeness()
        for partner, (partner_sudo, assessment) in zip(
            self, assessments.items(), strict=True
        ):
            fact = next(iter(assessment.missing), None)
            questions = (
                hints.get((group, fact)) for group in groups if partner_sudo[group]
            )
            partner.next_missing_field = labels.get(fact)
            partner.next_missing_hint = next(filter(None, questions), False)

    def _assess_completeness(self):
        """Return ``{partner: Assessment}`` over the rules of the partner's groups.

        A fact that two groups ask for counts with the greater weight.
        """
        rules = self.env["property.completeness.rule"]._get_weights()
        result = {}
        for partner in self:
            weights = {}
            for group, by_fact in rules.items():
                if not partner[group]:
                    continue
                for fact, weight in by_fact.items():
                    weights[fact] = max(weight, weights.get(fact, 0))
            known = {fact for fact in weights if partner[fact]}
            result[partner] = assess(weights, known)
        return result

    @api.model
    def _cron_refresh_people(self, batch_size=2000):
        """Bring up to date what depends on the day: scores, sales, stewards."""
        today = fields.Date.context_today(self)
        week_ago = fields.Date.subtract(today, days=7)
        self.env["property.unit"]._refresh_sale_state(week_ago, today)
        staff = self.env["property.territory.staff"]._get_changed_between(
            week_ago, today
        )
        staff._get_steward_territories()._refresh_stewards()
        domain = Domain("is_resident", "=", True) | Domain(
            "subcontract_ids", "!=", False
        )
        partners = self.with_context(active_test=False).search(domain)
        self.env["ir.cron"]._commit_progress(1, remaining=len(partners))
        for start in range(0, len(partners), batch_size):
            batch = partners[start : start + batch_size]
            batch._compute_completeness()
            left = len(partners) - start - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break
