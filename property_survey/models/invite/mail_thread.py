from odoo import models

from ...tools.delivery import has_failed


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """Mark the invitation whose mail came back; not one that is only late."""
        if has_failed(email_message):
            self.env["property.survey.invitation"]._mark_bounced(
                message_dict["bounced_msg_ids"], message_dict["bounced_partner"]
            )
        return super()._routing_handle_bounce(email_message, message_dict)
