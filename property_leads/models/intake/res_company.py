from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    lead_touch_days = fields.Integer(
        string="Asked again within",
        default=90,
        help="Whoever asks for the same again within so many days, while his prospect"
        " is open, is noted on it. 0: each enquiry is a prospect of its own.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_touch_days = fields.Integer(
        related="company_id.lead_touch_days", readonly=False
    )
