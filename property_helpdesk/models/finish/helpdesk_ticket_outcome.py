from odoo import models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """How it ended is said when it ends, and stays."""

    _inherit = "helpdesk.ticket"

    def _check_change(self, vals, reason):
        result = super()._check_change(vals, reason)
        if "close_cause" in vals and not self.env.su:
            self._check_outcome(vals)
        return result

    def _check_outcome(self, vals):
        """Refuse another outcome of what is over: closing it asked for other things."""
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        for ticket in self.filtered(lambda t: t.stage_id.is_finished and t.close_cause):
            is_ending = ticket.stage_id.to_confirm and stage.closed
            is_reopened = stage and not stage.is_finished
            if ticket.close_cause != vals["close_cause"] and not (
                is_ending or is_reopened
            ):
                raise UserError(
                    self.env._(
                        "Outcome: %(ticket)s is closed. Re-open it to close it with"
                        " another one.",
                        ticket=ticket.display_name,
                    )
                )
