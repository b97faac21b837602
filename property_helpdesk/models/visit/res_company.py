from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    visit_minutes = fields.Integer(
        string="Minutes of a visit",
        default=60,
        help="So long a visit is planned, unless somebody says otherwise.",
    )
    visit_days = fields.Integer(
        string="Days to choose from",
        default=7,
        help="Times are offered from today on for so many days.",
    )
    visit_notice_hours = fields.Integer(
        string="Hours of notice",
        default=4,
        help="Until so many hours before, residents choose, move and cancel visits on"
        " their page.",
    )

    _visit_settings = models.Constraint(
        "CHECK(visit_minutes BETWEEN 5 AND 720 AND visit_days BETWEEN 1 AND 31"
        " AND visit_notice_hours >= 0)",
        "Visits last 5 minutes to 12 hours and are planned 1 to 31 days ahead.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    visit_minutes = fields.Integer(related="company_id.visit_minutes", readonly=False)
    visit_days = fields.Integer(related="company_id.visit_days", readonly=False)
    visit_notice_hours = fields.Integer(
        related="company_id.visit_notice_hours", readonly=False
    )
