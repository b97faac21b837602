import binascii

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import consteq

PORTAL_STATES = ("sent", "active", "ended", "refused", "expired", "replaced")
REPORT = "property_crm.agreement_report_action"


class Agreement(models.Model):
    """What the customer reads, signs or refuses on his page."""

    _inherit = "agreement"

    @api.model
    def _get_portal_domain(self):
        """Return the domain of what was handed to the user, or to his company."""
        partner = self.env.user.partner_id
        return (
            Domain("commercial_partner_id", "=", partner.commercial_partner_id.id)
            & Domain("is_template", "=", False)
            & Domain("state", "in", PORTAL_STATES)
        )

    @api.model
    def _find_for_portal(self, agreement_id, token=None):
        """Return the document as sudo, or nothing: for its customer or its link."""
        # sudo: customers have no right on the model; who may see it is checked here
        found_sudo = self.sudo().search(
            Domain("id", "=", agreement_id)
            & Domain("is_template", "=", False)
            & Domain("state", "in", PORTAL_STATES)
        )
        known = found_sudo.access_token
        if token and known and consteq(known, token):
            return found_sudo
        if self.env.user._is_public():
            return found_sudo.browse()
        return found_sudo.filtered_domain(self._get_portal_domain())

    def _can_be_signed(self):
        """Tell whether the offer stands today."""
        self.ensure_one()
        return self.state == "sent" and (
            not self.valid_until or self.valid_until >= self._get_today()
        )

    def _get_portal_notice(self):
        """Return colour and sentence of where the document stands, or nothing."""
        self.ensure_one()
        if self.state == "active" and self.signature_date:
            return "success", self.env._(
                "In force. Signed by %(name)s on %(day)s.",
                name=self.signed_by or self.partner_id.name,
                day=self._format_day(self.signature_date),
            )
        if self.state == "refused":
            return "secondary", self.env._(
                "You have refused this offer. We will come back to you."
            )
        if self.state in ("sent", "expired") and not self._can_be_signed():
            return "warning", self.env._(
                "This offer was valid until %(day)s. Please ask us for a new one.",
                day=self._format_day(self.valid_until),
            )
        return None

    def _portal_accept(self, name, signature, **trace):
        """Sign it. Called again, it changes nothing.

        :param signature: the picture in base64
        :param trace: ``ip_address`` and ``user_agent`` of the signer
        """
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state == "active" and self.signed_by:
            return
        self._check_can_be_signed()
        name = (name or "").strip()
        if not name or not signature:
            raise UserError(self.env._("Please write your name and sign."))
        try:
            with self.env.cr.savepoint():
                event = self._log_event(
                    "accepted", name=name, signature=signature, **trace
                )
                event.flush_recordset()
        except (TypeError, binascii.Error, UserError) as error:
            raise UserError(
                self.env._("The signature could not be read. Please sign again.")
            ) from error
        self._make_active(self._get_today(), name)
        self._post_portal(
            self.env._("Accepted and signed by %(name)s.", name=name),
            attachments=[self._render_pdf()],
        )

    def _portal_refuse(self, reason, **trace):
        """Refuse the offer. Called again, it changes nothing."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state == "refused":
            return
        self._check_can_be_signed()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Please say why, so that we can do better."))
        self._log_event("refused", reason=reason, **trace)
        self._set_state("refused")
        self._post_portal(
            self.env._("Refused by the customer: %(reason)s", reason=reason)
        )

    def _check_can_be_signed(self):
        if not self._can_be_signed():
            raise UserError(
                self.env._("This offer can no longer be answered. Please ask us.")
            )

    def _post_portal(self, text, **values):
        author = self.partner_id
        if not self.env.user._is_public():
            author = self.env.user.partner_id
        self.message_post(
            body=Markup("<p>%s</p>") % text,
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            partner_ids=self.user_id.partner_id.ids,
            **values,
        )

    def _render_pdf(self):
        """Return ``(name, bytes)`` of the print."""
        self.ensure_one()
        report = self.env["ir.actions.report"].with_context(lang=self.lang)
        content, _kind = report._render_qweb_pdf(REPORT, self.ids)
        return f"{self.code.replace('/', '-')}.pdf", content

    def _get_print_label(self):
        """Return what stands beside the page numbers."""
        return self.code

    def _get_signature(self):
        """Return the step by which the customer signed."""
        return self.event_ids.filtered(lambda event: event.kind == "accepted")[:1]

    def action_open_portal(self):
        """See the page as the customer does."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self.get_portal_url(),
            "target": "new",
        }

    @api.model
    def _get_portal_groups(self):
        """Return the documents of the user: what waits for him, and the rest."""
        # sudo: customers have no right on the model; the domain finds their own
        mine_sudo = self.sudo().search(self._get_portal_domain())
        waiting_sudo = mine_sudo.filtered(lambda doc: doc._can_be_signed())
        return waiting_sudo, mine_sudo - waiting_sudo
