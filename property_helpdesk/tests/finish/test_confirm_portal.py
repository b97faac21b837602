from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase

from .common import DONE_AT, FinishCommon, at


class TestConfirmPortal(HttpCase, FinishCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.tenant = cls._create_portal("tenant", cls.resident)
        cls.other_tenant = cls._create_portal("neighbour", cls.neighbour)

    def setUp(self):
        super().setUp()
        self.ticket = self._receive()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.sent = self.env["mail.mail"].search([])
        self.ticket.with_user(self.user_technician)._close("Washer replaced")
        self.authenticate("tenant", "tenant")

    def _get_sent(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.env["mail.mail"].search([]) - self.sent

    def _open(self):
        return html.fromstring(self.url_open(f"/my/ticket/{self.ticket.id}").text)

    def _post(self, act, **values):
        token = self._open().xpath("//input[@name='csrf_token']/@value")
        data = {"csrf_token": token[0] if token else "", **values}
        return self.url_open(f"/my/ticket/{self.ticket.id}/{act}", data=data)

    def test_times_are_those_of_the_site(self):
        """The same on the page as for the windows of visits, whoever looks at it."""
        self.tenant.tz = "Europe/Berlin"
        self.site.tz = "Asia/Tokyo"
        evening = "2030-01-31 20:00:00"
        self.ticket.write({"confirm_until": evening, "reported_at": evening})
        text = " ".join(self._open().text_content().split())
        self.assertIn("we close it on 02/01/2030", text)
        self.assertIn("send it back until 02/01/2030", text)
        self.assertIn("Received 02/01/2030 05:00", text)
        requests = self.url_open("/my/tickets?filterby=all").text
        self.assertIn("02/01/2030", requests)
        self.ticket._reopen("Not done")
        self.ticket.date_deadline = evening
        text = " ".join(self._open().text_content().split())
        self.assertIn("to be done by 02/01/2030 05:00", text)

    def test_told_once(self):
        [mail] = self._get_sent()
        self.assertIn("please confirm", mail.subject)
        self.assertIn("Washer replaced", mail.body_html)
        self.assertIn(f"/my/ticket/{self.ticket.id}", mail.body_html)
        self._post("confirm")
        self.assertTrue(self.ticket.closed_date)
        self.assertEqual(self._get_sent(), mail)

    def test_the_mail_names_the_day_of_the_site(self):
        template = self.env.ref("property_helpdesk.mail_template_confirm")
        self.site.tz = "Asia/Tokyo"
        self.ticket.confirm_until = "2030-01-31 20:00:00"
        sender = template.with_context(tz="America/New_York")
        body = sender._render_field("body_html", self.ticket.ids)[self.ticket.id]
        self.assertIn("02/01/2030", body)

    def test_confirmed_twice_is_once(self):
        for _time in range(2):
            self._post("confirm")
            self.assertTrue(self.ticket.stage_id.closed)
        events = self.ticket.event_ids.filtered(lambda e: e.kind == "closed")
        self.assertEqual(len(events), 1)
        self.assertEqual(events.user_id, self.tenant)
        self.assertEqual(events.reason, "Confirmed by the requester.")

    def test_page_asks(self):
        page = self._open()
        words = " ".join(page.itertext())
        self.assertIn("Yes, it is solved", words)
        self.assertIn("It is not solved", words)
        self.assertIn("How was it?", words)
        self.assertNotIn("We mean to be done", words)
        self.assertNotIn("I do not need it any more", words)
        listed = self.url_open("/my/tickets?filterby=open").text
        self.assertIn(self.ticket.number, listed)

    def test_sent_back(self):
        self._post("return", reason="It drips again")
        self.assertEqual(self.ticket.stage_id, self.stage_work)
        self.assertEqual(self.ticket.reopen_count, 1)
        self.assertFalse(self.ticket.confirm_until)

    def test_sent_back_after_the_days_while_nobody_closed_it(self):
        self.ticket.confirm_until = at(DONE_AT)
        self._post("return", reason="It drips again")
        self.assertEqual(self.ticket.reopen_count, 1)

    def test_rating_holds_when_it_is_closed_later(self):
        self._post("rate", stars="4")
        self.assertFalse(self.ticket.closed_date)
        self.assertEqual(self.ticket.rating_last_value, 4)
        self._post("confirm")
        page = self._post("rate", stars="5")
        self.assertIn("Thank you for your rating", page.text)
        self.assertEqual(len(self.ticket.rating_ids), 1)
        self.assertEqual(self.ticket.rating_last_value, 5)

    def test_neighbour_confirms_nothing(self):
        for user in (self.other_tenant, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.ticket.with_user(user)._portal_confirm()
        self.assertFalse(self.ticket.closed_date)
