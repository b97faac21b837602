from odoo import models
from odoo.tools.misc import format_date, format_time


class PropertySite(models.Model):
    """Hours as the people of the site read them."""

    _inherit = "property.site"

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
