from odoo.exceptions import AccessError, ValidationError

from .common import DispatchCommon


class TestClaim(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.dispatch_mode = "grab"

    def _claim(self, user, key=None):
        with self.enter_registry_test_mode():
            answer = self.Ticket.with_user(user).api_claim_next(key)
        return answer, self.Ticket.browse(answer["id"] or ())

    def test_the_most_urgent_first(self):
        late = self._create_team_tickets(reported_at="2026-03-01 08:00:00")
        early = self._create_team_tickets(reported_at="2026-02-01 08:00:00")
        due = self._create_team_tickets(date_deadline="2026-03-09 08:00:00")
        high = self._create_team_tickets(priority="3")
        order = [self._claim(self.ann)[1] for _n in range(4)]
        self.assertEqual(order, [high, due, early, late])
        self.assertEqual((high | due | early | late).user_id, self.ann)
        self.assertTrue(high.acted_at, "who takes it has it in hand")
        answer, ticket = self._claim(self.ann)
        self.assertEqual((answer["status"], ticket), ("empty", self.Ticket))

    def test_only_queues_of_teams_that_grab(self):
        self._create_tickets()
        ticket = self._create_team_tickets()
        self.team.dispatch_mode = "assign"
        self.assertFalse(self._claim(self.ann)[1])
        self.team.dispatch_mode = "grab"
        self.assertEqual(self._claim(self.ann)[1], ticket)

    def test_what_is_not_in_the_queue(self):
        held, closed, aside = self._create_team_tickets(3)
        held._assign(self.bob)
        closed._close("Done")
        aside._defer(self.env.cr.now().replace(microsecond=0, year=2099), "Part")
        self.assertFalse(self._claim(self.ann)[1])

    def test_territory_or_team(self):
        ticket = self._create_team_tickets()
        self.assertFalse(self._claim(self.user_stranger)[1])
        self.assertFalse(self._claim(self.user_company_manager)[1])
        self.assertEqual(self._claim(self.user_agent)[1], ticket)

    def test_skill_and_licence(self):
        skill = self._create_skill("Gas", is_certification=True)
        self._require(skill, 60)
        ticket = self._create_team_tickets(class_id=self.leak.id)
        plain = self._create_team_tickets(priority="0")
        self._teach(self.ann, skill, 20)
        self._teach(self.bob, skill, 100, valid_to="2021-01-01")
        self._teach(self.cid, skill, 60)
        self.assertEqual(self._claim(self.ann)[1], plain)
        self.assertFalse(self._claim(self.bob)[1])
        self.assertEqual(self._claim(self.cid)[1], ticket)

    def test_the_same_key_answers_the_same(self):
        self._create_team_tickets(2)
        first, ticket = self._claim(self.ann, "tap-1")
        again, same = self._claim(self.ann, "tap-1")
        self.assertEqual((first["status"], again["status"]), ("claimed", "unchanged"))
        self.assertEqual(ticket, same)
        ticket.with_user(self.ann)._assign(self.env["res.users"], "Not mine")
        self.assertEqual(self._claim(self.ann, "tap-1")[1], ticket)
        self.assertFalse(ticket.user_id, "a repeat takes nothing")
        self.assertEqual(self._claim(self.bob, "tap-1")[0]["status"], "claimed")

    def test_who_may_not(self):
        for user in (self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._claim(user)
        for key in ("", " ", 7):
            with self.subTest(key=key), self.assertRaises(ValidationError):
                self._claim(self.ann, key)

    def test_a_program_takes_for_somebody(self):
        ticket = self._create_team_tickets()
        program = self.Ticket.with_user(self.user_integration)
        with self.enter_registry_test_mode():
            for login in (None, "nobody", self.user_auditor.login):
                with self.subTest(login=login), self.assertRaises(AccessError):
                    program.api_claim_next("a", login)
            with self.assertRaises(AccessError):
                self.Ticket.with_user(self.ann).api_claim_next("a", self.bob.login)
            first = program.api_claim_next("a", self.bob.login)
            again = program.api_claim_next("a", self.bob.login)
        self.assertEqual((first["id"], again["id"]), (ticket.id, ticket.id))
        self.assertEqual(again["status"], "unchanged")
        self.assertEqual(ticket.user_id, self.bob)

    def test_button(self):
        with self.enter_registry_test_mode():
            action = self.Ticket.with_user(self.ann).action_claim_next()
        self.assertEqual(action["tag"], "display_notification")
        ticket = self._create_team_tickets()
        with self.enter_registry_test_mode():
            action = self.Ticket.with_user(self.ann).action_claim_next()
        self.assertEqual(action["res_id"], ticket.id)
