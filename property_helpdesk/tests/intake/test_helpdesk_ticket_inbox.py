from odoo.exceptions import AccessError
from odoo.tests import HttpCase

from ..common import HelpdeskCommon


class InboxCommon(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_tickets(
            name="Kitchen sink leaks", reported_at="2026-01-01 08:00:00"
        )
        cls.second = cls._create_tickets(
            name="Lamp", reported_at="2026-01-02 08:00:00", partner_id=False
        )

    def _get(self, user=None):
        Ticket = self.Ticket.with_user(user or self.user_dispatcher)
        return [row["id"] for row in Ticket.get_inbox()["tickets"]]

    def _show(self, ticket, user=None):
        return ticket.with_user(user or self.user_dispatcher).get_inbox_ticket()


class TestHelpdeskTicketInbox(InboxCommon):
    def test_oldest_first(self):
        self.assertEqual(self._get(), [self.first.id, self.second.id])

    def test_what_leaves_it(self):
        """Classified and assigned, or under way, or closed."""
        self.first.class_id = self.leak
        self.assertIn(self.first.id, self._get())
        self.first._assign(self.user_technician)
        self.assertNotIn(self.first.id, self._get())
        self.second._close("Done")
        self.assertFalse(self._get())

    def test_assigned_but_not_classified_stays(self):
        self.first._assign(self.user_technician)
        self.assertIn(self.first.id, self._get())

    def test_all_channels_with_their_sign(self):
        for code, icon in (("email", "fa-envelope-o"), ("portal", "fa-home")):
            channel = self.env["helpdesk.ticket.channel"]._get_id_by_code(code)
            ticket = self._create_tickets(channel_id=channel)
            rows = self.Ticket.with_user(self.user_dispatcher).get_inbox()["tickets"]
            row = next(row for row in rows if row["id"] == ticket.id)
            self.assertEqual(row["icon"], icon)

    def test_everything_on_one_page(self):
        wife = self._create_resident("Wang Fang", "wang@example.com", role="family")
        self.env["property.hint"].create({"name": "Dog", "unit_id": self.unit.id})
        solved = self._create_tickets(name="Sink leaks", class_id=self.leak.id)
        solved._close("Washer replaced")
        self.leak.questions = "Which tap?\nSince when?"
        page = self._show(self.first)
        self.assertEqual(page["suggestions"][0]["id"], self.leak.id)
        self.assertEqual([p["id"] for p in page["unit"]["people"]], wife.ids)
        self.assertEqual(page["caller"]["id"], self.resident.id)
        self.assertTrue(page["caller"]["ask"])
        self.assertEqual(page["hints"][0]["name"], "Dog")
        self.assertEqual([t["id"] for t in page["same"]], self.second.ids)
        self.assertEqual([t["id"] for t in page["open"]], self.second.ids)
        self.assertEqual(page["history"][0]["solution"], "Washer replaced")
        self.assertEqual(page["similar"][0]["id"], solved.id)
        self.assertFalse(page["questions"])
        self.first.class_id = self.leak
        page = self._show(self.first)
        self.assertEqual(page["questions"], ["Which tap?", "Since when?"])

    def test_common_classes_come_with_questions(self):
        self.assertTrue(self._get_class("lift_lifts_people_trapped").questions)
        asked = self.env["property.ticket.class"].search([("questions", "!=", False)])
        self.assertGreater(len(asked), 25)

    def test_phone_is_masked_for_who_sees_it_masked(self):
        self.resident.phone = "13800138000"
        clear = self._show(self.first)["caller"]["phone"]
        masked = self._show(self.first, self.user_agent)["caller"]["phone"]
        self.assertEqual(clear, "13800138000")
        self.assertIn("*", masked)

    def test_others_do_not_see_it(self):
        self.assertFalse(self._get(self.user_stranger))
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._show(self.first, user)

    def test_same_queries_for_few_and_many(self):
        counts = []
        for _more in range(4):  # from the third on, all that is shown is of these
            self._create_tickets(30)
            solved = self._create_tickets(30, class_id=self.leak.id)
            solved._close("Done")
            runs = []
            for _run in range(3):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self._get()
                self._show(self.first)
                runs.append(self.cr.sql_log_count - before)
            counts.append(min(runs))
        self.assertEqual(*counts[2:])


class TestInboxTour(HttpCase, InboxCommon):
    def test_by_the_keyboard(self):
        self.start_tour("/odoo/inbox", "property_inbox", login="property_dispatcher")
        self.assertEqual(self.second.class_id, self.leak)
        self.assertEqual(self.second.suggestion_result, "changed")


class TestInboxOnThePhone(HttpCase, InboxCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_list_then_request(self):
        self.start_tour(
            "/odoo/inbox", "property_inbox_phone", login="property_dispatcher"
        )
