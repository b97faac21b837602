from datetime import date

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.misc import get_lang

from ...tools.busy_time import get_days
from ...tools.duty_roster import DAY

READERS = ("property_crm.group_property_agent", "property_crm.group_property_auditor")
SCALES = {"day": 1, "week": 7}


class PropertyTeamSchedule(models.AbstractModel):
    """Colleagues side by side: what the screen of the team schedule shows.

    Instants are texts in naive UTC, as everywhere in Odoo; ``tz`` is the zone whose
    days and hours are drawn. Whatever the number of people, the queries are the same.
    """

    _name = "property.team.schedule"
    _description = "Team schedule"

    @api.model
    @api.readonly
    def get_schedule(self, values):
        """Return one screen of the schedule, as far as the user may see it.

        :param dict values: ``day`` ("2026-03-02", default today), ``scale`` ("day" or
            "week"), ``choice`` (whom; what was remembered if left out): see
            ``_get_people``
        :return: ``{"tz", "day", "scale", "days": [{"date", "start", "stop"}], "choice",
            "filters", "lanes": [...], "left_out": int, "duties": [...],
            "may_plan_duty"}``; a lane is ``{"id", "partner_id", "name", "role",
            "is_me", "working", "closed", "free", "items", "duties", "load"}``: see
            the methods that make these
        :rtype: dict
        """
        self._check_may_read()
        choice = self._get_choice(values)
        values = {**values, "scale": values.get("scale") or choice.get("scale")}
        tz = self._get_zone(choice)
        days = self._get_days(tz, values)
        users, roles, left_out = self._get_people(choice, days)
        return {
            "tz": str(tz),
            "scale": self._get_scale(values),
            "day": self._parse_day(tz, values).isoformat(),
            "days": [self._format_times(day) for day in days],
            "choice": choice,
            "filters": self._get_filters(),
            "lanes": self._get_lanes(users, roles, days),
            "left_out": left_out,
            "duties": self._get_duty_rows(choice, days),
            "may_plan_duty": self.env["property.duty"].has_access("create"),
        }

    @api.model
    def _check_may_read(self):
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(self.env._("The team schedule is for staff."))

    # The period.

    @api.model
    def _get_scale(self, values):
        return "week" if values.get("scale") == "week" else "day"

    @api.model
    def _parse_day(self, tz, values):
        text = values.get("day")
        if not text:
            return fields.Datetime.context_timestamp(
                self.with_context(tz=str(tz)), fields.Datetime.now()
            ).date()
        try:
            return date.fromisoformat(text)
        except (TypeError, ValueError) as error:
            raise ValidationError(
                self.env._("day: a date such as 2026-03-02 is expected.")
            ) from error

    @api.model
    def _get_days(self, tz, values):
        """Return ``[{"date", "start", "stop"}]``: dates with their naive UTC bounds."""
        first = self._parse_day(tz, values)
        scale = self._get_scale(values)
        if scale == "week":
            week_start = int(get_lang(self.env).week_start) - 1
            first -= (first.weekday() - week_start) % 7 * DAY
        dates = [first + number * DAY for number in range(SCALES[scale])]
        bounds = {day: get_days(tz, day, day) for day in dates}
        return [
            {"date": day, "start": start, "stop": stop}
            for day, (start, stop) in bounds.items()
        ]

    @api.model
    def _get_zone(self, choice):
        """Return the zone of the place that is looked at, else the viewer's."""
        territory = self._get_chosen_territory(choice)
        site = territory.site_id
        return pytz.timezone(site.tz) if site else self.env.tz

    # The lanes.

    @api.model
    def _get_lanes(self, users, roles, days):
        """Return the lanes, their instants as texts."""
        start, stop = days[0]["start"], days[-1]["stop"]
        hours = self._get_hours(users, start, stop)
        items = self._get_items(users, start, stop)
        duties = self._get_duty_marks(users, start, stop)
        planned = self._get_planned_minutes(users, days, items)
        return [
            self._format_times(
                {
                    "id": user.id,
                    "partner_id": user.partner_id.id,
                    "name": user.name,
                    "role": roles.get(user.id, ""),
                    "is_me": user == self.env.user,
                    "working": hours[user.id]["working"],
                    "closed": hours[user.id]["closed"],
                    "items": items[user.id],
                    "duties": duties.get(user.id, []),
                    "free": self._get_free(hours[user.id], items[user.id]),
                    "load": self._get_load(user, hours, items, planned, days),
                }
            )
            for user in users
        ]

    @api.model
    def _format_times(self, value):
        """Return the value with all dates and instants in it as texts."""
        if isinstance(value, dict):
            return {key: self._format_times(part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._format_times(part) for part in value]
        if hasattr(value, "hour"):
            return fields.Datetime.to_string(value)
        return fields.Date.to_string(value) if hasattr(value, "day") else value
