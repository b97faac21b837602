from collections import defaultdict

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class PropertySite(models.Model):
    """The wall clock of the people who live there."""

    _inherit = "property.site"

    @api.model
    def _get_zones_by_day(self):
        """Return ``{day: names of time zones}``: where which day it is."""
        now = pytz.utc.localize(fields.Datetime.now())
        days = defaultdict(list)
        for name in self._get_zone_names() or ["UTC"]:
            days[now.astimezone(pytz.timezone(name)).date()].append(name)
        return days

    @api.model
    @ormcache()
    def _get_zone_names(self):
        # sudo: the time zones of places are no secret
        return tuple(name for (name,) in self.sudo()._read_group([], ["tz"]))

    @api.model_create_multi
    def create(self, vals_list):
        sites = super().create(vals_list)
        sites._refresh_zone_names()
        return sites

    def write(self, vals):
        result = super().write(vals)
        if "tz" in vals:
            self._refresh_zone_names()
        return result

    def _refresh_zone_names(self):
        if not set(self.mapped("tz")).issubset(self._get_zone_names()):
            registry = self.env.registry
            registry.clear_cache()
            # a reader with an older snapshot may fill it again until then
            self.env.cr.postcommit.add(registry.clear_cache)

    @api.model
    def _get_today_domain(self, build):
        """Return ``build(day)`` with the day it is at the site of each record."""
        zones = self._get_zones_by_day()
        if len(zones) == 1:
            return build(*zones)
        return Domain.OR(
            build(day) & Domain("site_id", "any!", Domain("tz", "in", names))
            for day, names in zones.items()
        )

    def _get_zone(self):
        # sudo: the time zone of a place is no secret
        return pytz.timezone(self.sudo().tz or self.env.user.tz or "UTC")

    def _to_local(self, moment):
        """Return a naive UTC datetime on the wall clock of the site."""
        return pytz.utc.localize(moment).astimezone(self._get_zone())

    def _get_today(self):
        """Return the date of the site."""
        return self._to_local(fields.Datetime.now()).date()
