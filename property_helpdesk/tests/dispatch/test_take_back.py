from odoo.tests import freeze_time

from .common import DispatchCommon

FRIDAY = "2026-03-06 16:50:00"


class TestTakeBack(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._keep_office_hours()
        cls.team.take_back_minutes = 30

    def _give(self, user, date=FRIDAY):
        with freeze_time(date):
            ticket = self._create_team_tickets()
            ticket.with_user(self.user_dispatcher)._assign(user)
        return ticket

    def _run_at(self, date):
        with freeze_time(date):
            self._run_cron("take_back")

    def test_exactly_after_the_working_minutes(self):
        """Ten minutes on Friday, twenty on Monday: not a second earlier."""
        ticket = self._give(self.ann)
        self.assertEqual(str(ticket.take_back_at), "2026-03-09 08:20:00")
        self._run_at("2026-03-09 08:19:59")
        self.assertEqual(ticket.user_id, self.ann)
        self._run_at("2026-03-09 08:20:00")
        self.assertTrue(ticket.user_id)
        self.assertNotEqual(ticket.user_id, self.ann)
        events = ticket.event_ids.sorted("id")[-2:]
        self.assertEqual(events.mapped("kind"), ["taken_back", "reassigned"])
        self.assertEqual(events[0].old_ref, self.ann.id)

    def test_it_goes_round_and_then_to_the_owner(self):
        self.territory.staff_ids.filtered(
            lambda s: s.user_id not in self.ann | self.bob | self.user_dispatcher
        ).unlink()
        self.team.user_ids = self.ann | self.bob
        self.answerer.ticket_capacity = 1
        self._create_tickets(user_id=self.user_dispatcher.id)
        ticket = self._give(self.ann)
        self._run_at("2026-03-09 08:20:00")
        self.assertEqual(ticket.user_id, self.bob)
        self.assertEqual(str(ticket.take_back_at), "2026-03-09 08:50:00")
        self._run_at("2026-03-09 08:50:00")
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        self.assertFalse(ticket.take_back_at)

    def test_whoever_acts_keeps_it(self):
        def accept(ticket):
            ticket.action_accept()

        def start(ticket):
            ticket.action_start()

        def write(ticket):
            ticket.message_post(body="On my way", message_type="comment")

        def offer(ticket):
            ticket._hand_over(self.bob, "Shift ends")

        for act, keeps in ((accept, 1), (start, 1), (write, 1), (offer, 0)):
            ticket = self._give(self.ann)
            with freeze_time("2026-03-06 16:59:00"):
                act(ticket.with_user(self.ann))
            with self.subTest(act=act.__name__):
                self.assertEqual(bool(ticket.acted_at), bool(keeps))
                self.assertEqual(bool(ticket.take_back_at), not keeps)
        self._run_at("2026-03-30 08:00:00")
        kept = self.Ticket.search([("user_id", "=", self.ann.id)])
        self.assertEqual(len(kept), 3)

    def test_what_others_do_is_no_step(self):
        ticket = self._give(self.ann)
        with freeze_time("2026-03-06 16:55:00"):
            ticket.with_user(self.bob).message_post(body="Hm", message_type="comment")
            ticket.with_user(self.bob).action_accept()
            ticket.with_user(self.user_dispatcher).priority = "3"
        self.assertFalse(ticket.acted_at)
        self.assertTrue(ticket.take_back_at)

    def test_no_timer(self):
        taken = self._create_team_tickets().with_user(self.ann)
        taken.assign_to_me()
        self.team.take_back_minutes = 0
        never = self._give(self.ann)
        self.team.take_back_minutes = 30
        closed = self._give(self.ann)
        closed._close("Done")
        aside = self._give(self.ann)
        aside.with_user(self.user_dispatcher)._defer(
            self.env.cr.now().replace(microsecond=0, year=2099), "Part"
        )
        for ticket in (taken, never, closed, aside):
            self.assertFalse(ticket.take_back_at)
        with freeze_time(FRIDAY):
            aside.with_user(self.user_dispatcher).action_take_up()
            closed.with_user(self.user_dispatcher)._reopen("Leaks")
        for ticket in (aside, closed):
            self.assertEqual(str(ticket.take_back_at), "2026-03-09 08:20:00")

    def test_new_requests_for_somebody(self):
        with freeze_time(FRIDAY):
            given = self._create_team_tickets(user_id=self.ann.id)
            own = self.Ticket.with_user(self.ann).create(
                self._prepare_vals(team_id=self.team.id, user_id=self.ann.id)
            )
        self.assertEqual(str(given.take_back_at), "2026-03-09 08:20:00")
        self.assertFalse(own.take_back_at)
        self.assertTrue(own.acted_at)

    def test_the_supervisor_is_told(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_dispatcher.lang = "zh_CN"
        ticket = self._give(self.ann)
        self._run_at("2026-03-09 08:20:00")
        message = self.env["mail.message"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "=", ticket.id),
                ("partner_ids", "in", self.user_dispatcher.partner_id.ids),
            ]
        )
        self.assertEqual(len(message), 1)
        self.assertIn(self.ann.name, message.body)
        self.assertIn(ticket.user_id.name, message.body)
        self.assertIn("已收回", message.subject)

    def test_rules_hold_for_the_next(self):
        self._require(self._create_skill("Gas"), 60)
        skill = self.env["property.dispatch.skill"].search([]).skill_id
        self._teach(self.cid, skill, 60)
        with freeze_time(FRIDAY):
            ticket = self._create_team_tickets(class_id=self.leak.id)
            ticket.with_user(self.user_dispatcher)._assign(self.ann)
        self._run_at("2026-03-09 08:20:00")
        self.assertEqual(ticket.user_id, self.cid)
