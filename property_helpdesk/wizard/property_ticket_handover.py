from odoo import api, fields, models


class PropertyTicketHandover(models.TransientModel):
    _name = "property.ticket.handover"
    _description = "Hand requests over"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    candidate_ids = fields.Many2many(
        "res.users", compute="_compute_candidate_ids", string="Who can take them"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Offer to",
        required=True,
        domain="[('id', 'in', candidate_ids)]",
        help="Has to accept. Until then you keep it.",
    )
    reason = fields.Text(required=True, help="Read by the colleague, kept in the log.")

    @api.depends("ticket_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            candidates = wizard.ticket_ids[:1].assignable_user_ids
            for ticket in wizard.ticket_ids[1:]:
                candidates &= ticket.assignable_user_ids
            wizard.candidate_ids = candidates - wizard.ticket_ids.user_id

    def action_hand_over(self):
        self.ensure_one()
        self.ticket_ids._hand_over(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
