from odoo.exceptions import AccessError

from .common import SolutionCommon

MODELS = ("property.solution", "property.solution.vote", "property.solution.use")


class TestSolutionSecurity(SolutionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_tickets(class_id=cls.leak.id)
        cls.solution = cls._create_approved(class_ids=cls.leak.ids)
        cls.ticket.with_user(cls.user_agent)._apply_solution(cls.solution)
        cls.solution.with_user(cls.user_agent).action_vote_up()

    def test_residents_see_none_of_it(self):
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.user_portal).search([])
        portal = self._create_portal("tenant", self.resident)
        with self.assertRaises(AccessError):
            self.ticket.with_user(portal).read(["applied_solution_id"])

    def test_drafts_are_their_authors(self):
        draft = self._create_solution()
        for user, visible in (
            (self.user_agent, True),
            (self.user_dispatcher, True),
            (self.user_auditor, True),
            (self.user_technician, False),
            (self.user_stranger, False),
        ):
            with self.subTest(user=user.login):
                found = self.Solution.with_user(user).search([("id", "=", draft.id)])
                self.assertEqual(bool(found), visible)

    def test_others_do_not_change_it(self):
        with self.assertRaises(AccessError):
            self.solution.with_user(self.user_agent).steps = "<p>Mine, but approved</p>"
        in_review = self._create_solution()
        in_review.with_user(self.user_agent).action_submit()
        for user in (self.user_technician, self.user_stranger, self.user_auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                in_review.with_user(user).name = "Other words"
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                in_review.with_user(user).unlink()

    def test_votes_are_secret_and_cast_by_button_only(self):
        Vote = self.env["property.solution.vote"]
        self.assertTrue(Vote.with_user(self.user_agent).search([]))
        self.assertFalse(Vote.with_user(self.user_dispatcher).search([]))
        with self.assertRaises(AccessError):
            Vote.with_user(self.user_agent).create(
                {"solution_id": self.solution.id, "value": "up"}
            )

    def test_uses_are_seen_by_who_sees_the_request(self):
        Use = self.env["property.solution.use"]
        self.assertTrue(Use.with_user(self.user_technician).search([]))
        self.assertFalse(Use.with_user(self.user_stranger).search([]))
        with self.assertRaises(AccessError):
            Use.with_user(self.user_dispatcher).create(
                {"solution_id": self.solution.id, "ticket_id": self.ticket.id}
            )

    def test_strangers_apply_nothing_to_the_request(self):
        stranger = self.solution.with_user(self.user_stranger)
        with self.assertRaises(AccessError):
            stranger.with_context(solution_ticket_id=self.ticket.id).action_apply()

    def test_another_company_reads_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.solution.sudo().company_id = other
        self.assertFalse(
            self.Solution.with_user(self.user_dispatcher).search(
                [("id", "=", self.solution.id)]
            )
        )

    def test_links_are_not_written_by_hand(self):
        for name in ("applied_solution_id", "made_solution_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.ticket.with_user(self.user_dispatcher).write(
                    {name: self.solution.id}
                )
