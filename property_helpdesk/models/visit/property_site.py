import pytz

from odoo import fields, models
from odoo.tools.misc import format_date, format_time


class PropertySite(models.Model):
    """Hours as the people of the site read them."""

    _inherit = "property.site"

    def _get_zone(self):
        # sudo: the time zone of a place is no secret
        return pytz.timezone(self.sudo().tz or self.env.user.tz or "UTC")

    def _to_local(self, moment):
        """Return a naive UTC datetime on the wall clock of the site."""
        return pytz.utc.localize(moment).astimezone(self._get_zone())

    def _format_span(self, start, stop):
        """Return for instance ``Mon 9 Mar 08:30–12:00``, in the site's time zone."""
        begin, end = self._to_local(start), self._to_local(stop)
        hours = [
            format_time(self.env, moment.time(), time_format="HH:mm")
            for moment in (begin, end)
        ]
        pattern = "M月d日 EEE" if self._is_chinese() else "EEE d MMM"
        day = format_date(self.env, begin.date(), date_format=pattern)
        return f"{day} {hours[0]}–{hours[1]}"

    def _is_chinese(self):
        return (self.env.lang or "").startswith("zh")

    def _get_today(self):
        """Return the date of the site."""
        return self._to_local(fields.Datetime.now()).date()
