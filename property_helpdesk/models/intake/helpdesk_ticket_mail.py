"""Requests by mail. Besides the key, this mends helpdesk_mgmt 19.0.1.3.2: the channel
is set only under one of the three doors mail can come by, the sender's address is
kept unparsed, residents are not recognised, and an empty mail makes a ticket."""

from odoo import api, models, tools


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.model
    def message_new(self, msg, custom_values=None):
        values = self._prepare_mail_vals(msg, custom_values)
        unit = self.env["property.unit"].browse(values.get("unit_id") or ())
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id") or ())
        # sudo: the company answers for a mail, whoever the alias runs as
        company = team.sudo().company_id or unit.sudo().company_id or self.env.company
        desk = self.with_context(
            allowed_company_ids=company.ids, default_channel_code="email"
        )
        key = msg.get("message_id") and f"mail:{msg['message_id']}"

        def receive(vals_list):
            return super(HelpdeskTicket, desk).message_new(msg, vals_list[0])

        answer = desk._intake([values], [key], receive)[0]
        is_repeat = answer["status"] == "unchanged"
        return self.browse(answer["id"]).with_context(property_mail_repeated=is_repeat)

    def message_post(self, **kwargs):
        """Leave out a mail that came by another alias already.

        The request may be one of a transaction we do not see yet, so it is not read.
        """
        if self.env.context.get("property_mail_repeated"):
            return self.env["mail.message"]
        return super().message_post(**kwargs)

    @api.model
    def _prepare_mail_vals(self, msg, custom_values):
        values = dict(custom_values or {})
        name, address = self._parse_sender(msg)
        partner = self._find_mail_partner(address, msg.get("author_id"))
        # or else the mail would show, and have as its follower, somebody who shares
        # the address
        msg["author_id"] = partner.id
        values.setdefault("partner_id", partner.id)
        values.setdefault("partner_name", name or partner.name)
        values.setdefault("partner_email", address)
        values.setdefault("user_id", False)
        values.setdefault("name", self._get_mail_title(msg))
        values.setdefault("description", self._get_mail_text(msg))
        for field, value in self._get_mail_place(partner).items():
            values.setdefault(field, value)
        return values

    @api.model
    def _parse_sender(self, msg):
        """Return name and normalised address of who wrote the mail."""
        raw = msg.get("email_from") or msg.get("from") or ""
        tuples = tools.mail.email_split_tuples(raw)
        name, address = tuples[0] if tuples else ("", "")
        return name.strip(), tools.email_normalize(address) or address or raw

    @api.model
    def _find_mail_partner(self, address, author_id):
        """Return who writes: the one resident with this address, or else the one
        partner with it; nobody if there are several, for mail takes the first."""
        Partner = self.env["res.partner"]
        author = Partner.browse(author_id or ())
        address = tools.email_normalize(address or "")
        if not address:
            return author
        # sudo: the robot that reads mail looks through all people
        partners_sudo = Partner.sudo().search([("email_normalized", "=", address)])
        residents_sudo = partners_sudo.filtered("is_resident")
        found = residents_sudo or partners_sudo or author
        return found.sudo(False) if len(found) == 1 else Partner

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
