from odoo.exceptions import UserError
from odoo.tests import Form

from .common import SolutionCommon


class TestSolutionTicket(SolutionCommon):
    def _create_leak(self, **values):
        return self._create_tickets(class_id=self.leak.id, **values).with_user(
            self.user_agent
        )

    def test_solved_request_becomes_a_solution_once(self):
        ticket = self._create_leak(
            name="Tap drips", description="<p>Call 138 0013 8000, it drips</p>"
        )
        with self.assertRaisesRegex(UserError, "Close the request"):
            ticket.action_make_solution()
        ticket._close("Washer replaced")
        action = ticket.action_make_solution()
        solution = self.Solution.browse(action["res_id"])
        self.assertRecordValues(
            solution,
            [
                {
                    "name": "Tap drips",
                    "problem": "Call …, it drips",
                    "state": "draft",
                    "author_id": self.user_agent.id,
                    "class_ids": self.leak.ids,
                    "category_ids": self.leak.category_id.ids,
                }
            ],
        )
        self.assertIn("Washer replaced", solution.steps)
        self.assertEqual(solution.source_ticket_ids.ids, ticket.ids)
        self.assertEqual(ticket.action_make_solution()["res_id"], solution.id)

    def test_same_class_then_category_then_words(self):
        words = self._create_approved(name="Water under the kitchen sink drips")
        category = self._create_approved(category_ids=self.leak.category_id.ids)
        same = self._create_approved(class_ids=self.leak.ids)
        self._create_approved(
            name="Lift",
            class_ids=self._get_class("room_heating_not_warm_enough").ids,
        )
        self._create_solution(class_ids=self.leak.ids)
        ticket = self._create_leak(
            name="Kitchen sink", description="<p>Drips under it</p>"
        )
        self.assertEqual(
            ticket.suggested_solution_ids.ids, [same.id, category.id, words.id]
        )
        ticket._close("Done")
        self.assertFalse(ticket.suggested_solution_ids)

    def test_suggestions_cost_the_same_for_few_and_many(self):
        self._create_approved(class_ids=self.leak.ids)
        tickets = self._create_tickets(50, class_id=self.leak.id)
        counts = []
        for batch in (tickets[:2], tickets):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(len(batch.mapped("suggested_solution_ids")), 1)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_applied_solution_fills_the_text_and_is_counted(self):
        solution = self._create_approved(class_ids=self.leak.ids)
        ticket = self._create_leak()
        apply = solution.with_user(self.user_agent).with_context(
            solution_ticket_id=ticket.id
        )
        apply.action_apply()
        apply.action_apply()
        self.assertEqual(solution.use_count, 1)
        action = ticket.action_close()
        wizard = self.env[action["res_model"]].with_user(self.user_agent)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.solution, "Change the washer")
            form.solution_result = "helped"
            form.fault_cause_id = self.env.ref(
                "property_helpdesk.property_fault_cause_wear"
            )
        form.record.action_close()
        self.assertEqual(ticket.solution, "Change the washer")
        self.assertRecordValues(
            solution, [{"use_count": 1, "helped_count": 1, "usefulness": 2}]
        )
        ticket._reopen("Drips again")
        self.assertRecordValues(
            solution, [{"use_count": 1, "helped_count": 0, "usefulness": -2}]
        )

    def test_only_approved_ones_help_with_open_requests(self):
        ticket = self._create_leak()
        with self.assertRaisesRegex(UserError, "Only approved"):
            ticket._apply_solution(self._create_solution())
        solution = self._create_approved()
        ticket._close("Done")
        with self.assertRaisesRegex(UserError, "Only approved"):
            ticket._apply_solution(solution)
