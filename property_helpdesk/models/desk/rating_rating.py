from odoo import fields, models


class RatingRating(models.Model):
    """Reasons of the requester, and what the staff answered."""

    _inherit = "rating.rating"

    reason_ids = fields.Many2many("property.rating.reason", string="Reasons")
    reply = fields.Text(readonly=True)
    reply_user_id = fields.Many2one("res.users", string="Replied by", readonly=True)
    reply_date = fields.Datetime(string="Replied on", readonly=True)
