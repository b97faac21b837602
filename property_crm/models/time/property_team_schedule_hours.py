from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...tools.duty_roster import cut, measure_minutes
from ...tools.working_plan import subtract
from ...tools.working_time import join

ABSENCE = "resource.calendar.leaves"


class PropertyTeamSchedule(models.AbstractModel):
    """When people work, are away, have time, and how full their days are."""

    _inherit = "property.team.schedule"

    @api.model
    def _get_hours(self, users, start, stop):
        """Return ``{user id: {"working": [(start, stop)], "closed": [{...}]}}``.

        ``working`` are the hours of his calendar in his zone without public holidays;
        ``closed`` are these, ``{"start", "stop", "label"}``.
        """
        working = self.env["calendar.event"]._get_working_intervals(users, start, stop)
        places = self._get_working_places(users)
        holidays = self._get_holidays(start, stop)
        return {
            user.id: {
                "working": working[user.id],
                "closed": [
                    {"start": first, "stop": last, "label": label}
                    for place, first, last, label in holidays
                    if all(
                        mine == other or not other
                        for mine, other in zip(places[user.id], place, strict=True)
                    )
                ],
            }
            for user in users
        }

    @api.model
    def _get_working_places(self, users):
        """Return ``{user id: (calendar id, company id)}``: whose holidays he has."""
        # sudo: colleagues may know when one works; nothing else is read of them
        users_sudo = users.sudo()
        resources = self.env["calendar.event"]._get_resources(users_sudo)
        places = {}
        for user in users_sudo:
            resource, company = resources.get(user.id), user.company_id
            calendar = resource and resource.calendar_id
            calendar = calendar or company.resource_calendar_id
            places[user.id] = (calendar.id, company.id)
        return places

    @api.model
    def _get_holidays(self, start, stop):
        """Return ``[((calendar id, company id), start, stop, label)]``; none is any."""
        # sudo: as the working hours
        leaves_sudo = (
            self.env[ABSENCE]
            .sudo()
            .search_fetch(
                Domain("resource_id", "=", False)
                & Domain("time_type", "=", "leave")
                & Domain("date_from", "<", stop)
                & Domain("date_to", ">", start),
                ["calendar_id", "company_id", "date_from", "date_to", "name"],
            )
        )
        return [
            (
                (leave.calendar_id.id, leave.company_id.id),
                max(leave.date_from, start),
                min(leave.date_to, stop),
                leave.name or self.env._("Day off"),
            )
            for leave in leaves_sudo
        ]

    @api.model
    def _get_free(self, hours, items):
        """Return ``[(start, stop)]``: working time in which nothing is."""
        busy = [(item["start"], item["stop"]) for item in items if item["is_busy"]]
        return subtract(hours["working"], join(busy))

    # How full the days are.

    @api.model
    def _get_planned_minutes(self, users, days, items):
        """Return ``{(user id, date): minutes}`` of what is planned.

        What is in the calendars counts once, however much overlaps. An addon adds the
        work of its own that stands in nobody's calendar, by few queries for all.
        """
        planned = defaultdict(int)
        for user in users:
            busy = [
                (item["start"], item["stop"])
                for item in items[user.id]
                if item["is_busy"] and not item["is_absence"]
            ]
            for day in days:
                parts = cut(busy, day["start"], day["stop"])
                planned[user.id, day["date"]] = measure_minutes(parts)
        return planned

    @api.model
    def _get_load(self, user, hours, items, planned, days):
        """Return ``[{"date", "planned", "working"}]`` in minutes, a day each."""
        away = [
            (item["start"], item["stop"])
            for item in items[user.id]
            if item["is_absence"]
        ]
        present = subtract(hours[user.id]["working"], join(away))
        return [
            {
                "date": day["date"],
                "planned": planned.get((user.id, day["date"]), 0),
                "working": measure_minutes(cut(present, day["start"], day["stop"])),
            }
            for day in days
        ]
