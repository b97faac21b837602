from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitPortal(HttpCase, VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_portal("tenant", cls.resident)
        cls.other = cls._create_portal("neighbour", cls.neighbour)

    def _ask(self, do, user=None, **values):
        ticket = self.ticket.with_user(user or self.portal)
        return ticket._portal_visit({"do": do, **values})

    def _get_keys(self):
        ticket = self.ticket.with_user(self.portal).sudo()
        return [offer["key"] for offer in ticket._get_portal_offers()]

    def test_nothing_is_offered_unasked(self):
        self.assertFalse(self._get_keys())
        with self.assertRaisesRegex(Exception, "call us"):
            self._ask("choose", window="2026-03-10 00:30:00")

    def test_resident_chooses_a_window(self):
        self.ticket._offer_visit()
        key = self._get_keys()[1]
        self._ask("choose", window=key)
        self._ask("choose", window=key)
        [visit] = self.ticket.visit_ids
        self.assertEqual(str(visit.window_start), key)
        self.assertEqual(visit.agreed_at, NOW)
        self.assertEqual(visit.user_id, self.tech)
        self.assertTrue(self._get_told(self.tech.partner_id))
        self.assertNotIn(key, self._get_keys())

    def test_notice(self):
        """Four hours ahead: this morning is too near."""
        self.ticket._offer_visit()
        self.assertEqual(self._get_keys()[0], str(at("2026-03-09 13:30")))
        self._plan("2026-03-09 09:00", "2026-03-09 10:00")
        self.assertFalse(self._get_keys())
        for do in ("cancel", "choose"):
            with (
                self.subTest(do=do),
                self.assertRaisesRegex(Exception, "4 hours before"),
            ):
                self._ask(do, window="2026-03-10 00:30:00")

    def test_resident_moves_agrees_and_cancels(self):
        visit = self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        self._ask("agree")
        self.assertTrue(visit.agreed_at)
        self._ask("choose", window=self._get_keys()[0])
        self.assertEqual(visit.window_start, at("2026-03-09 13:30"))
        self.env["res.lang"]._activate_lang("zh_CN")
        self.ticket.owner_id.lang = "zh_CN"
        self._ask("cancel")
        self._ask("cancel")
        self.assertEqual(visit.state, "cancelled")
        self.assertEqual(self.ticket.activity_ids.summary, "住户取消了上门。")

    def test_resident_asks_for_another_time_once(self):
        self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        for _sent in range(2):
            self._ask("ask", wish="In the evening")
        self.assertEqual(self._get_kinds().count("visit_asked"), 1)
        self.assertEqual(len(self.ticket.activity_ids), 1)

    def test_taken_in_the_meantime(self):
        self.ticket._offer_visit()
        key = self._get_keys()[0]
        for user in (self.tech, self.mate):
            self._plan("2026-03-09 13:30", "2026-03-09 17:30", user_id=user.id)
        self.ticket.visit_ids.sudo()._withdraw("x")
        others = self._create_tickets(user_id=self.tech.id)
        staff = self.ticket._get_visitors()
        for user in staff:
            self._plan(
                "2026-03-09 13:30", "2026-03-09 17:30", user_id=user.id, ticket=others
            )
        with self.assertRaisesRegex(Exception, "just taken"):
            self._ask("choose", window=key)

    def test_only_his_own(self):
        self.ticket._offer_visit()
        for do in ("choose", "cancel", "ask", "agree"):
            with self.subTest(do=do), self.assertRaises(AccessError):
                self._ask(do, user=self.other, window="x", wish="x")

    def test_page_and_form(self):
        self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        self.env.flush_all()
        self.authenticate("tenant", "tenant")
        page = self.url_open(f"/my/ticket/{self.ticket.id}")
        self.assertIn("Tue 10 Mar 08:30–12:00", page.text)
        url = f"/my/ticket/{self.ticket.id}/visit"
        with mute_logger("odoo.http"):
            refused = self.url_open(url, data={"do": "cancel"})
        self.assertEqual(refused.status_code, 400)
        form = {"do": "cancel", "csrf_token": Request.csrf_token(self)}
        answer = self.url_open(url, data=form)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.ticket.visit_ids.state, "cancelled")
        self.authenticate("neighbour", "neighbour")
        form["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(url, data=form, allow_redirects=False)
        self.assertIn("/my/tickets", answer.headers["Location"])
