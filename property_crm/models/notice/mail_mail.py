from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note with the recipients of notices whether their mail went out."""
        if "property.notice.recipient" in self.mapped("model"):
            # sudo: the queue tells how it went, whoever runs it
            recipients_sudo = self.env["property.notice.recipient"].sudo()
            recipients_sudo = recipients_sudo.search([("mail_id", "in", self.ids)])
            recipients_sudo.email_state = "failed" if failure_type else "sent"
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
