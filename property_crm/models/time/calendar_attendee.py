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

    def _compute_mail_tz(self):
        """Residents have no time zone of their own: theirs is that of their home."""
        result = super()._compute_mail_tz()
        Event = self.env["calendar.event"]
        for attendee in self.filtered(lambda one: not one.mail_tz):
            # sudo: where a person lives decides about the hour he reads
            attendee.mail_tz = Event._get_told_zone(
                attendee.partner_id.sudo(), attendee.event_id.user_id
            )
        return result
