from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, users

from ..common import HelpdeskCommon


class TestAssign(HelpdeskCommon):
    def test_staff_of_the_territory_and_the_team_are_offered(self):
        far = self.user_stranger
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Plumbers", "user_ids": [Command.set(far.ids)]}
        )
        ticket = self._create_tickets()
        self.assertIn(self.user_technician, ticket.assignable_user_ids)
        self.assertNotIn(far, ticket.assignable_user_ids)
        ticket.team_id = team
        self.assertIn(far, ticket.assignable_user_ids)

    def test_staff_of_yesterday_is_not_offered(self):
        self.user_technician.territory_staff_ids.date_to = "2021-01-01"
        ticket = self._create_tickets()
        self.assertNotIn(self.user_technician, ticket.assignable_user_ids)

    @users("property_dispatcher")
    def test_somebody_from_elsewhere_is_refused(self):
        ticket = self._create_tickets().with_env(self.env)
        with self.assertRaisesRegex(UserError, "works neither"):
            ticket._assign(self.user_stranger)

    @users("property_dispatcher")
    def test_reassignment_needs_a_reason(self):
        ticket = self._create_tickets().with_env(self.env)
        ticket._assign(self.user_technician)
        for reason in (None, "", "  "):
            with (
                self.subTest(reason=reason),
                self.assertRaisesRegex(UserError, "Reason"),
            ):
                ticket._assign(self.user_agent, reason)
        with self.assertRaisesRegex(UserError, "Reason"):
            ticket.write({"user_id": False})
        ticket._assign(self.user_agent, "On leave")
        self.assertEqual(ticket.user_id, self.user_agent)

    @users("property_dispatcher")
    def test_wizard(self):
        tickets = self._create_tickets(2).with_env(self.env)
        tickets[0]._assign(self.user_technician)
        action = tickets.action_assign()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.user_id = self.user_agent
            form.reason = "Knows the house"
        form.record.action_assign()
        self.assertEqual(tickets.user_id, self.user_agent)
        self.assertEqual(
            tickets[0].event_ids.filtered(lambda e: e.kind == "reassigned").reason,
            "Knows the house",
        )

    @users("property_dispatcher")
    def test_wizard_asks_why(self):
        ticket = self._create_tickets().with_env(self.env)
        ticket._assign(self.user_technician)
        wizard = self.env["property.ticket.assign"].create(
            {"ticket_ids": [Command.set(ticket.ids)], "user_id": self.user_agent.id}
        )
        with self.assertRaisesRegex(UserError, "Reason"):
            wizard.action_assign()

    @users("property_agent")
    def test_take_it(self):
        free, taken = self._create_tickets(2).with_env(self.env)
        self.assertFalse(free.assign_to_me())
        self.assertEqual(free.user_id, self.env.user)
        taken.sudo()._assign(self.user_technician)
        self.assertEqual(taken.assign_to_me()["res_model"], "property.ticket.assign")
        self.assertEqual(taken.user_id, self.user_technician)

    def test_team_change_keeps_a_person_of_the_territory(self):
        ticket = self._create_tickets(user_id=self.user_technician.id)
        ticket.team_id = self.env["helpdesk.ticket.team"].create({"name": "Night"})
        self.assertEqual(ticket.user_id, self.user_technician)

    def test_candidates_cost_the_same_for_few_and_many(self):
        few, many = self._create_tickets(2), self._create_tickets(50)
        counts = []
        for tickets in (few, few, many):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets.mapped("assignable_user_ids")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
