from odoo import fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    team_schedule_choice = fields.Json(
        help="Whom the user looked at last in the team schedule, and how."
    )
