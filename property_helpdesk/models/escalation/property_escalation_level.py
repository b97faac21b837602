from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.safety_words import split_words

TRIGGERS = [
    ("sla", "Part of the time until the deadline is used"),
    ("breach", "Minutes after the deadline"),
    ("priority", "Priority"),
    ("repeated", "Reported again and again"),
    ("rating", "Bad rating"),
    ("words", "Words that mean danger"),
    ("silence", "Nothing happens"),
]
AUDIENCES = [
    ("holder", "Whoever has it"),
    ("lead", "Team leader"),
    ("site_manager", "Manager of the site"),
    ("area_manager", "Manager of the area"),
    ("company_manager", "Head office"),
    ("committee", "Owners' committee"),
]
# Which number of a level must be above zero, by trigger.
NUMBERS = {
    "sla": ("percent",),
    "breach": ("minutes",),
    "repeated": ("times", "days"),
    "rating": ("rating",),
    "silence": ("minutes",),
}


class PropertyEscalationLevel(models.Model):
    """One step of the ladder: when, whom to tell, how."""

    _name = "property.escalation.level"
    _inherit = ["property.cached.mixin"]
    _description = "Escalation level"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    trigger = fields.Selection(TRIGGERS, string="When", required=True, default="sla")
    percent = fields.Integer(
        default=100,
        help="100 is the deadline, 150 half as long again.",
    )
    minutes = fields.Integer(
        default=60,
        help="After the deadline by the clock on the wall; of silence in working"
        " minutes.",
    )
    priority = fields.Selection(
        lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["priority"]
            ._description_selection(self.env)
        ),
        string="From priority",
        default="3",
    )
    times = fields.Integer(default=3, help="So many requests of the same category …")
    days = fields.Integer(default=30, help="… in the same unit in so many days.")
    rating = fields.Float(
        string="Rating up to", default=2, help="Of five; two is dissatisfied."
    )
    words = fields.Text(help="One a line. English words are found as whole words.")
    audience = fields.Selection(
        AUDIENCES,
        string="Tell",
        required=True,
        default="holder",
        help="Where there is no such person, the next one up is told.",
    )
    also_dispatchers = fields.Boolean(
        string="And the dispatchers",
        help="Those who work in the territory today.",
    )
    also_on_duty = fields.Boolean(
        string="And whoever is on duty",
        help="At the place of the request, by the duty roster: in its hours who is on"
        " duty there, out of them who is on call.",
    )
    channel = fields.Selection(
        [("activity", "To-do"), ("mail", "Message"), ("log", "Only in the log")],
        string="How",
        required=True,
        default="activity",
    )
    repeat_minutes = fields.Integer(
        string="Remind every",
        help="Minutes until somebody acknowledges it. 0: tell once.",
    )
    fired_count = fields.Integer(string="Fired", compute="_compute_fired_count")

    _repeat_not_negative = models.Constraint(
        "CHECK(repeat_minutes >= 0)", "The time between reminders cannot be negative."
    )

    def _compute_fired_count(self):
        counts = dict(
            self.env["property.escalation.fired"]._read_group(
                [("level_id", "in", self.ids)], ["level_id"], ["__count"]
            )
        )
        for level in self:
            level.fired_count = counts.get(level, 0)

    @api.constrains("trigger", "percent", "minutes", "times", "days", "rating")
    def _check_numbers(self):
        for level in self:
            for name in NUMBERS.get(level.trigger, ()):
                if level[name] <= 0:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: a number above zero is needed.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )

    @api.constrains("trigger", "words")
    def _check_words(self):
        for level in self:
            if level.trigger == "words" and not level._get_words():
                raise ValidationError(
                    self.env._("Words: write at least one word that means danger.")
                )

    def _get_words(self):
        return split_words(self.words)

    def action_view_fired(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_escalation_fired_action"
        )
        action["domain"] = [("level_id", "=", self.id)]
        return action
