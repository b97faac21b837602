import pytz

from odoo import models

from ...tools.working_time import WorkingClock


class PropertySite(models.Model):
    _inherit = "property.site"

    def _get_working_clock(self, start, end=None):
        """Return the ``WorkingClock`` of the site, in its hours and its time zone.

        A site without working hours is open around the clock; so is no site.
        """
        return self._get_working_clocks(start, end).get(self, WorkingClock.always())

    def _get_working_clocks(self, start, end=None):
        """Return ``{site: WorkingClock}``, whatever their number in few queries."""
        # sudo: deadlines of a request run on hours that its reader need not see
        sites_sudo = self.sudo()
        clocks = {}
        for company, group in sites_sudo.grouped("company_id").items():
            plans = group.resource_calendar_id._get_working_plans(company)
            shared = {}
            for site in group:
                key = (site.resource_calendar_id, site.tz)
                if key not in shared:
                    shared[key] = self._start_clock(plans, *key, start, end)
                clocks[site.with_env(self.env)] = shared[key]
        return clocks

    def _start_clock(self, plans, calendar, tz, start, end):
        if not calendar:
            return WorkingClock.always()
        return plans[calendar].get_clock(pytz.timezone(tz), start, end)
