from odoo import models


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["property.cached.mixin", "resource.calendar.attendance"]

    def _get_lines_of(self, workday):
        """Return the working lines that a make-up day repeats."""
        kind = str(self.get_week_type(workday.date))
        return self.filtered(
            lambda line: (
                not line.display_type
                and line.day_period != "lunch"
                and line.dayofweek == workday.dayofweek
                and (not line.two_weeks_calendar or line.week_type == kind)
            )
        )
