from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from ...tools.duty_roster import (
    DAY,
    cut,
    get_daily_shifts,
    get_whole_shift,
    measure_minutes,
    rotate,
    to_utc,
)
from ...tools.working_plan import subtract

WEEKDAYS = {"all": range(7), "work": range(5), "end": (5, 6)}
MAX_DUTIES = 1000
ABSENCE = "resource.calendar.leaves"


class PropertyDutyGenerate(models.TransientModel):
    """Plans the duties of several people who take turns."""

    _name = "property.duty.generate"
    _description = "Plan a rotation"

    territory_id = fields.Many2one("property.territory", string="Place", required=True)
    kind = fields.Selection(
        lambda self: self._get_kinds(),
        required=True,
        default="on_call",
    )
    line_ids = fields.One2many(
        "property.duty.generate.line",
        "generate_id",
        string="People, in their order",
        compute="_compute_line_ids",
        store=True,
        precompute=True,
        readonly=False,
    )
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self._default_date_from(),
    )
    date_to = fields.Date(
        string="Last day",
        required=True,
        default=lambda self: self._default_date_from() + timedelta(days=27),
    )
    days_each = fields.Integer(string="Days in a row", required=True, default=7)
    pattern = fields.Selection(
        [
            ("closed", "Out of the working hours of the place"),
            ("daily", "At the same hours"),
            ("whole", "Around the clock"),
        ],
        string="When",
        required=True,
        default="closed",
    )
    hour_from = fields.Float(string="From", default=18)
    hour_to = fields.Float(string="Until", default=8)
    weekdays = fields.Selection(
        [
            ("all", "Every day"),
            ("work", "Monday to Friday"),
            ("end", "Saturday and Sunday"),
        ],
        string="On",
        required=True,
        default="all",
    )
    problem = fields.Char(compute="_compute_preview")
    new_count = fields.Integer(string="New duties", compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.model
    def _get_kinds(self):
        """Return the kinds of duty, in the user's language."""
        return (
            self.env["property.duty"]._fields["kind"]._description_selection(self.env)
        )

    @api.model
    def _default_date_from(self):
        """The next Monday."""
        today = fields.Date.context_today(self)
        return today + timedelta(days=7 - today.weekday())

    @api.depends("territory_id")
    def _compute_line_ids(self):
        """Propose the technicians of the place."""
        for wizard in self:
            if wizard.line_ids or not wizard.territory_id:
                continue
            staff = self.env["property.territory.staff"].search(
                Domain("territory_id", "parent_of", wizard.territory_id.id)
                & Domain("role", "=", "technician")
                & Domain("is_current", "=", True)
                & Domain("user_id.active", "=", True)
            )
            wizard.line_ids = [
                Command.create({"user_id": user.id, "sequence": number})
                for number, user in enumerate(staff.user_id)
            ]

    @api.depends(
        "territory_id",
        "kind",
        "line_ids.user_id",
        "line_ids.sequence",
        "date_from",
        "date_to",
        "days_each",
        "pattern",
        "hour_from",
        "hour_to",
        "weekdays",
    )
    def _compute_preview(self):
        for wizard in self:
            wizard.problem = wizard._get_problem()
            planned = [] if wizard.problem else wizard._plan()
            free = wizard._filter_free(planned)
            wizard.new_count = len(free)
            wizard.preview = wizard._render_preview(planned, free) if planned else ""

    def _get_problem(self):
        if not self.territory_id or not self.line_ids.user_id:
            return self.env._("Choose a place and at least one person.")
        if not self.date_from or not self.date_to or self.date_from > self.date_to:
            return self.env._("The last day cannot come before the first.")
        if self.days_each < 1:
            return self.env._("Everybody has one day in a row at least.")
        if (self.date_to - self.date_from).days >= MAX_DUTIES:
            return self.env._("Plan three years at most.")
        return False

    # What would be made.

    def _plan(self):
        """Return ``[(turn, start, stop)]``, in their order."""
        lines = self.line_ids.filtered("user_id").sorted("sequence")
        people = [line.user_id._origin.id for line in lines]
        turns = rotate(people, self.date_from, self.date_to, self.days_each)
        shifts = self._get_shifts(turns)
        return [(turn, *shift) for turn in turns for shift in shifts[turn]]

    def _get_shifts(self, turns):
        tz = self._get_zone()
        minutes = [round(hour * 60) for hour in (self.hour_from, self.hour_to)]
        if self.pattern == "daily":
            days = WEEKDAYS[self.weekdays]
            return {turn: get_daily_shifts(tz, turn, *minutes, days) for turn in turns}
        if self.pattern == "whole":
            return {turn: [get_whole_shift(tz, turn, minutes[0])] for turn in turns}
        closed = self._get_closed(tz)
        return {
            turn: cut(closed, to_utc(tz, turn.first, 0), to_utc(tz, turn.last + DAY, 0))
            for turn in turns
        }

    def _get_closed(self, tz):
        """Return when the place does not work, longer breaks than at noon."""
        start = to_utc(tz, self.date_from, 0)
        stop = to_utc(tz, self.date_to + DAY, 0)
        schedule = self.env["property.team.schedule"]
        place = self.territory_id._origin
        working = schedule._get_place_hours(place, start, stop)[place]
        closed = subtract([(start, stop)], working)
        at_noon = timedelta(hours=3)
        return [
            (first, last)
            for first, last in closed
            if last - first > at_noon or first == start or last == stop
        ]

    def _get_zone(self):
        # sudo: in whose zone a place works is no secret
        site = self.territory_id.sudo().site_id
        return pytz.timezone(site.tz) if site else self.env.tz

    def _filter_free(self, planned):
        """Return what is planned and not on the roster yet."""
        if not planned:
            return []
        Duty = self.env["property.duty"]
        duties = Duty.search(
            Duty._get_period_domain(
                min(start for _turn, start, _stop in planned),
                max(stop for _turn, _start, stop in planned),
            )
            & Domain("territory_id", "=", self.territory_id._origin.id)
            & Domain("kind", "=", self.kind)
        )
        taken = defaultdict(list)
        for duty in duties:
            taken[duty.user_id.id].append((duty.start, duty.stop))
        return [
            (turn, start, stop)
            for turn, start, stop in planned
            if not cut(taken[turn.person], start, stop)
        ]

    def _render_preview(self, planned, free):
        shifts = defaultdict(list)
        for turn, start, stop in planned:
            shifts[turn].append((start, stop))
        new = {turn for turn, _start, _stop in free}
        away = self._get_away(planned)
        users = self.line_ids.user_id._origin.grouped("id")
        rows = [
            {
                "first": format_date(self.env, turn.first),
                "last": format_date(self.env, turn.last),
                "name": users[turn.person].name,
                "hours": self.env._(
                    "%(hours)s h in %(count)s parts",
                    hours=measure_minutes(intervals) // 60,
                    count=len(intervals),
                ),
                "is_new": turn in new,
                "is_away": any(cut(away[turn.person], *shift) for shift in intervals),
            }
            for turn, intervals in shifts.items()
        ]
        return self.env["ir.qweb"]._render(
            "property_crm.property_duty_generate_preview",
            {"rows": rows, "new_count": len(free), "old": len(planned) - len(free)},
        )

    def _get_away(self, planned):
        """Return ``{user id: [(start, stop)]}`` of the absences in the period."""
        busy = self.env["calendar.event"]._get_busy(
            self.line_ids.user_id._origin,
            min(start for _turn, start, _stop in planned),
            max(stop for _turn, _start, stop in planned),
        )
        away = defaultdict(list)
        for user_id, found in busy.items():
            away[user_id] = [(b.start, b.stop) for b in found if b.model == ABSENCE]
        return away

    def action_generate(self):
        """Put what is missing on the roster and show it."""
        self.ensure_one()
        if self.problem:
            raise UserError(self.problem)
        free = self._filter_free(self._plan())
        if not free:
            raise UserError(self.env._("All of these duties are on the roster."))
        self.env["property.duty"].create(
            [
                {
                    "territory_id": self.territory_id.id,
                    "kind": self.kind,
                    "user_id": turn.person,
                    "start": start,
                    "stop": stop,
                }
                for turn, start, stop in free
            ]
        )
        return self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_duty_action"
        )
