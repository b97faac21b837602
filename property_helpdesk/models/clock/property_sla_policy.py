from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools.clock_replay import Promise
from ...tools.sla_match import Rule, is_day
from ..ticket.helpdesk_ticket import REQUESTER_ROLES

CLOCKS = [("working", "Working hours of the site"), ("always", "Around the clock")]
YES_NO = [("yes", "Yes"), ("no", "No")]
ONES = ("site_kind", "requester_role", "service_level")
FLAGS = ("is_emergency", "is_payable", "is_warranty", "has_agreement")
LISTS = {
    "type": "type_ids",
    "class": "class_ids",
    "category": "category_ids",
    "place": "place_ids",
    "site": "site_ids",
    "territory": "territory_ids",
}


class PropertySlaPolicy(models.Model):
    """How soon which requests are answered, reached and solved."""

    _name = "property.sla.policy"
    _inherit = ["property.cached.mixin"]
    _description = "Service promise"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        default=10,
        help="Of several promises that fit, the first one holds; at the same place in"
        " the order, the one with more conditions.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    response_minutes = fields.Integer(
        string="First answer within", help="In minutes. 0: nothing is promised."
    )
    arrival_minutes = fields.Integer(
        string="On site within", help="In minutes. 0: nothing is promised."
    )
    solution_minutes = fields.Integer(
        string="Solved within",
        help="In minutes; a working day has 480. 0: nothing is promised.",
    )
    clock = fields.Selection(
        CLOCKS,
        required=True,
        default="working",
        help="What counts as time until the solution.",
    )
    response_clock = fields.Selection(
        CLOCKS, string="Clock of the first answer", help="Empty: as for the solution."
    )
    arrival_clock = fields.Selection(
        CLOCKS, string="Clock of the arrival", help="Empty: as for the solution."
    )
    pause_parts = fields.Boolean(string="Stands still while waiting for parts")
    pause_vote = fields.Boolean(
        string="Stands still while waiting for a vote", default=True
    )
    warning_percent = fields.Integer(
        string="Warn at",
        default=80,
        required=True,
        help="Share of the time that is used when the holder is warned.",
    )
    type_ids = fields.Many2many("helpdesk.ticket.type", string="Case types")
    class_ids = fields.Many2many("property.ticket.class", string="Classes")
    category_ids = fields.Many2many(
        "helpdesk.ticket.category",
        string="Categories",
        help="Categories below them count, too.",
    )
    place_ids = fields.Many2many("property.ticket.place", string="Places")
    site_ids = fields.Many2many("property.site", string="Sites")
    site_kind = fields.Selection(
        selection=lambda self: (
            self.env["property.site"]._fields["kind"]._description_selection(self.env)
        ),
        string="Kind of site",
    )
    territory_ids = fields.Many2many(
        "property.territory",
        string="Territories",
        help="Territories below them count, too.",
    )
    priority = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["priority"]
            ._description_selection(self.env)
        ),
        string="Priority from",
    )
    is_emergency = fields.Selection(YES_NO, string="Emergency")
    is_payable = fields.Selection(YES_NO, string="Payable")
    is_warranty = fields.Selection(YES_NO, string="Warranty")
    requester_role = fields.Selection(REQUESTER_ROLES, string="Role of the requester")
    has_agreement = fields.Selection(
        YES_NO,
        string="Agreement in force",
        help="Whether an agreement holds for the unit, or for the customer everywhere.",
    )
    service_level = fields.Selection(
        selection=lambda self: (
            self.env["agreement"]
            ._fields["service_level"]
            ._description_selection(self.env)
        ),
        string="Agreed service level",
        help="What an agreement in force promises to the unit or the customer.",
    )
    season_from = fields.Char(
        string="Season from", help="Month and day: 11-15. Empty: all year."
    )
    season_to = fields.Char(string="Season until", help="Month and day: 03-15.")
    jurisdiction = fields.Char(
        translate=True, help="Where the law asks for this. Empty: our own promise."
    )
    source = fields.Text(translate=True, help="Where the times come from.")

    _minutes_positive = models.Constraint(
        "CHECK(LEAST(response_minutes, arrival_minutes, solution_minutes) >= 0)",
        "Times cannot be negative.",
    )
    _warning_percent_range = models.Constraint(
        "CHECK(warning_percent BETWEEN 1 AND 100)",
        "Warn at: a share between 1 and 100 percent.",
    )

    @api.constrains("season_from", "season_to")
    def _check_season(self):
        for policy in self:
            days = [policy.season_from, policy.season_to]
            if any(days) and not all(map(is_day, days)):
                raise ValidationError(
                    self.env._(
                        "Season of “%(policy)s”: write the first and the last day as"
                        " month and day, for example 11-15 and 03-15.",
                        policy=policy.name,
                    )
                )

    @api.model
    @tools.ormcache("company_id")
    def _get_rules(self, company_id):
        """Return ``(rules, {policy id: promise as the log keeps it})``."""
        # sudo: the promise holds whoever takes the request
        policies_sudo = self.sudo().search([("company_id", "in", [False, company_id])])
        rules = [
            Rule(
                policy.id,
                policy.sequence,
                policy._get_conditions(),
                policy.season_from and (policy.season_from, policy.season_to) or (),
            )
            for policy in policies_sudo
        ]
        return rules, {policy.id: policy._get_promise() for policy in policies_sudo}

    def _get_conditions(self):
        """Return ``{name: frozenset of values}``; see ``_get_sla_facts`` of a request.

        Addons that know more about customers add conditions of their own here.
        """
        self.ensure_one()
        conditions = {name: frozenset(self[ids].ids) for name, ids in LISTS.items()}
        for flag in FLAGS:
            if self[flag]:
                conditions[flag] = frozenset({self[flag] == "yes"})
        for name in ONES:
            if self[name]:
                conditions[name] = frozenset({self[name]})
        if self.priority:
            choices = (
                self.env["helpdesk.ticket"]._fields["priority"].get_values(self.env)
            )
            conditions["priority"] = frozenset(
                choice for choice in choices if choice >= self.priority
            )
        return {name: values for name, values in conditions.items() if values}

    def _get_promise(self):
        self.ensure_one()
        pauses = {"customer"}
        pauses |= {"parts"} if self.pause_parts else set()
        pauses |= {"vote"} if self.pause_vote else set()
        return Promise(
            self.id,
            self.response_minutes,
            self.arrival_minutes,
            self.solution_minutes,
            self._get_around_clock(),
            frozenset(pauses),
            self.warning_percent,
        ).to_facts()

    def _get_around_clock(self):
        """Return the limits that count day and night."""
        clocks = {
            "response": self.response_clock or self.clock,
            "arrival": self.arrival_clock or self.clock,
            "solution": self.clock,
        }
        return frozenset(kind for kind, clock in clocks.items() if clock == "always")
