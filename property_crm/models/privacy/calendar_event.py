from odoo import api, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model
    def _prepare_partner_contact_details_html(self, section_title, partner):
        """Leave the number and address of a resident out of the stored description.

        Everybody who sees the event reads it; the attendee itself shows them masked.
        """
        details = super()._prepare_partner_contact_details_html(section_title, partner)
        # sudo: the flag decides about the mask, whoever asks
        if partner.sudo().is_privacy_protected:
            return details[:1] + ([partner.name] if partner.name else [])
        return details
