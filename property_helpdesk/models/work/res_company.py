from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    rework_days = fields.Integer(
        string="Rework within days",
        default=30,
        help="The same trouble in the same place so soon after closing is rework."
        " 0: never.",
    )
    quality_percent = fields.Integer(
        string="Share of closed requests to check (%)",
        default=10,
        help="Drawn when a request is closed; rework is always checked. 0: none.",
    )

    _rework_days_positive = models.Constraint(
        "CHECK(rework_days >= 0)", "The days for rework cannot be negative."
    )
    _quality_percent_range = models.Constraint(
        "CHECK(quality_percent BETWEEN 0 AND 100)",
        "The share to check is between 0 and 100 percent.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    rework_days = fields.Integer(related="company_id.rework_days", readonly=False)
    quality_percent = fields.Integer(
        related="company_id.quality_percent", readonly=False
    )
