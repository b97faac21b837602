from datetime import timedelta

import pytz

from odoo import api, models

from ...tools.busy_time import find_free


class CalendarEvent(models.Model):
    """When people could meet: in the working time of all, while nobody is taken."""

    _inherit = "calendar.event"

    @api.model
    def _get_free_slots(self, users, minutes, start, stop, count=3):
        """Return the first ``[(start, stop)]`` in which all users are free.

        :param minutes: how long each slot is
        :param start: of the time to look through, naive UTC as all of it
        :param count: how many slots at most; they do not overlap
        """
        busy = self._get_busy(users, start, stop)
        return find_free(
            list(self._get_working_intervals(users, start, stop).values()),
            [taken for one in busy.values() for taken in one],
            timedelta(minutes=minutes),
            count,
        )

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
