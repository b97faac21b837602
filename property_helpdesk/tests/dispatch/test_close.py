from odoo.exceptions import UserError
from odoo.tests import Form, users

from ..common import HelpdeskCommon


class TestClose(HelpdeskCommon):
    @users("property_agent")
    def test_closing_needs_a_solution(self):
        ticket = self._create_tickets().with_env(self.env)
        for solution in (False, "", "  "):
            with (
                self.subTest(solution=solution),
                self.assertRaisesRegex(UserError, "Solution"),
            ):
                ticket.write({"stage_id": self.stage_done.id, "solution": solution})
        with self.assertRaisesRegex(UserError, "Solution"):
            ticket._close("")

    @users("property_agent")
    def test_wizard_closes(self):
        tickets = self._create_tickets(2).with_env(self.env)
        action = tickets.action_close()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.solution = "Washer replaced"
            form.close_cause = "workaround"
        form.record.action_close()
        self.assertRecordValues(
            tickets,
            [
                {
                    "stage_id": self.stage_done.id,
                    "solution": "Washer replaced",
                    "close_cause": "workaround",
                    "closed_by_id": self.env.uid,
                }
            ]
            * 2,
        )
        self.assertTrue(all(tickets.mapped("closed_date")))

    @users("property_agent")
    def test_reopening_needs_a_reason_and_is_counted(self):
        ticket = self._create_tickets().with_env(self.env)
        ticket._close("Washer replaced")
        with self.assertRaisesRegex(UserError, "Reason"):
            ticket.stage_id = self.stage_work
        with self.assertRaisesRegex(UserError, "Reason"):
            ticket._reopen(" ")
        action = ticket.action_reopen()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Leaks again"
        form.record.action_reopen()
        self.assertRecordValues(
            ticket,
            [
                {
                    "stage_id": self.stage_work.id,
                    "reopen_count": 1,
                    "closed_date": False,
                    "closed_by_id": False,
                    "solution": False,
                    "close_cause": False,
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "Solution"):
            ticket.stage_id = self.stage_done

    @users("property_agent")
    def test_start_takes_and_begins(self):
        ticket = self._create_tickets().with_env(self.env)
        ticket.action_start()
        self.assertEqual(ticket.stage_id, self.stage_work)
        self.assertEqual(ticket.user_id, self.env.user)
