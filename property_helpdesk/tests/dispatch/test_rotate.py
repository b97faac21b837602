from odoo.tests import freeze_time

from .common import DispatchCommon


class TestRotate(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.dispatch_mode = "rotate"
        for user in (cls.user_agent | cls.user_technician | cls.user_site_manager) | (
            cls.user_dispatcher | cls.user_integration
        ):
            user.territory_staff_ids.ticket_capacity = 1
            cls._create_tickets(user_id=user.id)

    def test_in_turn(self):
        with freeze_time("2026-03-09 08:00:00"):
            first = self._create_team_tickets()
        with freeze_time("2026-03-09 09:00:00"):
            batch = self._create_team_tickets(5)
        fitters = self.ann | self.bob | self.cid
        self.assertEqual(first.user_id, self.ann)
        self.assertEqual(batch.mapped("user_id"), fitters)
        turn = [ticket.user_id for ticket in batch.sorted("id")]
        self.assertEqual(turn, [self.bob, self.cid, self.ann, self.bob, self.cid])

    def test_the_longest_idle_is_next(self):
        for hour, user in ((10, self.ann), (8, self.bob), (9, self.cid)):
            with freeze_time(f"2026-03-09 {hour:02}:00:00"):
                self._create_tickets()._assign(user)
        with freeze_time("2026-03-09 11:00:00"):
            self.assertEqual(self._create_team_tickets().user_id, self.bob)

    def test_useful_skills_are_waited_for(self):
        skill = self._create_skill("English")
        self._require(skill, 20, is_required=False)
        self._teach(self.cid, skill, 60)
        self.cid.territory_staff_ids.ticket_capacity = 1
        self._create_tickets(user_id=self.cid.id)
        with freeze_time("2026-03-09 08:00:00"):
            ticket = self._create_team_tickets(class_id=self.leak.id)
            self.assertFalse(ticket.user_id)
        with freeze_time("2026-03-09 08:29:00"):
            self._run_cron("rotate")
            self.assertFalse(ticket.user_id)
        with freeze_time("2026-03-09 08:30:00"):
            self._run_cron("rotate")
            self.assertIn(ticket.user_id, self.ann | self.bob)

    def test_nobody_fits(self):
        self._require(self._create_skill("Gas"), 60)
        ticket = self._create_team_tickets(class_id=self.leak.id)
        self._run_cron("rotate")
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
