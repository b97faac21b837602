from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ..common import HelpdeskCommon


@freeze_time("2026-03-02 10:00:00")
class TestHelpdeskTicketDeadline(HelpdeskCommon):
    def test_states(self):
        cases = {
            "2026-03-02 09:59:00": "late",
            "2026-03-02 11:00:00": "due",
            "2026-03-04 11:00:00": "open",
            False: False,
        }
        for deadline, state in cases.items():
            with self.subTest(state=state):
                ticket = self._create_tickets(date_deadline=deadline)
                self.assertEqual(ticket.deadline_state, state)
                found = self.Ticket.search([("deadline_state", "=", state)])
                self.assertIn(ticket, found)
                others = {"late", "due", "open"} - {state}
                self.assertNotIn(
                    ticket, self.Ticket.search([("deadline_state", "in", list(others))])
                )

    def test_closed_before_and_after_the_deadline(self):
        kept, missed = self._create_tickets(2, reported_at="2026-03-01 08:00:00")
        kept.date_deadline = "2026-03-02 10:00:00"
        missed.date_deadline = "2026-03-02 09:00:00"
        (kept | missed)._close("Washer replaced")
        self.assertEqual(kept.deadline_state, "on_time")
        self.assertEqual(missed.deadline_state, "late")
        late = self.Ticket.search([("deadline_state", "=", "late")])
        self.assertIn(missed, late)
        self.assertNotIn(kept, late)

    def test_today_ends_at_the_users_midnight(self):
        self.env.user.tz = "Asia/Shanghai"
        tonight, tomorrow = self._create_tickets(2)
        tonight.date_deadline = "2026-03-02 15:59:00"
        tomorrow.date_deadline = "2026-03-02 16:30:00"
        env = self.env(context={"tz": "Asia/Shanghai"})
        self.assertEqual(tonight.with_env(env).deadline_state, "due")
        self.assertEqual(tomorrow.with_env(env).deadline_state, "open")

    def test_nobody_gives_himself_more_time(self):
        given = "2030-01-01 10:00:00"
        ticket = self.Ticket.with_user(self.user_agent).create(
            self._prepare_vals(date_deadline=given, user_id=self.user_agent.id)
        )
        ticket.write({"date_deadline": given, "priority": "2"})
        for deadline in ("2031-01-01 10:00:00", False):
            for context in ({}, {"ticket_reason": "Busy"}):
                with (
                    self.subTest(deadline=deadline, context=context),
                    self.assertRaisesRegex(AccessError, "Deadline"),
                ):
                    ticket.with_context(**context).date_deadline = deadline
        for user in (self.user_dispatcher, self.user_integration):
            ticket.with_user(user).date_deadline = f"203{user.id % 10}-02-01 10:00:00"
        self.assertEqual(str(ticket.date_deadline)[5:10], "02-01")
