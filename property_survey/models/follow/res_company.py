from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    low_score_stars = fields.Integer(
        string="Low score",
        default=2,
        help="So many stars of five, or fewer, open a follow-up request. 0: none do.",
    )
    low_score_hours = fields.Integer(
        string="Follow-up within hours",
        default=8,
        help="Working hours of the site until somebody has settled it.",
    )
    rating_reminder_days = fields.Integer(
        string="Ask to rate after days",
        default=3,
        help="Who has not rated a finished request by then is asked once by e-mail."
        " 0: never.",
    )

    _low_scores_range = models.Constraint(
        "CHECK(low_score_stars BETWEEN 0 AND 5 AND low_score_hours > 0"
        " AND rating_reminder_days >= 0)",
        "Low score: 0 to 5 stars. Hours: one or more. Days: not below nought.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    low_score_stars = fields.Integer(
        related="company_id.low_score_stars", readonly=False
    )
    low_score_hours = fields.Integer(
        related="company_id.low_score_hours", readonly=False
    )
    rating_reminder_days = fields.Integer(
        related="company_id.rating_reminder_days", readonly=False
    )
