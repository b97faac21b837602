from odoo import fields, models


class PropertyRatingReply(models.TransientModel):
    _name = "property.rating.reply"
    _description = "Reply to a rating"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True)
    rating_id = fields.Many2one(related="ticket_id.last_rating_id")
    rating = fields.Float(related="rating_id.rating")
    feedback = fields.Text(related="rating_id.feedback", string="Requester's comment")
    reason_ids = fields.Many2many(related="rating_id.reason_ids")
    reply = fields.Text(required=True, help="The requester reads this on his page.")

    def action_reply(self):
        self.ensure_one()
        self.ticket_id._reply_to_rating(self.reply)
        return {"type": "ir.actions.act_window_close"}
