import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, hmac
from odoo.tools.mail import html2plaintext

# Doors that refuse, and the limit that holds there. Mail is never refused.
LIMITED_DOORS = {
    "portal": "helpdesk_day_limit",
    "message": "helpdesk_day_limit",
    "qr": "helpdesk_code_limit",
}


class HelpdeskTicket(models.Model):
    """How much one person may send in a day. Staff are never limited."""

    _inherit = "helpdesk.ticket"

    # by which several requests of one sender are known, and not who he is
    sender_mark = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        export_string_translation=False,
    )
    text_mark = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        export_string_translation=False,
    )

    _sender_idx = models.Index(
        "(sender_mark, create_date) WHERE sender_mark IS NOT NULL"
    )

    @api.model
    def _get_mark(self, text):
        """Return what is the same for the same text, and tells nothing of it."""
        env_sudo = self.env(su=True)  # sudo: the secret is for nobody to read
        return hmac(env_sudo, "property_helpdesk.sender", text)[:32]

    @api.model
    def _get_marks(self, sender, text):
        """Return ``(sender mark, text mark)``; letter case and spaces do not count."""
        plain = re.sub(r"\s+", " ", html2plaintext(text or "")).strip().lower()
        return self._get_mark(sender), self._get_mark(plain)

    @api.model
    def _get_flood(self, sender, text, site, limit_name="helpdesk_day_limit"):
        """Return ``(is there too much of it, the sender's last open request)``.

        What he has sent to other sites counts, too: it is the person who is limited.
        """
        site_sudo = site.sudo()  # sudo: limits are no secret
        day = site_sudo._get_helpdesk_limit(limit_name)
        same = site_sudo._get_helpdesk_limit("helpdesk_same_limit")
        sender_mark, text_mark = self._get_marks(sender, text)
        seen, committed = self._get_sent(sender_mark)
        marks = {key: mark for key, mark, _is_open in (*committed, *seen)}
        alike = sum(mark == text_mark for mark in marks.values())
        is_flood = bool(day and len(marks) >= day or same and alike >= same)
        open_ids = [key for key, _mark, is_open in seen if is_open]
        return is_flood, self.browse(sorted(open_ids)[-1:])

    @api.model
    def _get_sent(self, sender_mark):
        """Return ``[(request id, text mark, is open)]`` of a day, twice: as this
        transaction sees them, and as they are now.

        Of several sent at once the next waits here for the one before, whose request
        only a transaction sees that begins later.
        """
        self.flush_model(["sender_mark", "text_mark", "closed_date"])
        lock = SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", sender_mark)
        self.env.cr.execute(lock)
        query = SQL(
            "SELECT id, text_mark, closed_date IS NULL FROM helpdesk_ticket"
            " WHERE sender_mark = %s AND create_date > %s",
            sender_mark,
            fields.Datetime.now() - timedelta(days=1),
        )
        with self.env.registry.cursor() as cr:
            cr.execute(query)
            committed = cr.fetchall()
        return self.env.execute_query(query), committed

    @api.model
    def _get_flood_site(self, vals, partner):
        """Return the site a request is for, or where the sender lives."""
        for name in ("unit_id", "common_part_id", "building_id", "site_id"):
            if vals.get(name):
                # sudo: limits hold for whoever sends, whatever he may read
                place_sudo = self.env[self._fields[name].comodel_name].sudo()
                place_sudo = place_sudo.browse(vals[name])
                return place_sudo if name == "site_id" else place_sudo.site_id
        sites_sudo = self._get_resident_units(partner).sudo().site_id
        return sites_sudo if len(sites_sudo) == 1 else sites_sudo.browse()

    @api.model
    def _get_sender_name(self, partner, address=""):
        """Return by what a sender is known; nothing for staff, who are not limited."""
        # sudo: whether somebody is an employee decides for whoever he writes to
        if partner and not partner.sudo().partner_share:
            return ""
        return f"partner:{partner.id}" if partner else address and f"mail:{address}"

    @api.model
    def _prepare_intake_vals(self, vals, key):
        """Mark who sends, and refuse kindly what is too much."""
        vals = dict(vals)
        door = vals.get("channel_code")
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        sender = vals.pop("sender", "") or self._get_sender_name(partner)
        if sender and door in LIMITED_DOORS:
            text = vals.get("description")
            site = self._get_flood_site(vals, partner)
            limit_name = LIMITED_DOORS[door]
            is_flood, ticket = self._get_flood(sender, text, site, limit_name)
            if is_flood:
                self._raise_flood(ticket)
            self._mark_sender(vals, sender, text)
        return super()._prepare_intake_vals(vals, key)

    @api.model
    def _mark_sender(self, vals, sender, text):
        vals["sender_mark"], vals["text_mark"] = self._get_marks(sender, text)

    @api.model
    def _raise_flood(self, ticket):
        if not ticket:
            raise UserError(
                self.env._("We have a lot from you today. Please call us about more.")
            )
        # sudo: the sender's own request
        raise UserError(
            self.env._(
                "We have a lot from you today and look after it. Please write what is"
                " new as a message to your request %(number)s, or call us.",
                number=ticket.sudo().number,
            )
        )

    @api.model
    def _prepare_mail_vals(self, msg, custom_values):
        values = super()._prepare_mail_vals(msg, custom_values)
        sender = self._get_mail_sender(msg)
        if sender:
            self._mark_sender(values, sender, self._get_flood_text(msg))
        return values

    @api.model
    def _get_mail_sender(self, msg):
        address, partner = self._get_mail_person(msg)
        return self._get_sender_name(partner, address)

    @api.model
    def _get_mail_person(self, msg):
        _name, address = self._parse_sender(msg)
        return address, self._find_mail_partner(address, msg.get("author_id"))

    @api.model
    def _get_flood_text(self, msg):
        return f"{msg.get('subject') or ''} {msg.get('body') or ''}"

    @api.model
    def message_new(self, msg, custom_values=None):
        """Let a mail beyond the limit join the sender's open request."""
        key = msg.get("message_id") and f"mail:{msg['message_id']}"
        sender = self._get_mail_sender(msg)
        if sender and not self._find_by_intake_key([key]):
            _address, partner = self._get_mail_person(msg)
            site = self._get_flood_site({}, partner)
            is_flood, ticket = self._get_flood(sender, self._get_flood_text(msg), site)
            if is_flood and ticket:
                msg["author_id"] = partner.id
                return ticket.with_context(property_mail_joins=True)
        return super().message_new(msg, custom_values)

    def message_post(self, **kwargs):
        if self.env.context.get("property_mail_joins"):
            xmlid = "mail.mt_comment"
            kwargs["subtype_id"] = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        return super().message_post(**kwargs)
