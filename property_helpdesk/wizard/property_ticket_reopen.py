from odoo import fields, models


class PropertyTicketReopen(models.TransientModel):
    _name = "property.ticket.reopen"
    _description = "Re-open requests"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    reason = fields.Text(required=True, help="What is still wrong. Kept in the log.")

    def action_reopen(self):
        self.ensure_one()
        self.ticket_ids._reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
