from datetime import date, datetime, timedelta, timezone

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.tools.busy_time import merge

from ...tools.visit_capacity import split_day
from .property_visit import OPEN

DAYS = 14
DAY = timedelta(days=1)
EPOCH = date(2020, 1, 1)
COLUMNS = {
    "id": "bigint",
    "user_id": "integer",
    "company_id": "integer",
    "date": "date",
    "working_minutes": "integer",
    "other_minutes": "integer",
    "visit_minutes": "integer",
    "free_minutes": "integer",
    "visit_count": "integer",
    "open_count": "integer",
    "load_rate": "double precision",
}


class PropertyVisitCapacity(models.Model):
    """How much each technician can still take, today and on the next days.

    Nothing is stored: hours, absences, meetings and visits are asked when somebody
    looks, in as many queries for one technician as for all.
    """

    _name = "property.visit.capacity"
    _description = "Capacity for visits"
    _auto = False
    _order = "date, user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", string="Technician", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True)
    working_minutes = fields.Integer(string="Working minutes", readonly=True)
    other_minutes = fields.Integer(
        string="Otherwise taken",
        readonly=True,
        help="Working minutes taken by meetings and absences.",
    )
    visit_minutes = fields.Integer(string="Minutes of visits", readonly=True)
    free_minutes = fields.Integer(string="Free minutes", readonly=True)
    visit_count = fields.Integer(string="Visits", readonly=True)
    open_count = fields.Integer(
        string="Open requests",
        readonly=True,
        aggregator="max",
        help="Requests the technician has, on whatever day.",
    )
    load_rate = fields.Float(
        string="Load (%)",
        readonly=True,
        aggregator="avg",
        help="Visits, of the working minutes that nothing else takes.",
    )

    @property
    def _table_query(self):
        rows = [
            SQL("(%s)", SQL(", ").join(SQL("%s", value) for value in row))
            for row in self._get_rows()
        ]
        names = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        casts = SQL(", ").join(
            SQL("%s::%s AS %s", SQL.identifier(name), SQL(kind), SQL.identifier(name))
            for name, kind in COLUMNS.items()
        )
        if not rows:
            nothing = SQL(", ").join(SQL("NULL") for _name in COLUMNS)
            return SQL(
                "SELECT %s FROM (VALUES (%s)) AS day (%s) WHERE FALSE",
                casts,
                nothing,
                names,
            )
        return SQL(
            "SELECT %s FROM (VALUES %s) AS day (%s)",
            casts,
            SQL(", ").join(rows),
            names,
        )

    @api.model
    def _get_rows(self):
        """Return the rows of all technicians whom the user may plan for."""
        users = self._get_technicians()
        if not users:
            return []
        zone = pytz.timezone(self.env.user.tz or "UTC")
        first = fields.Date.context_today(self)
        days = [first + number * DAY for number in range(DAYS + 1)]
        bounds = [_get_midnight(zone, day) for day in days]
        spans = list(zip(days, bounds, bounds[1:], strict=False))
        loads, _last = self.env["helpdesk.ticket"]._get_workloads(users)
        times = self._get_times(users, bounds[0], bounds[-1])
        return [
            self._get_row(user, span, *times[user.id], loads.get(user.id, 0))
            for user in users.sudo()  # sudo: the company of a colleague
            for span in spans
        ]

    @api.model
    def _get_times(self, users, start, stop):
        """Return ``{user id: (working, visits, others)}``, sorted intervals each."""
        Event = self.env["calendar.event"].sudo()  # sudo: how long, not why
        working = Event._get_working_intervals(users, start, stop)
        busy = Event._get_busy(users, start, stop)
        visits = self._get_visits(users, start, stop)
        times = {}
        for key in users.ids:
            own = visits.get(key, [])
            events = {("calendar.event", event_id) for *_time, event_id in own}
            others = [one for one in busy[key] if (one.model, one.id) not in events]
            times[key] = (
                working[key],
                sorted((begin, end) for begin, end, _event_id in own),
                merge(others),
            )
        return times

    @api.model
    def _get_row(self, user, span, working, visits, others, open_count):
        """Return the values of the columns, for one technician on one day."""
        day, start, stop = span
        split = split_day((start, stop), working, visits, others)
        return (
            user.id * 100_000 + (day - EPOCH).days,
            user.id,
            user.company_id.id,
            day,
            *_spread(*split),
            sum(start <= begin < stop for begin, _end in visits),
            open_count,
            _rate(*split),
        )

    @api.model
    def _get_technicians(self):
        """Return the technicians of the territories that the user sees."""
        Staff = self.env["property.territory.staff"]
        today = fields.Date.context_today(self)
        staff = Staff.search(
            Staff._get_on_date_domain(today)
            & Domain("role", "=", "technician")
            & Domain("user_id.active", "=", True)
        )
        return staff.user_id

    @api.model
    def _get_visits(self, users, start, stop):
        """Return ``{user id: [(start, stop, event id)]}``."""
        # sudo: what people do elsewhere counts, too
        visits_sudo = (
            self.env["property.visit"]
            .sudo()
            .search_fetch(
                Domain("user_id", "in", users.ids)
                & Domain("state", "in", OPEN)
                & Domain("start", "<", stop)
                & Domain("stop", ">", start),
                ["user_id", "start", "stop", "event_id"],
            )
        )
        found = {}
        for visit in visits_sudo:
            found.setdefault(visit.user_id.id, []).append(
                (visit.start, visit.stop, visit.event_id.id)
            )
        return found

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_visit_action"
        )
        zone = pytz.timezone(self.env.user.tz or "UTC")
        start = _get_midnight(zone, self.date)
        stop = _get_midnight(zone, self.date + DAY)
        return {
            **action,
            "domain": [
                ("user_id", "=", self.user_id.id),
                ("start", ">=", fields.Datetime.to_string(start)),
                ("start", "<", fields.Datetime.to_string(stop)),
            ],
            "context": {"default_user_id": self.user_id.id},
        }


def _get_midnight(zone, day):
    """Return when the day begins, in naive UTC."""
    midnight = zone.localize(datetime.combine(day, datetime.min.time()))
    return midnight.astimezone(timezone.utc).replace(tzinfo=None)


def _spread(working, other, visits):
    """Return the minutes as the columns have them."""
    return working, other, visits, max(working - other - visits, 0)


def _rate(working, other, visits):
    """Return how full the day is; visits without a working minute are too many."""
    room = working - other
    if room <= 0:
        return 100.0 if visits else 0.0
    return 100 * visits / room
