from odoo import fields, models

from ..models.ticket.helpdesk_ticket import CLOSE_CAUSES


class PropertyTicketClose(models.TransientModel):
    _name = "property.ticket.close"
    _description = "Close requests"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    solution = fields.Text(
        string="What was done", required=True, help="The requester reads this."
    )
    close_cause = fields.Selection(
        CLOSE_CAUSES, string="Outcome", required=True, default="solved"
    )
    stage_id = fields.Many2one(
        "helpdesk.ticket.stage",
        string="Closing stage",
        required=True,
        domain=[("closed", "=", True)],
        default=lambda self: self.env["helpdesk.ticket"]._get_closing_stage(),
    )

    def action_close(self):
        self.ensure_one()
        self._close_tickets()
        return {"type": "ir.actions.act_window_close"}

    def _close_tickets(self):
        self.ticket_ids._close(
            self.solution,
            self.close_cause,
            self.stage_id,
            **self._prepare_closing_vals(),
        )

    def _prepare_closing_vals(self):
        """Return what else is written on the requests."""
        return {}
