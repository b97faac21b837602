from odoo.tools import mute_logger

from ..common import HelpdeskCommon

MAIL = """Return-Path: <{sender}>
To: plumbers@example.org
From: {name} <{sender}>
Subject: {subject}
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Date: Mon, 02 Mar 2026 10:00:00 +0000
Message-ID: {key}

{body}
"""


class TestHelpdeskTicketMail(HelpdeskCommon):
    """helpdesk_mgmt 19.0.1.3.2: channel by one door only, assigned to OdooBot, sender
    unparsed, residents unknown, empty mails taken as they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the trap: with this, mails went to OdooBot
        cls.env.company.helpdesk_mgmt_ticket_auto_assign = True

    def _receive(self, sender="ZHANG@example.com", name="Zhang", **values):
        mail = {"subject": "Leak", "body": "Under the sink", "key": "<k1@example.com>"}
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            ticket_id = self.Ticket.message_process(
                "helpdesk.ticket",
                MAIL.format(sender=sender, name=name, **{**mail, **values}),
            )
        return self.Ticket.browse(ticket_id or ())

    def test_mail_of_a_resident(self):
        ticket = self._receive()
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Leak",
                    "partner_id": self.resident.id,
                    "partner_name": "Zhang",
                    "partner_email": "zhang@example.com",
                    "unit_id": self.unit.id,
                    "user_id": False,
                    "intake_key": "<k1@example.com>",
                    "requester_role": "tenant",
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "email")
        self.assertIn("Under the sink", ticket.description)

    def test_mail_of_a_stranger(self):
        ticket = self._receive("somebody@example.net", "Some Body")
        self.assertFalse(ticket.unit_id)
        self.assertEqual(ticket.partner_name, "Some Body")
        self.assertEqual(ticket.partner_email, "somebody@example.net")

    def test_same_mail_twice(self):
        ticket = self._receive()
        self.assertFalse(self._receive())
        again = self.Ticket.search([("intake_key", "=", "<k1@example.com>")])
        self.assertEqual(again, ticket)

    def test_resident_of_two_units_is_asked(self):
        self._create_resident("Zhang two", "zhang2@example.com")
        self.env["property.occupancy"].create(
            {
                "unit_id": self._create_units(1).id,
                "partner_id": self.resident.id,
                "role": "tenant",
            }
        )
        ticket = self._receive()
        self.assertEqual(ticket.partner_id, self.resident)
        self.assertFalse(ticket.unit_id)

    def test_shared_address_is_nobodys(self):
        self._create_resident("Zhang Min", "zhang@example.com")
        self.assertFalse(self.Ticket._find_resident_by_email("zhang@example.com"))

    def test_empty_mail_says_so(self):
        ticket = self._receive(subject="", body="")
        self.assertEqual(ticket.name, "Mail without subject")
        self.assertIn("no text", ticket.description)
