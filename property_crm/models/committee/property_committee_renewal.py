from odoo import api, fields, models
from odoo.fields import Domain

from .batches import act_in_batches

RENEWAL = "property_crm.mail_activity_type_committee_renewal"


class PropertyCommitteeTerm(models.Model):
    """Terms that come to an end: reminded once, when the place wants a new election."""

    _inherit = "property.committee.term"

    renewal_on = fields.Date(
        string="Renewal begins on",
        compute="_compute_renewal_on",
        store=True,
        help="By the rule of the place, so long before the last day.",
    )
    reminded_for = fields.Date(
        readonly=True, copy=False, export_string_translation=False
    )
    is_reminded = fields.Boolean(
        compute="_compute_is_reminded", store=True, export_string_translation=False
    )

    _renewal_idx = models.Index(
        "(renewal_on) WHERE state = 'filed' AND is_reminded IS NOT TRUE"
    )

    @api.depends("date_end", "rule_id.renewal_months", "rule_id.renewal_days")
    def _compute_renewal_on(self):
        for term in self:
            rules = term.rule_id._get_rules()
            term.renewal_on = term.date_end and rules.get_renewal_day(term.date_end)

    @api.depends("renewal_on", "reminded_for")
    def _compute_is_reminded(self):
        """Another end is worth another reminder."""
        for term in self:
            day = term.renewal_on
            term.is_reminded = bool(day) and term.reminded_for == day

    @api.model
    def _cron_follow_committees(self, batch_size=200):
        """Remind once of what is to be renewed, and of members who have sold."""
        # the day that has begun somewhere on earth
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        due = (
            Domain("state", "=", "filed")
            & Domain("is_reminded", "=", False)
            & Domain("renewal_on", "<=", tomorrow)
        )
        if act_in_batches(self.browse(), due, "_remind", batch_size):
            self.env["property.committee.member"]._check_owners_in_batches(batch_size)

    def _remind(self):
        due = self.filtered(lambda term: term.renewal_on <= term.site_id._get_today())
        for term in due:
            keeper = term._get_keeper()
            told = term.with_context(lang=keeper.lang)
            told.activity_schedule(
                RENEWAL,
                date_deadline=term.date_end,
                user_id=keeper.id,
                summary=told._get_renewal_text(),
            )
            term.reminded_for = term.renewal_on

    def _get_renewal_text(self):
        """Return what the keeper reads, in his language."""
        return self.env._(
            "The term ends on %(day)s: prepare the election of the next committee",
            day=fields.Date.to_string(self.date_end),
        )
