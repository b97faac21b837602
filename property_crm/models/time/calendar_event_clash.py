from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

import pytz

from odoo import api, fields, models

from ...tools.busy_time import Busy, find_clashes, get_days

DAY = timedelta(days=1)


class Booking(NamedTuple):
    """Whom and what an event or a whole series takes, and when."""

    users: models.Model
    rooms: models.Model
    # [(start, stop, allday)]; of all days the dates count
    ranges: list
    # ids of the events that it replaces, or is
    own_ids: frozenset

    def get_intervals(self, tz):
        """Return ``[(start, stop)]`` in UTC for somebody in a time zone."""
        return [
            get_days(tz, start.date(), stop.date()) if allday else (start, stop)
            for start, stop, allday in self.ranges
        ]

    def shift(self, delta):
        """Return the same at another time."""
        ranges = [
            (start + delta, stop + delta, allday) for start, stop, allday in self.ranges
        ]
        return self._replace(ranges=ranges)


class Clash(NamedTuple):
    """A user or room that a booking takes, when it wants to, and what is there."""

    who: models.Model
    start: object
    stop: object
    busy: Busy

    @property
    def key(self):
        return self.who._name, self.who.id, self.busy.model, self.busy.id


class CalendarEvent(models.Model):
    """Which bookings clash with what."""

    _inherit = "calendar.event"

    @api.model
    def _find_clashes(self, bookings):
        """Return for each booking the list of its ``Clash``, sorted by time.

        As many queries for many bookings as for one. Labels say what the user of the
        environment may know.
        """
        ranges = [one for booking in bookings for one in booking.ranges]
        if not ranges:
            return [[] for _booking in bookings]
        start = min(one[0] for one in ranges) - DAY
        stop = max(one[1] for one in ranges) + DAY
        # sudo: who is taken is asked about, not what may be read of him
        users_sudo = self.env["res.users"].sudo().union(*(b.users for b in bookings))
        rooms_sudo = (
            self.env["property.common.part"].sudo().union(*(b.rooms for b in bookings))
        )
        busy = {
            "res.users": self._get_busy(users_sudo, start, stop),
            "property.common.part": self._get_busy_rooms(rooms_sudo, start, stop),
        }
        return [self._match_booking(booking, busy) for booking in bookings]

    @api.model
    def _match_booking(self, booking, busy):
        clashes = []
        for who in (*booking.users, *booking.rooms):
            taken = [
                one
                for one in busy[who._name][who.id]
                if one.model != self._name or one.id not in booking.own_ids
            ]
            if taken:
                wanted = booking.get_intervals(self._get_zone(who))
                clashes += [
                    Clash(who, *interval, one)
                    for interval, one in find_clashes(wanted, taken)
                ]
        return sorted(clashes, key=lambda clash: (clash.start, clash.busy.start))

    @api.model
    def _get_zone(self, who):
        """Return the time zone in which a user or a room has its days."""
        # sudo: the time zone only, of a colleague or a room of another site
        who_sudo = who.sudo()
        tz = who_sudo.tz if who._name == "res.users" else who_sudo.site_id.tz
        return pytz.timezone(tz or "UTC")

    def _get_bookings(self):
        """Return the bookings of saved events; the events of a series are one.

        What is shown as free, or is archived, takes nobody.
        """
        # sudo: private events take time, too; what they are is not told
        events_sudo = self.sudo()
        groups = defaultdict(self.sudo().browse)
        for event in events_sudo.filtered(lambda e: e.active and e.show_as == "busy"):
            series = event.recurrence_id.id or -event.id
            groups[series, event._get_taken_partners(), event.common_part_id] |= event
        users = self._get_users_of(
            self.env["res.partner"].union(*(g[1] for g in groups))
        )
        bookings = []
        for (_series, partners, room), events in groups.items():
            ranges = [(event.start, event.stop, event.allday) for event in events]
            own = events | events.recurrence_id.calendar_event_ids
            taken = users.filtered(lambda user, p=partners: user.partner_id in p)
            bookings.append(Booking(taken, room, ranges, frozenset(own.ids)))
        return bookings

    def _get_taken_partners(self):
        """Return the attendees who have not declined."""
        self.ensure_one()
        declined = self.attendee_ids.filtered(lambda one: one.state == "declined")
        if self.id:
            return (self.attendee_ids - declined).partner_id
        # a form: attendees follow when it is saved
        return self.partner_ids._origin - declined.partner_id._origin

    @api.model
    def _get_users_of(self, partners):
        """Return the colleagues among the partners; residents have no calendar here."""
        # sudo: a colleague of another company is busy as well
        return (
            self.env["res.users"]
            .sudo()
            .search([("partner_id", "in", partners.ids), ("share", "=", False)])
        )

    @api.model
    def _is_own_business(self, clash):
        """Whether the user clashes with himself: he is told, and does as he likes."""
        return clash.who == self.env.user

    def _get_coming(self):
        """Return those that are not over: what was is only noted down."""
        return self.filtered(lambda event: event.stop > fields.Datetime.now())
