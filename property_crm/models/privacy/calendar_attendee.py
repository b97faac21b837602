from odoo import models

from ...fields import MaskedChar


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    email = MaskedChar(mask="email")
    phone = MaskedChar(mask="phone")
