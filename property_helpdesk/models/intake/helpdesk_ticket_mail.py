"""Requests by mail. Besides the key, this mends helpdesk_mgmt 19.0.1.3.2: the channel
is set only under one of the three doors mail can come by, the sender's address is
kept unparsed, residents are not recognised, and an empty mail makes a ticket."""

from odoo import api, models, tools


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.model
    def message_new(self, msg, custom_values=None):
        values = dict(custom_values or {})
        name, address = self._parse_sender(msg)
        partner = self._find_resident_by_email(address) or self.env[
            "res.partner"
        ].browse(msg.get("author_id") or ())
        values.setdefault("partner_id", partner.id)
        values.setdefault("partner_name", name or partner.name)
        values.setdefault("partner_email", address)
        values.setdefault("user_id", False)
        values.setdefault("intake_key", msg.get("message_id"))
        values.setdefault("name", self._get_mail_title(msg))
        values.setdefault("description", self._get_mail_text(msg))
        for field, value in self._get_mail_place(partner).items():
            values.setdefault(field, value)
        by_mail = self.with_context(default_channel_code="email")
        return (
            super(HelpdeskTicket, by_mail).message_new(msg, values).with_env(self.env)
        )

    @api.model
    def _parse_sender(self, msg):
        """Return name and normalised address of who wrote the mail."""
        raw = msg.get("email_from") or msg.get("from") or ""
        tuples = tools.mail.email_split_tuples(raw)
        name, address = tuples[0] if tuples else ("", "")
        return name.strip(), tools.email_normalize(address) or address or raw

    @api.model
    def _find_resident_by_email(self, address):
        """Return the one resident with this address, nobody if there are several."""
        address = tools.email_normalize(address or "")
        if not address:
            return self.env["res.partner"]
        # sudo: the robot that reads mail looks through all residents
        partners_sudo = (
            self.env["res.partner"]
            .sudo()
            .search(
                [("email_normalized", "=", address), ("is_resident", "=", True)],
                limit=2,
            )
        )
        found = partners_sudo if len(partners_sudo) == 1 else partners_sudo.browse()
        return found.sudo(False)

    @api.model
    def _get_mail_place(self, partner):
        """Return the unit of a sender who has only one."""
        units = self._get_resident_units(partner)
        return {"unit_id": units.id} if len(units) == 1 else {}

    @api.model
    def _get_mail_title(self, msg):
        subject = (msg.get("subject") or "").strip()
        if subject:
            return subject
        text = tools.html2plaintext(msg.get("body") or "").strip()
        return text.partition("\n")[0][:80] or self.env._("Mail without subject")

    @api.model
    def _get_mail_text(self, msg):
        """Return the body; an empty one says so, for somebody to ask back."""
        if tools.html2plaintext(msg.get("body") or "").strip():
            return msg["body"]
        if msg.get("attachments"):
            return tools.plaintext2html(self.env._("See the attached files."))
        return tools.plaintext2html(
            self.env._("The mail had no text. Please ask back.")
        )
