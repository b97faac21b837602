from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    survey_pause_days = fields.Integer(
        string="Days between two surveys",
        default=90,
        help="Nobody is asked again before so many days have passed, by whatever"
        " campaign. 0: no pause.",
    )

    _survey_pause_positive = models.Constraint(
        "CHECK(survey_pause_days >= 0)", "Days between two surveys: 0 or more."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    survey_pause_days = fields.Integer(
        related="company_id.survey_pause_days", readonly=False
    )
