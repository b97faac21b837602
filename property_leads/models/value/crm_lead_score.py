from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.lead_score import score
from .property_lead_score_weight import CODES

BATCH = 500


class CrmLead(models.Model):
    """How urgent an open prospect is, and why."""

    _inherit = "crm.lead"

    score = fields.Integer(
        string="Priority score",
        copy=False,
        readonly=True,
        index=True,
        aggregator="avg",
        help="0 to 100, counted again every hour from what is known.",
    )
    score_reasons = fields.Json(
        copy=False, readonly=True, export_string_translation=False
    )
    score_text = fields.Char(string="Why so urgent", compute="_compute_score_text")
    scored_at = fields.Datetime(string="Counted on", copy=False, readonly=True)

    @api.depends("score_reasons")
    @api.depends_context("lang")
    def _compute_score_text(self):
        measures = self.env["property.lead.score.weight"]._fields["code"]
        labels = dict(measures._description_selection(self.env) or CODES)
        for lead in self:
            lead.score_text = " · ".join(
                self.env._(
                    "%(measure)s: %(points)s of %(most)s",
                    measure=labels.get(code, code),
                    points=points,
                    most=most,
                )
                for code, _found, points, most in lead.score_reasons or []
            )

    def _score(self):
        """Count the score of these again, in queries that do not count them."""
        weights = self.env["property.lead.score.weight"]._get_weights()
        now = fields.Datetime.now()
        for lead, facts in self._get_score_facts().items():
            points, reasons = score(facts, weights)
            lead.update({"score": points, "score_reasons": reasons, "scored_at": now})
        return self

    def action_score(self):
        """Count the score of the chosen ones again."""
        self.check_access("write")
        self._get_open()._score()
        return True

    @api.model
    def _cron_score(self, batch_size=BATCH):
        last_id = 0
        while True:
            found = self.search(
                self._get_pursued_domain() & Domain("id", ">", last_id),
                order="id",
                limit=batch_size,
            )
            if not found:
                return
            last_id = found[-1].id
            found.try_lock_for_update()._score()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return
