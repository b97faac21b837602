from unittest.mock import patch

from odoo.tools import mute_logger

from ..common import HelpdeskCommon

MAIL = """Return-Path: <{sender}>
To: {to}
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
        mail = {
            "to": "plumbers@example.org",
            "subject": "Leak",
            "body": "Under the sink",
            "key": "<k1@example.com>",
        }
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
                    "intake_key": "mail:<k1@example.com>",
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

    def _create_team(self, name):
        self.env["mail.alias.domain"].search([], limit=1) or self.env[
            "mail.alias.domain"
        ].create({"name": "example.org"})
        team = self.env["helpdesk.ticket.team"].create(
            {"name": name, "alias_name": name}
        )
        return team, f"{name}@{team.alias_domain}"

    def _deliver(self, **values):
        """Receive a mail as the mail server hands it over, by its aliases."""
        mail = {"sender": "zhang@example.com", "name": "Zhang", "subject": "Leak"}
        mail |= {"body": "Under the sink", "key": "<k1@example.com>", **values}
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process(False, MAIL.format(**mail))
        return self.Ticket.search([("intake_key", "=", f"mail:{mail['key']}")])

    def test_mail_to_two_teams_is_one_request(self):
        _team, first = self._create_team("plumbers-t")
        _team, second = self._create_team("painters-t")
        ticket = self._deliver(to=f"{first}, {second}")
        self.assertEqual(len(ticket), 1)
        self.assertTrue(ticket.team_id)
        mails = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertEqual(len(mails), 1)

    def test_same_mail_twice(self):
        """Mail keeps no trace of the first delivery: our key has to know it."""
        _team, first = self._create_team("plumbers-t")
        _team, second = self._create_team("painters-t")
        ticket = self._deliver(to=first)
        ticket.message_ids.filtered(lambda m: m.message_type == "email").unlink()
        count = self.Ticket.search_count([])
        self.assertEqual(self._deliver(to=second), ticket)
        self.assertEqual(self.Ticket.search_count([]), count)

    def test_mail_that_somebody_else_is_receiving(self):
        """The other transaction's request, which ours cannot see, is the answer."""
        unseen = {"id": 2**30, "number": "HT9", "status": "unchanged"}
        found = {"mail:<k1@example.com>": unseen}
        cls = type(self.Ticket)
        with patch.object(cls, "_find_committed", lambda self, keys: found):
            ticket = self._receive()
        self.assertEqual(ticket.id, unseen["id"])

    def test_keys_of_a_program_are_not_those_of_mail(self):
        row = {"external_key": "<k1@example.com>", "name": "Leak"}
        taken = self.Ticket.api_intake([row])[0]
        self.assertNotEqual(self._receive().id, taken["id"])

    def test_answers_go_to_the_team(self):
        team, address = self._create_team("plumbers-t")
        loud = self.Ticket.with_context(tracking_disable=False, mail_create_nolog=False)
        tickets = loud.create([{"name": "Leak", "team_id": team.id}] * 2)
        for ticket in tickets | self._deliver(to=address):
            self.assertTrue(ticket.message_ids)
            for message in ticket.message_ids:
                self.assertIn(address, message.reply_to)

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
        self.env["res.partner"].create({"name": "Zhang", "email": "zhang@example.com"})
        ticket = self._receive()
        self.assertFalse(ticket.partner_id)
        self.assertFalse(ticket.unit_id)
        self.assertEqual(ticket.partner_name, "Zhang")
        self.assertEqual(ticket.partner_email, "zhang@example.com")
        mail = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertFalse(mail.author_id)
        self.assertNotIn(self.resident, ticket.message_partner_ids)

    def test_resident_counts_before_a_contact_of_the_same_address(self):
        self.env["res.partner"].create({"name": "Old", "email": "zhang@example.com"})
        self.assertEqual(self._receive().partner_id, self.resident)

    def test_shared_address_of_strangers_is_nobodys(self):
        values = {"name": "Some Body", "email": "somebody@example.net"}
        self.env["res.partner"].create([values, values])
        self.assertFalse(self._receive("somebody@example.net", "Some").partner_id)

    def test_empty_mail_says_so(self):
        ticket = self._receive(subject="", body="")
        self.assertEqual(ticket.name, "Mail without subject")
        self.assertIn("no text", ticket.description)
