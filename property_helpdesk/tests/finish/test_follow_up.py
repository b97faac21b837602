from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import FinishCommon, freeze_time


class TestFollowUp(FinishCommon):
    """Somebody else than who did it asks whether it is good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_portal("tenant", cls.resident)

    def setUp(self):
        super().setUp()
        self.ticket = self._finish(self._receive())

    def _ask(self, result, user=None, ticket=None, **values):
        return (
            self.env["property.follow.up"]
            .with_user(user or self.user_agent)
            .create(
                {"ticket_id": (ticket or self.ticket).id, "result": result, **values}
            )
        )

    def test_unreachable_after_three_attempts(self):
        for wanted in (False, False, "unreachable"):
            self._ask("not_reached")
            self.assertEqual(self.ticket.follow_up_result, wanted)
        self._ask("satisfied")
        self.assertEqual(self.ticket.follow_up_result, "satisfied")
        self._ask("dissatisfied", note="Drips again")
        self.assertEqual(self.ticket.follow_up_result, "dissatisfied")
        events = self.ticket.event_ids.filtered(lambda e: e.kind == "followed_up")
        self.assertEqual(len(events), 5)
        self.assertEqual(events.sorted("id")[-1].reason, "Drips again")

    def test_nobody_asks_about_his_own_work(self):
        with self.assertRaises(AccessError):
            self._ask("satisfied", self.user_technician)

    def test_only_finished_work(self):
        with self.assertRaises(UserError):
            self._ask("satisfied", ticket=self._receive())

    def test_a_dispatcher_who_hears_that_it_is_good_closes_it(self):
        self._ask("satisfied")
        self.assertFalse(self.ticket.closed_date)
        self._ask("satisfied", self.user_dispatcher)
        self.assertTrue(self.ticket.closed_date)

    def test_reopening_supersedes(self):
        one = self._ask("satisfied")
        self.ticket._reopen("It drips")
        self.assertTrue(one.is_superseded)
        self.assertFalse(self.ticket.follow_up_result)

    def test_dissatisfied_climbs_the_ladder_once(self):
        level = self.env.ref("property_helpdesk.property_escalation_level_follow_up")
        self._ask("dissatisfied", note="Dirty kitchen")
        with freeze_time("2026-03-09 12:00"):
            due = level._get_due(self.env.cr.now())
            self.assertEqual(due, {self.ticket: "Dirty kitchen"})
            level._fire(self.ticket, due)
            self.assertFalse(level._get_due(self.env.cr.now()))

    def test_asked_by_is_who_asks(self):
        one = self._ask(
            "satisfied", user_id=self.user_dispatcher.id, is_superseded=True
        )
        self.assertEqual(one.user_id, self.user_agent)
        self.assertFalse(one.is_superseded)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_others_are_refused(self):
        one = self._ask("satisfied")
        for user in (self.user_stranger, self.portal, self.user_auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._ask("satisfied", user)
        for user in (self.user_stranger, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                one.with_user(user).read(["result"])
        for user in (self.user_agent, self.user_dispatcher, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                one.with_user(user).result = "dissatisfied"
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                one.with_user(user).unlink()
        self.assertTrue(one.with_user(self.user_auditor).read(["result"]))
