from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...tools.api_rows import ApiField, BadValue, is_empty, parse_value
from .calendar_event_clash import Booking

MAX_ROWS = 1000
MAX_COUNT = 50
MAX_MINUTES = 14 * 24 * 60
TIME = {
    "start": ApiField("start", "datetime"),
    "stop": ApiField("stop", "datetime"),
    "allday": ApiField("allday", "boolean"),
    "count": ApiField("count", "integer"),
    "users": None,
    "room": None,
}
CLASHES = TIME | {
    "event": ApiField("event", "integer"),
    "rrule": ApiField("rrule"),
    "tz": ApiField("tz"),
}
SLOTS = TIME | {"minutes": ApiField("minutes", "integer")}
del SLOTS["allday"]


class CalendarEvent(models.Model):
    """What other systems ask about clashes and free time."""

    _inherit = "calendar.event"

    @api.model
    @api.readonly
    def api_clashes(self, values):
        """Return who and what clashes with bookings that are not made yet.

        Nothing is saved. What the caller may not read is named only as busy.

        :param values: a booking, or a list of at most 1,000. It has ``start`` and
            ``stop``, ISO 8601 in UTC (with ``allday`` true the dates count), ``users``
            (logins or ids) and ``room`` (external key or id of a common part); for a
            series ``rrule`` (RFC 5545, such as ``FREQ=WEEKLY;COUNT=4``) with ``tz``,
            the zone of its wall clock; ``event``, the id of one that is moved: what is
            left out is taken from it, and it does not clash with itself; ``count``, how
            many free slots are proposed (3)
        :return: a dict, or a list of one a booking: ``{"row": int, "clashes": [{"who",
            "user_id", "common_part_id", "what", "model", "id", "start", "stop",
            "wanted_start", "wanted_stop", "is_mine"}], "free": [{"start", "stop",
            "allday"}], "errors": [{"field", "message"}]}``; ``id`` is false of what is
            private
        :raise ValidationError: a malformed call; of a single booking also its first
            error (names the field)
        :raise AccessError: portal users
        """
        return self._answer_api(values, self._answer_clashes)

    @api.model
    @api.readonly
    def api_free_slots(self, values):
        """Return when users and a room are free, in the working time of all.

        :param values: a question, or a list of at most 1,000: ``users`` (logins or
            ids), ``room`` (external key or id), ``minutes`` (60), ``start`` and
            ``stop`` of the time to look through, ISO 8601 in UTC, at most a year;
            ``count``, how many slots (3, at most 50)
        :return: a dict, or a list of one a question: ``{"row": int, "free": [{"start",
            "stop", "allday"}], "errors": [{"field", "message"}]}``
        :raise ValidationError: as ``api_clashes``
        :raise AccessError: portal users
        """
        return self._answer_api(values, self._answer_slots)

    @api.model
    def _answer_api(self, values, answer):
        self.browse().check_access("read")
        if self.env.user.share:
            raise AccessError(self.env._("Calendars are not shown to outsiders."))
        rows = [values] if isinstance(values, dict) else values
        if not isinstance(rows, (list, tuple)):
            raise ValidationError(
                self.env._("values: a dictionary, or a list of them, is expected.")
            )
        if len(rows) > MAX_ROWS:
            raise ValidationError(
                self.env._("values: %(maximum)s at most.", maximum=MAX_ROWS)
            )
        answers = [
            self._answer_row(number, row, answer) for number, row in enumerate(rows)
        ]
        if not isinstance(values, dict):
            return answers
        for error in answers[0]["errors"]:
            raise ValidationError(self.env._("%(field)s: %(message)s", **error))
        return answers[0]

    @api.model
    def _answer_row(self, number, row, answer):
        try:
            return {"row": number, **answer(row), "errors": []}
        except RowError as error:
            message = self.env["property.api.mixin"]._get_api_message(
                error.field, error.bad
            )
            errors = [{"field": error.field, "message": message}]
            return {"row": number, "errors": errors}

    @api.model
    def _answer_clashes(self, row):
        values = self._parse_api(row, CLASHES)
        event = self._find_api_event(values.get("event"))
        booking = self._make_api_booking(values, event)
        count = self._get_api_count(values)
        free = self._propose_ranges(booking, count) if count else []
        return {
            "clashes": [
                self._show_clash(one) for one in self._find_clashes([booking])[0]
            ],
            "free": [self._show_api_slot(*one) for one in free],
        }

    @api.model
    def _answer_slots(self, row):
        values = self._parse_api(row, SLOTS)
        for name in ("start", "stop"):
            if not values.get(name):
                raise RowError(name, BadValue("required"))
        minutes = values.get("minutes", 60)
        if not 0 < minutes <= MAX_MINUTES:
            raise RowError("minutes", BadValue("value", value=minutes))
        if (values["stop"] - values["start"]).days > 366:
            raise RowError("stop", BadValue("value", value=row["stop"]))
        slots = self._get_free_slots(
            values["users"],
            minutes,
            values["start"],
            values["stop"],
            self._get_api_count(values),
            values["room"],
        )
        return {"free": [self._show_api_slot(*slot) for slot in slots]}

    @api.model
    def _parse_api(self, row, table):
        """Return the values of a row; ``users`` and ``room`` as records."""
        if not isinstance(row, dict):
            raise RowError("", BadValue("not_a_row"))
        values = {}
        for name, value in row.items():
            if name not in table:
                raise RowError(name, BadValue("unknown"))
            if table[name]:
                try:
                    values[name] = parse_value(table[name], value)
                except BadValue as error:
                    raise RowError(name, error) from error
        values = {name: value for name, value in values.items() if value is not False}
        values["users"] = self._find_api_users(row.get("users") or [])
        values["room"] = self._find_api_room(row.get("room"))
        return values

    @api.model
    def _find_api_users(self, given):
        Users = self.env["res.users"]
        if not isinstance(given, (list, tuple)):
            raise RowError("users", BadValue("value", value=given))
        ids = [
            one for one in given if isinstance(one, int) and not isinstance(one, bool)
        ]
        logins = [one for one in given if isinstance(one, str)]
        known = Domain("id", "in", ids) | Domain("login", "in", logins)
        users = Users.search(known & Domain("share", "=", False)) if given else Users
        names = {*users.ids, *users.mapped("login")}
        for one in given:
            if isinstance(one, (bool, float, dict, list)) or one not in names:
                raise RowError("users", BadValue("reference", value=one))
        return users

    @api.model
    def _find_api_room(self, given):
        Room = self.env["property.common.part"]
        if is_empty(given):
            return Room
        name = "external_key" if isinstance(given, str) else "id"
        if isinstance(given, bool) or not isinstance(given, (str, int)):
            raise RowError("room", BadValue("reference", value=given))
        allowed = Room.has_access("read")
        domain = Domain(name, "=", given) & Domain("is_bookable", "=", True)
        room = Room.search(domain, limit=1) if allowed else Room
        if not room:
            raise RowError("room", BadValue("reference", value=given))
        return room

    @api.model
    def _find_api_event(self, event_id):
        event = self.search([("id", "=", event_id)]) if event_id else self.browse()
        if event_id and not event:
            raise RowError("event", BadValue("reference", value=event_id))
        return event

    @api.model
    def _make_api_booking(self, values, event):
        """Return the booking; what is not said is as in the event."""
        for name in ("start", "stop", "allday"):
            values.setdefault(name, event[name])
        for name in ("start", "stop"):
            if not values[name]:
                raise RowError(name, BadValue("required"))
        if values["stop"] < values["start"]:
            raise RowError("stop", BadValue("value", value=str(values["stop"])))
        users, room = values["users"], values["room"]
        if event and not users:
            users = self._get_users_of(event._get_taken_partners())
        if event and not room:
            room = event.common_part_id
        ranges = [(values["start"], values["stop"], values["allday"])]
        if values.get("rrule"):
            ranges = self._get_api_series(values)
        # sudo: who is taken is asked about, not what may be read of him
        return Booking(users.sudo(), room.sudo(), ranges, frozenset(event.ids))

    @api.model
    def _get_api_series(self, values):
        start, stop, tz = values["start"], values["stop"], values.get("tz") or "UTC"
        Series = self.env["calendar.recurrence"]
        if tz not in dict(Series._fields["event_tz"]._description_selection(self.env)):
            raise RowError("tz", BadValue("value", value=tz))
        try:
            rule = Series._rrule_parse(values["rrule"], start)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            bad = BadValue("value", value=values["rrule"])
            raise RowError("rrule", bad) from error
        rule = self._get_recurrence_params_by_date(start) | rule | {"event_tz": tz}
        return self._get_series_ranges(start, stop, values["allday"], rule)

    @api.model
    def _get_api_count(self, values):
        count = values.get("count", 3)
        if not 0 <= count <= MAX_COUNT:
            raise RowError("count", BadValue("value", value=count))
        return count

    @api.model
    def _show_api_slot(self, start, stop, allday=False):
        iso = "%Y-%m-%dT%H:%M:%SZ"
        return {
            "start": start.strftime(iso),
            "stop": stop.strftime(iso),
            "allday": allday,
        }


class RowError(Exception):
    """What is wrong with one row: the field, and how."""

    def __init__(self, field, bad):
        super().__init__(field)
        self.field = field
        self.bad = bad
