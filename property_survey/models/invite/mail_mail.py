from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Mark the invitations whose mail could not be sent."""
        ids = [
            mail.res_id for mail in self if mail.model == "property.survey.invitation"
        ]
        if ids and failure_type:
            # sudo: the queue tells how it went, whoever runs it
            invitations_sudo = self.env["property.survey.invitation"].sudo()
            invitations_sudo = invitations_sudo.browse(ids).exists()
            invitations_sudo.filtered(lambda one: one.state == "asked").state = "failed"
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
