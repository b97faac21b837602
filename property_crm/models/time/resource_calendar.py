from datetime import datetime, timedelta
from math import ceil

import pytz

from odoo import fields, models
from odoo.tools import ormcache
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

from ...tools.working_plan import WorkingPlan
from ...tools.working_time import WorkingClock

NOTHING, SECOND = timedelta(), timedelta(seconds=1)


class ResourceCalendar(models.Model):
    """Working hours with days that make up for a bridge day, and their clock."""

    _name = "resource.calendar"
    _inherit = ["property.cached.mixin", "resource.calendar"]

    workday_ids = fields.One2many(
        "property.calendar.workday",
        "calendar_id",
        string="Make-up days",
        copy=True,
        help="Days that are worked although their weekday is not.",
    )

    def _get_working_clock(self, start, end=None, tz=None):
        """Return the ``WorkingClock`` of one calendar; of none, one that never stops.

        It knows more than the period from ``start`` to ``end`` when it is asked.

        :param tz: name or object of the zone whose wall clock counts; default the
            calendar's
        """
        if not self:
            return WorkingClock.always()
        self.ensure_one()
        tz = pytz.timezone(tz or self.tz) if not hasattr(tz, "utcoffset") else tz
        plan = self._get_working_plans(self.company_id or self.env.company)[self]
        return plan.get_clock(tz, start, end)

    def _get_working_plans(self, company):
        """Return ``{calendar: WorkingPlan}``; without a query while nothing changes.

        :param company: whose days off count that are of no calendar
        """
        return {calendar: calendar._get_working_plan(company.id) for calendar in self}

    @ormcache("self.id", "company_id")
    def _get_working_plan(self, company_id):
        # sudo: residents and robots need no right to read the hours
        calendar_sudo = self.sudo()
        return WorkingPlan(
            calendar_sudo._get_week_hours(),
            tuple(calendar_sudo._get_days_off(company_id)),
            calendar_sudo._get_added_hours(),
        )

    def _get_days_off(self, company_id):
        """Return ``[(start, end)]`` in naive UTC, of the calendar and the company."""
        leaves = self.env["resource.calendar.leaves"]
        # the calendar's own are read for all calendars at once
        own = self.global_leave_ids
        shared = leaves.browse(leaves._get_shared_ids(company_id))
        days_off = []
        for leave in (*own, *shared):
            if leave.time_type != "leave":
                continue
            # a day off is typed to last until 23:59:59
            end = leave.date_to + (SECOND if leave.date_to.second == 59 else NOTHING)
            days_off.append((leave.date_from, end))
        return days_off

    def _get_week_hours(self):
        """Return the minutes of Monday to Sunday in both kinds of week."""
        self.ensure_one()
        if self.flexible_hours:
            return self._get_flexible_week() * 2
        weeks = [[] for _day in range(14)]
        for line in self.attendance_ids:
            if line.display_type or line.day_period == "lunch":
                continue
            hours = (round(line.hour_from * 60), round(line.hour_to * 60))
            kinds = [int(line.week_type or 0)] if self.two_weeks_calendar else [0, 1]
            for kind in kinds:
                weeks[kind * 7 + int(line.dayofweek)].append(hours)
        return tuple(tuple(sorted(hours)) for hours in weeks)

    def _get_flexible_week(self):
        """Hours that are no hours of the day: around noon, from Monday on."""
        if not self.hours_per_day:
            return ((),) * 7
        half = round(self.hours_per_day * 30)
        days = min(ceil(self.hours_per_week / self.hours_per_day), 7)
        return (((720 - half, 720 + half),),) * days + ((),) * (7 - days)

    def _get_added_hours(self):
        """Return ``{date: minutes}`` of the make-up days."""
        weeks = self._get_week_hours()
        added = {}
        for day in self.workday_ids:
            kind = self.env["resource.calendar.attendance"].get_week_type(day.date)
            added[day.date] = weeks[kind * 7 + int(day.dayofweek)]
        return added

    # What the rest of Odoo asks: shifts, time off, the calendar's grey days.

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources, domain, tz, lunch
        )
        if lunch or self.flexible_hours:
            return result
        for resource_id, intervals in result.items():
            resource = self.env["resource.resource"].browse(resource_id or ())
            zone = tz or pytz.timezone((resource or self).tz)
            added = self._get_added_attendances(start_dt, end_dt, zone, domain)
            if added:
                result[resource_id] = Intervals(
                    [*intervals, *added], keep_distinct=True
                )
        return result

    def _get_added_attendances(self, start_dt, end_dt, zone, domain):
        """Return ``[(start, end, attendances)]`` of the make-up days of a period."""
        start, end = start_dt.astimezone(zone), end_dt.astimezone(zone)
        lines = self.attendance_ids.filtered_domain(domain or [])
        added = []
        for day in self.workday_ids:
            if not start.date() <= day.date <= end.date():
                continue
            for line in lines._get_lines_of(day):
                begin, finish = (
                    zone.localize(datetime.combine(day.date, float_to_time(hour)))
                    for hour in (line.hour_from, line.hour_to)
                )
                added.append((max(begin, start), min(finish, end), line))
        return [interval for interval in added if interval[0] < interval[1]]
