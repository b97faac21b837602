import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import plaintext2html

from odoo.addons.property_crm.models.api.quiet_sql import refusals_expected

_logger = logging.getLogger(__name__)
MAX_TEXT = 10_000
MAX_ATTEMPTS = 5
KEY_INDEX = "property_message_key_uniq"


class PropertyMessage(models.Model):
    """What came in by a messenger and what goes out; nothing is lost, nor doubled."""

    _name = "property.message"
    _description = "Message of a messenger"
    _order = "id desc"
    _rec_name = "sender"

    channel_id = fields.Many2one(
        "property.message.channel", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="channel_id.company_id", store=True, precompute=True, index=True
    )
    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], required=True, default="in"
    )
    message_key = fields.Char(export_string_translation=False)
    sender = fields.Char(required=True, help="What the messenger calls the person.")
    sender_name = fields.Char()
    text = fields.Text()
    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Request", index="btree_not_null"
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("refused", "Refused"),
            ("queued", "To be sent"),
            ("sent", "Sent"),
            ("failed", "Not sent"),
        ],
        required=True,
        default="received",
    )
    attempts = fields.Integer(readonly=True)

    _key_uniq = models.UniqueIndex(
        "(channel_id, message_key) WHERE direction = 'in'",
        "This message has been received already.",
    )
    _queued_idx = models.Index("(id) WHERE state = 'queued'")
    _sender_idx = models.Index("(channel_id, sender, id DESC)")

    @api.model
    def _take_in(self, channel, data):
        """Make a request of a message, or add it to the sender's open one.

        :return: ``{"status": "created" | "added" | "refused" | "unchanged" | "error",
            "number": str or False, "message": str}``
        """
        problem = self._find_problem(data)
        if problem:
            return self._answer("error", message=problem)
        try:
            with refusals_expected(), self.env.cr.savepoint():
                message = self.create(self._prepare_in_vals(channel, data))
                self.env.flush_all()
        except psycopg2.errors.UniqueViolation as error:
            if error.diag.constraint_name != KEY_INDEX:
                raise
            return self._answer("unchanged")
        return message._deliver(data)

    @api.model
    def _answer(self, status, ticket=None, message=""):
        number = ticket.number if ticket else False
        return {"status": status, "number": number, "message": message}

    @api.model
    def _find_problem(self, data):
        """Return what is wrong with the message, for the program that sent it."""
        for name in ("id", "sender", "text"):
            value = data.get(name)
            if not isinstance(value, str) or not value.strip():
                return f"{name}: a text is needed"
            if name != "text" and len(value) > 255:
                return f"{name}: too long"
        return ""

    @api.model
    def _prepare_in_vals(self, channel, data):
        return {
            "channel_id": channel.id,
            "message_key": data["id"],
            "sender": data["sender"],
            "sender_name": str(data.get("name") or "")[:80],
            "text": data["text"].strip()[:MAX_TEXT],
        }

    def _deliver(self, data):
        partner = self._find_person(data.get("phone"))
        ticket = self._get_open_ticket()
        if ticket:
            self.ticket_id = ticket
            ticket.with_context(property_message_in=True).message_post(
                body=plaintext2html(self.text),
                author_id=partner.id or self.env.ref("base.public_partner").id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            return self._answer("added", ticket)
        try:
            with self.env.cr.savepoint():
                self.ticket_id = self._intake(partner)
        except UserError as error:
            self.state = "refused"
            self._queue(str(error))
            return self._answer("refused", message=str(error))
        self._queue(
            self.env._(
                "Thank you. Your request is %(number)s.", number=self.ticket_id.number
            )
        )
        return self._answer("created", self.ticket_id)

    def _intake(self, partner):
        Ticket = self.env["helpdesk.ticket"]
        units = Ticket._get_resident_units(partner)
        values = {
            "partner_id": partner.id,
            "partner_name": partner.name or self.sender_name or self.sender,
            "unit_id": units.id if len(units) == 1 else False,
            "description": plaintext2html(self.text),
            "channel_code": "message",
            "user_id": False,
            "sender": f"message:{self.channel_id.id}:{self.sender}",
        }
        key = f"message:{self.channel_id.id}:{self.message_key}"
        return Ticket.browse(Ticket._intake([values], [key])[0]["id"])

    @api.model
    def _find_person(self, phone):
        """Return the one resident with this phone, nobody if there are several."""
        Partner = self.env["res.partner"]
        if not isinstance(phone, str) or not phone.strip():
            return Partner
        number = Partner._phone_format(
            number=phone[:40], country=self.env.company.country_id
        )
        found = Partner.search(
            [("phone_sanitized", "=", number or phone), ("is_resident", "=", True)]
        )
        return found if len(found) == 1 else Partner

    def _get_open_ticket(self):
        """Return the request the sender last wrote to, if it is still open."""
        last = self.search(
            [
                ("channel_id", "=", self.channel_id.id),
                ("sender", "=", self.sender),
                ("ticket_id", "!=", False),
            ],
            limit=1,
        )
        ticket = last.ticket_id
        return ticket.browse() if ticket.stage_id.closed else ticket

    def _queue(self, text):
        """Let an answer wait for its sending."""
        return self.create([self._prepare_out_vals(text)])

    def _prepare_out_vals(self, text):
        return {
            "channel_id": self.channel_id.id,
            "direction": "out",
            "sender": self.sender,
            "text": text,
            "ticket_id": self.ticket_id.id,
            "state": "queued",
        }

    def _send(self):
        """Send each; what fails is tried again, a few times."""
        for message in self:
            adapter = message.channel_id._get_adapter()
            answer = {
                "id": str(message.id),
                "to": message.sender,
                "text": message.text,
                "number": message.ticket_id.number or "",
            }
            message.attempts += 1
            try:
                adapter._send(message.channel_id, answer)
            except OSError as error:
                _logger.info("message %s was not sent: %s", message.id, error)
                if message.attempts >= MAX_ATTEMPTS:
                    message.state = "failed"
            else:
                message.state = "sent"

    def action_retry(self):
        """Try again what could not be sent."""
        self.filtered(lambda one: one.state == "failed").write(
            {"state": "queued", "attempts": 0}
        )
