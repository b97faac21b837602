import pytz

from odoo import fields, models


class PropertySite(models.Model):
    """The wall clock of the people who live there."""

    _inherit = "property.site"

    def _get_zone(self):
        # sudo: the time zone of a place is no secret
        return pytz.timezone(self.sudo().tz or self.env.user.tz or "UTC")

    def _to_local(self, moment):
        """Return a naive UTC datetime on the wall clock of the site."""
        return pytz.utc.localize(moment).astimezone(self._get_zone())

    def _get_today(self):
        """Return the date of the site."""
        return self._to_local(fields.Datetime.now()).date()
