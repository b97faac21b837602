from odoo.exceptions import AccessError, UserError

from .common import SolutionCommon


class TestSolution(SolutionCommon):
    def test_from_draft_to_approved_by_somebody_else(self):
        solution = self._create_solution()
        solution.with_user(self.user_agent).action_submit()
        self.assertEqual(solution.state, "review")
        solution.with_user(self.user_dispatcher).action_approve()
        self.assertRecordValues(
            solution,
            [{"state": "approved", "approver_id": self.user_dispatcher.id}],
        )
        self.assertTrue(solution.approved_at)

    def test_nobody_approves_his_own_words(self):
        own = self._create_solution(self.user_dispatcher)
        own.with_user(self.user_dispatcher).action_submit()
        with self.assertRaisesRegex(AccessError, "somebody else"):
            own.with_user(self.user_dispatcher).action_approve()
        own.with_user(self.user_site_manager).steps = "<p>Change the whole tap</p>"
        with self.assertRaisesRegex(AccessError, "somebody else"):
            own.with_user(self.user_site_manager).action_approve()
        own.with_user(self.user_company_manager).action_approve()
        self.assertEqual(own.state, "approved")

    def test_agents_do_not_approve(self):
        solution = self._create_solution()
        solution.with_user(self.user_agent).action_submit()
        for action in ("action_approve", "action_retire", "action_rewrite"):
            for user in (self.user_agent, self.user_technician):
                with self.subTest(action=action), self.assertRaises(AccessError):
                    getattr(solution.with_user(user), action)()

    def test_only_the_buttons_move_it(self):
        solution = self._create_solution().with_user(self.user_dispatcher)
        for name, value in (
            ("state", "approved"),
            ("approver_id", self.user_dispatcher.id),
            ("author_id", self.user_agent.id),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(AccessError, "button"):
                solution.write({name: value})
        with self.assertRaisesRegex(AccessError, "button"):
            self._create_solution(state="approved")

    def test_other_words_need_another_approval(self):
        solution = self._create_approved()
        solution.with_user(self.user_dispatcher).color = 3
        self.assertEqual(solution.state, "approved")
        solution.with_user(self.user_dispatcher).steps = "<p>Change the tap</p>"
        self.assertRecordValues(
            solution,
            [{"state": "review", "approver_id": False, "approved_at": False}],
        )

    def test_without_steps_there_is_nothing_to_approve(self):
        solution = self._create_solution(steps="<p><br></p>")
        with self.assertRaisesRegex(UserError, "What to do"):
            solution.with_user(self.user_agent).action_submit()

    def test_versions_are_kept(self):
        solution = self._create_solution().with_user(self.user_agent)
        solution.steps = "<p>Change the tap</p>"
        content = solution.html_field_history_get_content_at_revision("steps", 1)
        self.assertIn("Change the washer", content)

    def test_one_vote_a_head(self):
        solution = self._create_approved()
        for user in (self.user_agent, self.user_technician):
            solution.with_user(user).action_vote_up()
        self.assertEqual((solution.up_count, solution.usefulness), (2, 2))
        solution.with_user(self.user_agent).action_vote_down()
        self.assertEqual((solution.up_count, solution.down_count), (1, 1))
        self.assertEqual(solution.with_user(self.user_agent).my_vote, "down")
        self.assertFalse(solution.with_user(self.user_dispatcher).my_vote)
        solution.with_user(self.user_agent).action_vote_down()
        self.assertEqual((solution.up_count, solution.down_count), (1, 0))
        self.assertFalse(solution.with_user(self.user_agent).my_vote)

    def test_what_is_voted_for_comes_first(self):
        first, second = self._create_approved(), self._create_approved()
        second.with_user(self.user_agent).action_vote_up()
        found = self.Solution.search([("id", "in", (first | second).ids)])
        self.assertEqual(found, second | first)
        second.with_user(self.user_agent).action_vote_down()
        found = self.Solution.search([("id", "in", (first | second).ids)])
        self.assertEqual(found, first | second)

    def test_two_answers_to_one_question_are_told(self):
        first = self._create_approved(class_ids=self.leak.ids)
        same = self._create_approved(class_ids=self.leak.ids)
        self.assertFalse(first.rival_ids | same.rival_ids)
        other = self._create_approved(
            class_ids=self.leak.ids, steps="<p>Call the plumber</p>"
        )
        unlike = self._create_approved(
            class_ids=self._get_class("room_heating_not_warm_enough").ids,
            steps="<p>Vent the radiator</p>",
        )
        everything = first | same | other | unlike
        everything.invalidate_recordset()
        self.assertEqual(first.rival_ids, other)
        self.assertEqual(other.rival_ids, first | same)
        self.assertFalse(unlike.rival_ids)
        told = self.Solution.search(
            [("has_rival", "=", True), ("id", "in", everything.ids)]
        )
        self.assertEqual(told, first | same | other)
        other.with_user(self.user_dispatcher).action_retire()
        everything.invalidate_recordset()
        self.assertFalse(everything.rival_ids)

    def test_another_question_of_the_class_has_another_answer(self):
        texts = (
            ("厨房水槽漏水", "关总阀，换垫圈"),
            ("水槽下面在漏水", "关总阀，更换垫圈和软管"),
            ("厨房龙头滴水", "换阀芯"),
            ("Kitchen sink leaks", "Call the plumber"),
        )
        sink, under, tap, english = (
            self._create_approved(
                name=name, steps=f"<p>{steps}</p>", class_ids=self.leak.ids
            )
            for name, steps in texts
        )
        self.assertEqual(sink.rival_ids, under)
        self.assertEqual(under.rival_ids, sink)
        self.assertFalse(tap.rival_ids | english.rival_ids)
        draft = self._create_solution(
            name="厨房水槽漏水", steps="<p>找物业</p>", class_ids=self.leak.ids
        )
        self.assertFalse(draft.rival_ids, "nobody reads it yet")
        draft.with_user(self.user_agent).action_submit()
        draft.invalidate_recordset()
        self.assertEqual(draft.rival_ids, sink | under)
