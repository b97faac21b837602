"""helpdesk_mgmt 19.0.1.3.2 lists the files of internal notes on the customer's page
and hands out tokens to download them."""

from odoo import models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    def _get_portal_attachments(self):
        """Return the files of the ticket that its requester may see."""
        self.ensure_one()
        # sudo: residents read no attachment list; the ticket was checked before
        attachments_sudo = self.sudo().attachment_ids.filtered(
            lambda attachment: not attachment.res_field
        )
        messages_sudo = (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("attachment_ids", "in", attachments_sudo.ids),
                ]
            )
        )
        internal = messages_sudo.filtered(
            lambda m: m.is_internal or not m.subtype_id or m.subtype_id.internal
        )
        return attachments_sudo - internal.attachment_ids
