from datetime import timedelta

from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, users
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestPortalRequest(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.tenant = cls._create_portal("tenant", cls.resident)
        wife = cls._create_resident("Wife", "wife@example.com", role="family")
        cls.wife = cls._create_portal("wife", wife)
        cls.ticket = cls._create_tickets()
        cls.ticket._assign(cls.user_technician)
        cls.ticket._close("Washer replaced")
        cls.slow = cls.env.ref("property_helpdesk.property_rating_reason_slow")

    def _post(self, act, **values):
        path = f"/my/ticket/{self.ticket.id}"
        page = html.fromstring(self.url_open(path).text)
        token = page.xpath("//input[@name='csrf_token']/@value")
        data = {"csrf_token": token[0] if token else "", **values}
        return self.url_open(f"{path}/{act}", data=data)

    def _get_ratings(self):
        return self.env["rating.rating"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", self.ticket.id)],
            order="id",
        )

    def test_sent_back_with_a_reason_once(self):
        self.authenticate("tenant", "tenant")
        page = self._post("return", reason="It drips again")
        self.assertFalse(self.ticket.stage_id.closed)
        self.assertEqual(self.ticket.reopen_count, 1)
        event = self.ticket.event_ids.filtered(lambda e: e.kind == "reopened")
        self.assertEqual(event.reason, "It drips again")
        self.assertEqual(event.user_id, self.tenant)
        words = self.ticket.message_ids.filtered(lambda m: "It drips" in m.body)
        self.assertEqual(words.author_id, self.resident)
        self.assertEqual(words.message_type, "comment")
        self.assertNotIn("Send back", page.text)
        again = self._post("return", reason="It drips again")
        self.assertIn("still open", again.text)
        self.assertEqual(self.ticket.reopen_count, 1)

    def test_not_for_ever_and_not_without_a_reason(self):
        self.authenticate("tenant", "tenant")
        self.assertIn("Reason", self._post("return", reason=" ").text)
        self.assertTrue(self.ticket.stage_id.closed)
        self.ticket.closed_date -= timedelta(days=8)
        page = self._post("return", reason="It drips again")
        self.assertIn("too long ago", page.text)
        self.assertNotIn("Send back", page.text)
        self.assertTrue(self.ticket.stage_id.closed)
        self.ticket.company_id.helpdesk_return_days = 9
        self._post("return", reason="It drips again")
        self.assertFalse(self.ticket.stage_id.closed)

    def test_rated_once_and_changed(self):
        self.authenticate("tenant", "tenant")
        values = {"stars": "2", "feedback": "Late", "reasons": [self.slow.id]}
        for _time in range(2):
            page = self._post("rate", **values)
            self.assertIn("Thank you for your rating", page.text)
            self.assertRecordValues(
                self._get_ratings(),
                [
                    {
                        "rating": 2,
                        "feedback": "Late",
                        "consumed": True,
                        "partner_id": self.resident.id,
                        "rated_partner_id": self.user_technician.partner_id.id,
                        "reason_ids": self.slow.ids,
                    }
                ],
            )
        count = len(self.ticket.message_ids)
        self._post("rate", stars="5")
        rating = self._get_ratings()
        self.assertEqual((rating.rating, rating.reason_ids.ids), (5, []))
        self.assertEqual(len(self.ticket.message_ids), count)

    def test_after_a_return_it_is_rated_anew(self):
        ticket = self.ticket.with_user(self.tenant)
        ticket._portal_rate({"stars": "1"})
        ticket._portal_return("It drips again")
        with self.assertRaises(UserError):
            ticket._portal_rate({"stars": "5"})
        self.ticket._close("Tap replaced")
        self.ticket.closed_date += timedelta(minutes=1)
        ticket._portal_rate({"stars": "5"})
        self.assertEqual(self._get_ratings().mapped("rating"), [1, 5])
        self.ticket.invalidate_recordset(["last_rating_id"])
        self.assertEqual(self.ticket.last_rating, 5)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_only_the_requester(self):
        for user in (self.wife, self.user_portal, self.user_stranger):
            ticket = self.ticket.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    ticket._portal_return("x")
                with self.assertRaises(AccessError):
                    ticket._portal_rate({"stars": "1"})
        self.authenticate("wife", "wife")
        page = self.url_open(f"/my/ticket/{self.ticket.id}")
        self.assertIn("Washer replaced", page.text)
        self.assertNotIn("Send back", page.text)
        token = html.fromstring(self.url_open("/my/report").text)
        data = {"csrf_token": token.xpath("//input[@name='csrf_token']/@value")[0]}
        for act in ("return", "rate"):
            values = {**data, "stars": "1", "reason": "x"}
            url = f"/my/ticket/{self.ticket.id}/{act}"
            self.assertTrue(self.url_open(url, data=values).url.endswith("/my/tickets"))
        self.assertTrue(self.ticket.stage_id.closed)
        self.assertFalse(self._get_ratings())

    def test_nonsense(self):
        self.authenticate("tenant", "tenant")
        for stars in ("", "0", "6", "abc", "-1"):
            with self.subTest(stars=stars):
                self.assertIn("one to five", self._post("rate", stars=stars).text)
        self._post("rate", stars="4", reasons=["abc", "999999"])
        self.assertFalse(self._get_ratings().reason_ids)

    def test_staff_reply_to_a_rating(self):
        self.ticket.with_user(self.tenant)._portal_rate({"stars": "2"})
        ticket = self.ticket.with_user(self.user_agent)
        action = ticket.action_reply_to_rating()
        wizard = ticket.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reply = "We are sorry"
        form.record.action_reply()
        rating = self._get_ratings()
        self.assertRecordValues(
            rating,
            [
                {
                    "rating": 2,
                    "reply": "We are sorry",
                    "reply_user_id": self.user_agent.id,
                }
            ],
        )
        self.authenticate("tenant", "tenant")
        page = self.url_open(f"/my/ticket/{self.ticket.id}").text
        self.assertIn("Our reply to your rating", page)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_auditor)._reply_to_rating("x")
        with self.assertRaises(AccessError):
            rating.with_user(self.user_agent).reply = "x"

    @users("property_company_manager")
    def test_who_keeps_the_reasons(self):
        reason = self.env["property.rating.reason"].create({"name": "Clean"})
        self.assertTrue(reason.has_access("unlink"))
        for user in (self.user_site_manager, self.user_stranger):
            self.assertFalse(reason.with_user(user).has_access("write"))
            self.assertTrue(reason.with_user(user).has_access("read"))
        self.assertFalse(reason.with_user(self.user_portal).has_access("read"))
