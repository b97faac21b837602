from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..escalation.property_escalation_level_due import RATING_DAYS


class PropertyEscalationLevel(models.Model):
    _inherit = "property.escalation.level"

    trigger = fields.Selection(
        selection_add=[("follow_up", "Dissatisfied at the follow-up")],
        ondelete={"follow_up": "cascade"},
    )

    def _get_due_by_follow_up(self, now):
        since = now - timedelta(days=RATING_DAYS)
        lately = Domain("closed_date", "=", False) | Domain("closed_date", ">=", since)
        found = self._get_candidates(
            lately & Domain("follow_up_result", "=", "dissatisfied"), is_open=False
        )
        return {ticket: ticket.follow_up_ids[:1].note or "" for ticket in found}
