from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """Residents send back what is not solved."""

    _inherit = "helpdesk.ticket"

    def _get_return_until(self):
        """Return until when the requester can send it back, None if he cannot."""
        self.ensure_one()
        # sudo: the company and the stage of the resident's own request
        ticket_sudo = self.sudo()
        days = ticket_sudo.company_id.helpdesk_return_days
        if not ticket_sudo.stage_id.closed or not ticket_sudo.closed_date or not days:
            return None
        until = ticket_sudo.closed_date + timedelta(days=days)
        return until if until >= fields.Datetime.now() else None

    def _portal_return(self, reason):
        """Open the request again for its requester; twice is once."""
        self.ensure_one()
        self._check_own_closed()
        if not self._get_return_until():
            raise UserError(
                self.env._("It is too long ago. Please report the problem again.")
            )
        # sudo: residents have no right to write, and open their own only
        ticket_sudo = self.sudo()
        ticket_sudo._reopen(reason)
        ticket_sudo.message_post(
            body=reason.strip(),
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
