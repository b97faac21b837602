from odoo import fields, models

DISPATCH_MODES = [
    ("assign", "A dispatcher assigns"),
    ("grab", "Members take the next"),
    ("rotate", "In turn"),
]


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    dispatch_mode = fields.Selection(
        DISPATCH_MODES,
        string="Who gets a request",
        required=True,
        default="assign",
        help="A dispatcher assigns: each request waits for him. Members take the"
        " next: whoever is free takes the most urgent. In turn: the system gives it"
        " to whoever has waited longest.",
    )
    next_date_hours = fields.Integer(
        string="Look again after",
        default=24,
        help="Hours after the last step by which an open request is looked at again.",
    )
    take_back_minutes = fields.Integer(
        string="Taken back after",
        help="Working minutes after which a request is taken from whoever was given it"
        " and has done nothing, and goes to the next person. 0: never.",
    )
    skill_wait_minutes = fields.Integer(
        string="Wait for a useful skill",
        default=30,
        help="In turn: minutes a request waits for somebody who also has the skills"
        " that are useful but not required.",
    )

    _dispatch_times_positive = models.Constraint(
        "CHECK(next_date_hours > 0 AND take_back_minutes >= 0"
        " AND skill_wait_minutes >= 0)",
        "The times of a team cannot be negative; look again after at least one hour.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            self.env["helpdesk.ticket"]._refresh_owners([("team_id", "in", self.ids)])
        return result
