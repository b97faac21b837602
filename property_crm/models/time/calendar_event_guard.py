from datetime import time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.orm.utils import SUPERUSER_ID
from odoo.tools import format_date, format_time

from . import busy_lock

MAX_NAMED = 10
# In the context while an event is saved: what Odoo does to save it, such as making the
# events of a series, is checked together at the end. No client can send it.
CHECKED = object()
WHEN = {
    "start",
    "stop",
    "start_date",
    "stop_date",
    "allday",
    "duration",
    "show_as",
    "active",
    "partner_ids",
    "attendee_ids",
    "common_part_id",
    "recurrency",
}


class CalendarEvent(models.Model):
    """Nobody books others or rooms that are taken without saying why."""

    _inherit = "calendar.event"

    clash_reason = fields.Char(
        string="Reason for the double booking",
        store=False,
        copy=False,
        help="Needed if somebody else or a room is taken already; it is logged.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if len({vals.get("clash_reason") or "" for vals in vals_list}) > 1:
            # each with its own reason
            return self.browse().concat(*(self.create([vals]) for vals in vals_list))
        vals_list = [dict(vals) for vals in vals_list]
        reason = [vals.pop("clash_reason", None) or "" for vals in vals_list][:1]
        if self.env.context.get("property_clash") is CHECKED:
            return super().create(vals_list)
        self._check_room_references(vals_list)
        checked = self.with_context(property_clash=CHECKED)
        events = super(CalendarEvent, checked).create(vals_list)
        events = events.with_context(property_clash=None)
        (events | events._get_series())._check_clashes([], "".join(reason))
        return events

    def write(self, vals):
        vals = dict(vals)
        reason = vals.pop("clash_reason", None) or ""
        is_nested = self.env.context.get("property_clash") is CHECKED
        # core writes on records of forms that are not saved, too
        if is_nested or not self._moves(vals) or not all(self._ids):
            return super().write(vals)
        self._check_room_references([vals])
        moves_series = self._moves_series(vals)
        events = self | self._get_series() if moves_series else self
        before = events._get_coming()._get_bookings()
        checked = self.with_context(property_clash=CHECKED)
        result = super(CalendarEvent, checked).write(vals)
        events = events.exists()
        if moves_series:
            events |= events._get_series()
        events._check_clashes(before, reason)
        return result

    def copy(self, default=None):
        """A copy lies where its original does, until somebody moves it."""
        checked = self.with_context(property_clash=CHECKED)
        events = super(CalendarEvent, checked).copy(default)
        events = events.with_context(property_clash=None)
        events._check_clashes([], self.env._("Copy of another event."))
        return events

    @api.model
    def _moves(self, vals):
        """Whether values say when an event is, or whom and what it takes."""
        return not WHEN.isdisjoint(vals) or self._moves_series(vals)

    @api.model
    def _moves_series(self, vals):
        scope = vals.get("recurrence_update") or "self_only"
        rule = self._get_recurrent_fields() | {"recurrency"}
        return scope != "self_only" or not rule.isdisjoint(vals)

    def _get_series(self):
        """Return all events of the series of these."""
        return self.recurrence_id.calendar_event_ids

    def _check_clashes(self, before, reason):
        """Refuse what clashes now and did not before, unless there is a reason.

        :param before: the bookings of the events as they were
        """
        bookings = self.exists()._get_coming()._get_bookings()
        self._lock_bookings(bookings)
        found = [
            [clash for clash in clashes if not self._is_own_business(clash)]
            for clashes in self._find_clashes(bookings)
        ]
        if not any(found):
            return
        known = {
            clash.key
            for clashes in self._find_clashes(list(before))
            for clash in clashes
        }
        found = [[c for c in clashes if c.key not in known] for clashes in found]
        clashes = [clash for each in found for clash in each]
        if not clashes:
            return
        reason = reason.strip() or self._get_automatic_reason()
        if not reason:
            raise self._make_clash_error(clashes)
        self.env["property.clash.override"]._log(bookings, found, reason)

    def _lock_bookings(self, bookings):
        """See to it that of two who book the same at once one sees the other."""
        if not self._is_synchronised():
            keys = {
                (who._name, who.id)
                for booking in bookings
                for who in (*booking.users, *booking.rooms)
            }
            busy_lock.touch(self.env, keys)

    @api.model
    def _is_synchronised(self):
        """Whether another calendar says how things are, as core's sync tells."""
        return bool(self.env.context.get("dont_notify"))

    @api.model
    def _get_automatic_reason(self):
        """Return the reason where nobody is there to give one, or nothing."""
        if self._is_synchronised() or self.env.uid == SUPERUSER_ID:
            return self.env._("Came from another calendar or a program by itself.")
        return ""

    @api.model
    def _make_clash_error(self, clashes):
        """Return an error that says who is taken, by what and when; as data, too."""
        lines = [self._describe_clash(clash) for clash in clashes[:MAX_NAMED]]
        if len(clashes) > MAX_NAMED:
            more = len(clashes) - MAX_NAMED
            lines.append(self.env._("and %(count)s more", count=more))
        error = ValidationError(
            self.env._(
                "This time is taken already:\n%(clashes)s\n\nReason for the double "
                "booking: choose another time, or say why it is booked all the same.",
                clashes="\n".join(lines),
            )
        )
        error.context = {
            "property_clash": {
                "field": "clash_reason",
                "clashes": [self._show_clash(clash) for clash in clashes[:MAX_NAMED]],
            }
        }
        return error

    @api.model
    def _describe_clash(self, clash):
        return self.env._(
            "%(who)s: %(what)s, %(when)s",
            # sudo: the name of a colleague or a room he asked for
            who=clash.who.sudo().display_name,
            what=clash.busy.label,
            when=self._format_period(clash.busy.start, clash.busy.stop),
        )

    @api.model
    def _format_period(self, start, stop):
        """Say when, in the language and time zone of the user, as short as possible."""
        first, last = (
            fields.Datetime.context_timestamp(self, instant)
            for instant in (start, stop)
        )
        if first.time() == last.time() == time.min:
            return self._format_days(first.date(), last.date() - timedelta(days=1))
        day, final = (format_date(self.env, one.date()) for one in (first, last))
        begin, end = (
            format_time(self.env, one.time(), time_format="short")
            for one in (first, last)
        )
        return f"{day} {begin} – " + (end if day == final else f"{final} {end}")

    @api.model
    def _format_days(self, first, last):
        days = [format_date(self.env, day) for day in sorted({first, last})]
        return " – ".join(days)

    @api.model
    def _show_clash(self, clash):
        """Return the clash as plain data, for clients."""
        busy, iso = clash.busy, "%Y-%m-%dT%H:%M:%SZ"
        is_user = clash.who._name == "res.users"
        return {
            # sudo: the same
            "who": clash.who.sudo().display_name,
            "user_id": is_user and clash.who.id,
            "common_part_id": not is_user and clash.who.id,
            "what": busy.label,
            "model": busy.model,
            "id": not busy.private and busy.id,
            "start": busy.start.strftime(iso),
            "stop": busy.stop.strftime(iso),
            "wanted_start": clash.start.strftime(iso),
            "wanted_stop": clash.stop.strftime(iso),
            "is_mine": self._is_own_business(clash),
        }
