from datetime import timedelta

import pytz

from odoo import api, fields, models

from ...tools.busy_time import find_free, get_days

DAY = timedelta(days=1)
PERIOD = timedelta(days=14)
TRIED = 40


class CalendarEvent(models.Model):
    """When people could meet: in the working time of all, while nobody is taken."""

    _inherit = "calendar.event"

    @api.model
    def _get_free_slots(
        self, users, minutes, start, stop, count=3, rooms=None, own_ids=()
    ):
        """Return the first ``[(start, stop)]`` in which all users are free.

        :param minutes: how long each slot is
        :param start: of the time to look through, naive UTC as all of it
        :param count: how many slots at most; they do not overlap
        :param rooms: ``property.common.part`` that have to be free as well
        :param own_ids: events that take nobody, since they are moved
        """
        busy = [*self._get_busy(users, start, stop).values()]
        opened = [*self._get_working_intervals(users, start, stop).values()]
        if rooms:
            busy += self._get_busy_rooms(rooms, start, stop).values()
            # people's hours say when they meet; without people those of the site
            opened += (
                [[(start, stop)]] if users else self._get_room_hours(rooms, start, stop)
            )
        taken = [
            one
            for each in busy
            for one in each
            if one.model != self._name or one.id not in own_ids
        ]
        return find_free(opened, taken, timedelta(minutes=minutes), count)

    @api.model
    def _get_room_hours(self, rooms, start, stop):
        """Return, for each room, when its site is open; always without hours."""
        hours = []
        # sudo: when a site is open is no secret
        for site in rooms.sudo().site_id:
            calendar = site.resource_calendar_id
            plan = calendar and calendar._get_working_plans(site.company_id)[calendar]
            hours.append(
                plan.get_intervals(pytz.timezone(site.tz), start, stop)
                if plan and plan.has_hours
                else [(start, stop)]
            )
        return hours

    @api.model
    def _get_working_intervals(self, users, start, stop):
        """Return ``{user_id: [(start, stop)]}``, the working time of each.

        Those of the user's resource, or of his company, in his own time zone; days on
        which a company is closed are no working time. Without hours always.
        """
        # sudo: when somebody works is no secret, his employee file may be one
        users_sudo = users.sudo()
        resources = self._get_resources(users_sudo)
        intervals = {}
        for user in users_sudo:
            resource, company = resources.get(user.id), user.company_id
            calendar = resource and resource.calendar_id or company.resource_calendar_id
            name = resource and resource.tz or user.tz or calendar.tz or "UTC"
            plan = calendar and calendar._get_working_plans(company)[calendar]
            intervals[user.id] = (
                plan.get_intervals(pytz.timezone(name), start, stop)
                if plan and plan.has_hours
                else [(start, stop)]
            )
        return intervals

    @api.model
    def _get_resources(self, users_sudo):
        """Return ``{user_id: resource}``, of his own company before all others."""
        resources = users_sudo.env["resource.resource"].search_fetch(
            [("user_id", "in", users_sudo.ids)],
            ["user_id", "company_id", "calendar_id", "tz"],
            order="id desc",
        )
        found = {resource.user_id.id: resource for resource in resources}
        for resource in resources:
            if resource.company_id == resource.user_id.company_id:
                found[resource.user_id.id] = resource
        return found

    @api.model
    def _propose_ranges(self, booking, count=3):
        """Return ``[(start, stop, allday)]``, where its first event could go instead.

        One event within two weeks; a series at another hour of the same day, so that
        its rule still holds, at which each of its events is free.
        """
        start, stop, allday = min(booking.ranges)
        if allday:
            return self._propose_days(booking, count)
        is_series = len(booking.ranges) > 1
        first = max(start, fields.Datetime.now())
        slots = self._get_free_slots(
            booking.users,
            (stop - start) // timedelta(minutes=1),
            first,
            self._get_end_of_day(first) if is_series else first + PERIOD,
            TRIED if is_series else count,
            booking.rooms,
            booking.own_ids,
        )
        if is_series:
            moved = [booking.shift(begin - start) for begin, _end in slots]
            clashes = self._find_clashes(moved)
            pairs = zip(slots, clashes, strict=True)
            slots = [slot for slot, found in pairs if not found][:count]
        return [(*slot, False) for slot in slots]

    @api.model
    def _propose_days(self, booking, count):
        """Return the next days on which all work and nobody is taken."""
        if len(booking.ranges) > 1:
            return []
        moved = [booking.shift(number * DAY) for number in range(PERIOD // DAY)]
        start, stop = moved[0].ranges[0][0] - DAY, moved[-1].ranges[0][1] + DAY
        working = self._get_working_intervals(booking.users, start, stop)
        free = []
        for other, found in zip(moved, self._find_clashes(moved), strict=True):
            day = other.ranges[0][0].date()
            if not found and all(
                self._works_on(user, working[user.id], day) for user in booking.users
            ):
                free += other.ranges
        return free[:count]

    @api.model
    def _works_on(self, user, intervals, day):
        start, stop = get_days(self._get_zone(user), day, day)
        return any(begin < stop and end > start for begin, end in intervals)

    @api.model
    def _get_end_of_day(self, instant):
        """Return the next midnight of the user, in UTC."""
        today = fields.Datetime.context_timestamp(self, instant).date()
        return get_days(self.env.tz, today, today)[1]
