from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    helpdesk_day_limit = fields.Integer(
        string="Requests a day",
        default=10,
        help="So many new requests one person can send in 24 hours by page, code or"
        " messenger; further mails join his open request. 0: no limit.",
    )
    helpdesk_same_limit = fields.Integer(
        string="Identical requests a day",
        default=2,
        help="So often one person can send the same text in 24 hours. 0: no limit.",
    )
    helpdesk_code_limit = fields.Integer(
        string="Requests a day from one address",
        default=30,
        help="So many requests one internet address can send in 24 hours by the QR"
        " codes of places. Many phones can share an address. 0: no limit.",
    )
    helpdesk_return_days = fields.Integer(
        string="Days to send back",
        default=7,
        help="So long residents can send a closed request back from their page.",
    )

    _helpdesk_limits_positive = models.Constraint(
        "CHECK(helpdesk_day_limit >= 0 AND helpdesk_same_limit >= 0"
        " AND helpdesk_code_limit >= 0 AND helpdesk_return_days >= 0)",
        "Limits and days cannot be negative.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    helpdesk_day_limit = fields.Integer(
        related="company_id.helpdesk_day_limit", readonly=False
    )
    helpdesk_same_limit = fields.Integer(
        related="company_id.helpdesk_same_limit", readonly=False
    )
    helpdesk_code_limit = fields.Integer(
        related="company_id.helpdesk_code_limit", readonly=False
    )
    helpdesk_return_days = fields.Integer(
        related="company_id.helpdesk_return_days", readonly=False
    )
