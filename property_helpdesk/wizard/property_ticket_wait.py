from odoo import fields, models


class PropertyTicketWait(models.TransientModel):
    _name = "property.ticket.wait"
    _description = "Let requests wait"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    wait_reason = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["wait_reason"]
            ._description_selection(self.env)
        ),
        string="What for",
        required=True,
        default="customer",
    )
    note = fields.Text(help="What was asked or ordered. Kept in the log.")

    def action_wait(self):
        self.ensure_one()
        self.ticket_ids._wait(self.wait_reason, self.note)
        return {"type": "ir.actions.act_window_close"}
