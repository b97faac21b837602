from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """Mark the invitations of an address that does not exist."""
        partner = message_dict["bounced_partner"]
        self.env["property.survey.invitation"]._mark_bounced(partner)
        return super()._routing_handle_bounce(email_message, message_dict)
