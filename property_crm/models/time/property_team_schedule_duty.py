from datetime import timedelta

import pytz

from odoo import api, models
from odoo.fields import Domain

from ...tools.duty_roster import cut
from ...tools.working_plan import subtract
from ...tools.working_time import join

DUTY = "property.duty"
# A place has a roster while there are duties so near to what is shown.
NEAR = timedelta(days=14)
MAX_ROWS = 8


class PropertyTeamSchedule(models.AbstractModel):
    """Who is on duty, and where and when nobody is."""

    _inherit = "property.team.schedule"

    @api.model
    def _get_duty_marks(self, users, start, stop):
        """Return ``{user id: [{"id", "kind", "start", "stop", "label"}]}``."""
        duties = self.env[DUTY].search_fetch(
            self.env[DUTY]._get_period_domain(start, stop)
            & Domain("user_id", "in", users.ids),
            ["user_id", "kind", "start", "stop", "territory_id"],
        )
        return {
            user.id: [
                {
                    "id": duty.id,
                    "kind": duty.kind,
                    "start": duty.start,
                    "stop": duty.stop,
                    "label": duty.territory_id.name,
                }
                for duty in rows
            ]
            for user, rows in duties.grouped("user_id").items()
        }

    @api.model
    def _get_duty_rows(self, choice, days):
        """Return the rosters near the period, with their gaps.

        ``[{"territory_id", "territory", "kind", "label", "turns": [{"id", "start",
            "stop", "name"}], "gaps": [(start, stop)]}]``. Somebody should be on duty
            in the hours of the place, and on call out of them.
        """
        start, stop = days[0]["start"], days[-1]["stop"]
        duties = self._get_near_duties(choice, start, stop)
        labels = dict(self.env[DUTY]._fields["kind"]._description_selection(self.env))
        working = self._get_place_hours(duties.territory_id, start, stop)
        rows = []
        for (territory, kind), group in duties.grouped(
            lambda duty: (duty.territory_id, duty.kind)
        ).items():
            turns = group.filtered(lambda d: d.start < stop and d.stop > start)
            needed = working[territory]
            if kind == "on_call":
                needed = subtract([(start, stop)], needed)
            covered = [(duty.start, duty.stop) for duty in turns]
            rows.append(
                {
                    "territory_id": territory.id,
                    "territory": territory.name,
                    "kind": kind,
                    "label": labels[kind],
                    "turns": [self._prepare_turn(duty) for duty in turns],
                    "gaps": cut(subtract(needed, join(covered)), start, stop),
                }
            )
        rows.sort(key=lambda row: (row["territory"], row["kind"]))
        return self._format_times(rows[:MAX_ROWS])

    @api.model
    def _prepare_turn(self, duty):
        return {
            "id": duty.id,
            "start": duty.start,
            "stop": duty.stop,
            "name": duty.user_id.name,
        }

    @api.model
    def _get_near_duties(self, choice, start, stop):
        Duty = self.env[DUTY]
        domain = Duty._get_period_domain(start - NEAR, stop + NEAR)
        key = choice.get("territory_id")
        if isinstance(key, int) and key:
            domain &= Domain("territory_id", "child_of", key) | Domain(
                "territory_id", "parent_of", key
            )
        return Duty.search_fetch(
            domain, ["user_id", "kind", "start", "stop", "territory_id"]
        )

    @api.model
    def _get_place_hours(self, territories, start, stop):
        """Return ``{territory: [(start, stop)]}``: the hours of its site or company."""
        # sudo: hours of a place are no secret of those who see its roster
        territories_sudo = territories.sudo()
        hours = {}
        for territory in territories_sudo:
            site = territory.site_id
            company = site.company_id or territory.company_id or self.env.company
            calendar = (site or company).resource_calendar_id
            if not calendar:
                hours[territory.with_env(self.env)] = [(start, stop)]
                continue
            plan = calendar._get_working_plans(company)[calendar]
            zone = pytz.timezone(site.tz or calendar.tz)
            hours[territory.with_env(self.env)] = plan.get_intervals(zone, start, stop)
        return hours
