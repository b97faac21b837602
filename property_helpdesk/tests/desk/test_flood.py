from lxml import html
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, users
from odoo.tools import mute_logger

from ..common import HelpdeskCommon
from ..intake.test_helpdesk_ticket_mail import MAIL


class TestFlood(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.env.company.write({"helpdesk_day_limit": 3, "helpdesk_same_limit": 2})

    def _receive(self, number, sender="zhang@example.com", **values):
        mail = {
            "sender": sender,
            "name": "Zhang",
            "to": "plumbers@example.org",
            "subject": f"Leak {number}",
            "body": f"Under the sink {number}",
            "key": f"<k{number}.{sender}>",
        }
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            ticket_id = self.Ticket.message_process(
                "helpdesk.ticket", MAIL.format(**{**mail, **values})
            )
        return self.Ticket.browse(ticket_id)

    def test_mail_beyond_the_limit_joins_the_open_request(self):
        tickets = [self._receive(number) for number in range(3)]
        self.assertEqual(len(set(tickets)), 3)
        joined = self._receive(4)
        self.assertEqual(joined, tickets[2])
        message = joined.message_ids[0]
        self.assertIn("Under the sink 4", message.body)
        self.assertEqual(message.author_id, self.resident)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        count = len(joined.message_ids)
        self.assertFalse(self._receive(4), "a repeat is a repeat")
        self.assertEqual(len(joined.message_ids), count)

    def test_the_same_mail_again_and_again(self):
        text = {"subject": "Leak", "body": "Help"}
        first, second = self._receive(0, **text), self._receive(1, **text)
        self.assertNotEqual(first, second)
        self.assertEqual(self._receive(2, subject="Leak", body="  HELP"), second)
        self.assertNotIn(self._receive(3), first + second)

    def test_nothing_is_lost_without_an_open_request(self):
        for number in range(3):
            self._receive(number)._close("Done")
        self.assertEqual(self._receive(4).stage_id, self.stage_new)

    def test_everybody_has_his_own_limit(self):
        for number in range(3):
            self._receive(number)
        for sender in ("li@example.com", "stranger@example.net"):
            with self.subTest(sender=sender):
                self.assertIn("4", self._receive(4, sender=sender).name)

    def test_strangers_are_limited_by_address(self):
        sender = "stranger@example.net"
        tickets = [self._receive(number, sender=sender) for number in range(3)]
        self.assertEqual(self._receive(4, sender=sender), tickets[2])

    def test_staff_is_never_limited(self):
        self.user_agent.partner_id.email = "agent@example.com"
        tickets = {self._receive(n, sender="agent@example.com") for n in range(5)}
        self.assertEqual(len(tickets), 5)

    def test_a_day_later_and_without_limit(self):
        with freeze_time("2026-03-02 10:00:00"):
            for number in range(3):
                self._receive(number)
        self.Ticket.search([("partner_id", "=", self.resident.id)]).flush_recordset()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = create_date - interval '25 hours'"
            " WHERE partner_id = %s",
            [self.resident.id],
        )
        self.assertIn("4", self._receive(4).name)
        self.env.company.write({"helpdesk_day_limit": 0, "helpdesk_same_limit": 0})
        self.assertEqual(len({self._receive(n) for n in range(5, 12)}), 7)

    def test_a_site_has_limits_of_its_own(self):
        self.assertEqual(self.site.helpdesk_day_limit, 10)
        self.site.has_own_limits = True
        self.assertEqual(self.site.helpdesk_day_limit, 3)
        self.site.write({"helpdesk_day_limit": 5, "helpdesk_same_limit": 0})
        tickets = [self._receive(0, key=f"<s{number}>") for number in range(5)]
        self.assertEqual(len(set(tickets)), 5)
        self.assertEqual(self._receive(9), tickets[4])
        elsewhere = [self._receive(n, sender="li@example.com") for n in range(4)]
        self.assertEqual(elsewhere[3], elsewhere[2])
        self.site.has_own_limits = False
        self.assertEqual(self._receive(10), tickets[4])

    def test_the_site_of_the_place_decides_at_the_door(self):
        sender = {"sender": "address:10.0.0.1", "channel_code": "qr"}
        self.env.company.helpdesk_code_limit = 1
        self.other_site.write({"has_own_limits": True, "helpdesk_code_limit": 2})
        for site, limit in ((self.other_site, 2), (self.site, 1)):
            place = {"name": "Leak", "site_id": site.id, "description": site.name}
            self.Ticket.search([]).sudo().sender_mark = False
            for _count in range(limit):
                self.Ticket._intake([{**place, **sender}], [None])
            with self.assertRaisesRegex(UserError, "a lot from you"):
                self.Ticket._intake([{**place, **sender}], [None])

    def test_who_may_set_limits(self):
        with self.assertRaises(AccessError):
            self.site.with_user(self.user_stranger).has_own_limits = True
        for user in (self.user_agent, self.user_portal):
            with self.assertRaises(AccessError):
                self.site.with_user(user).helpdesk_day_limit = 99
        self.site.with_user(self.user_site_manager).has_own_limits = True
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.site.helpdesk_day_limit = -1
            self.env.flush_all()

    @users("property_site_manager")
    def test_marks_are_for_nobody_to_read(self):
        ticket = self._receive(0)
        self.assertTrue(ticket.sender_mark)
        self.assertNotIn("zhang", ticket.sender_mark)
        self.assertFalse(
            ticket.with_env(self.env)._has_field_access(
                ticket._fields["sender_mark"], "read"
            )
        )


class TestFloodPortal(HttpCase, HelpdeskCommon):
    def _post(self, text):
        page = html.fromstring(self.url_open("/my/report").text)
        form = page.xpath("//form[@action='/my/report']")[0]
        data = {
            "csrf_token": form.xpath(".//input[@name='csrf_token']/@value")[0],
            "token": form.xpath(".//input[@name='token']/@value")[0],
            "unit": self.unit.id,
            "text": text,
        }
        return self.url_open("/my/report", data=data), data

    def test_residents_are_asked_kindly(self):
        self._create_portal("tenant", self.resident)
        self.env.company.write({"helpdesk_day_limit": 3, "helpdesk_same_limit": 2})
        self.authenticate("tenant", "tenant")
        for text in ("The tap drips", " the TAP  drips", "Another"):
            page, data = self._post(text)
            self.assertIn("/my/ticket/", page.url)
        tickets = self.Ticket.search([("partner_id", "=", self.resident.id)])
        self.assertEqual(len(tickets), 3)
        for text in ("The tap drips", "Something new"):
            page, _data = self._post(text)
            with self.subTest(text=text):
                self.assertIn("a lot from you today", page.text)
                self.assertIn(max(tickets, key=lambda t: t.id).number, page.text)
                self.assertIn(text, page.text)
        again = self.url_open("/my/report", data=data)
        self.assertIn("/my/ticket/", again.url, "a repeat is a repeat")
        self.assertEqual(
            self.Ticket.search([("partner_id", "=", self.resident.id)]), tickets
        )
