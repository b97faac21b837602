from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    helpdesk_confirm_days = fields.Integer(
        string="Days to confirm",
        default=7,
        help="So long what is done waits for its requester, in teams that ask him."
        " 0: it is closed at once.",
    )

    _helpdesk_confirm_days_positive = models.Constraint(
        "CHECK(helpdesk_confirm_days >= 0)", "The days to confirm cannot be negative."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    helpdesk_confirm_days = fields.Integer(
        related="company_id.helpdesk_confirm_days", readonly=False
    )
