from odoo import api, fields, models

from .calendar_event_guard import CHECKED


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    # when somebody is busy is asked by person
    partner_id = fields.Many2one(index=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Attendees that come by themselves are checked as those of a saved event."""
        if self.env.context.get("property_clash") is CHECKED:
            return super().create(vals_list)
        ids = {vals.get("event_id") for vals in vals_list} - {None, False}
        events = self.env["calendar.event"].browse(ids)
        before = events._get_coming()._get_bookings()
        attendees = super().create(vals_list)
        events._check_clashes(before, "")
        return attendees
