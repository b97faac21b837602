from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
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
        free = self._create_tickets().with_env(self.env)
        self.assertFalse(free.assign_to_me())
        self.assertEqual(free.user_id, self.env.user)

    @users("property_dispatcher")
    def test_taking_from_somebody_asks_why(self):
        taken = self._create_tickets().with_env(self.env)
        taken._assign(self.user_technician)
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

    def test_agents_take_but_do_not_give(self):
        free, taken, given = self._create_tickets(3).with_user(self.user_agent)
        taken.sudo()._assign(self.user_technician)
        for ticket in (free, taken):
            for change in (
                lambda ticket: ticket._assign(self.user_dispatcher, "Busy"),
                lambda ticket: ticket.with_context(ticket_reason="x").write(
                    {"user_id": self.user_site_manager.id}
                ),
            ):
                with (
                    self.subTest(ticket=ticket.user_id.login),
                    self.assertRaisesRegex(AccessError, "dispatchers"),
                ):
                    change(ticket)
        for user in (self.env["res.users"], self.user_agent):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                taken._assign(user, "I want it")
        with self.assertRaises(AccessError):
            taken.assign_to_me()
        given.assign_to_me()
        self.assertEqual(given.user_id, self.user_agent)

    def test_agent_gives_back_his_own(self):
        ticket = self._create_tickets().with_user(self.user_agent)
        ticket.assign_to_me()
        action = ticket.action_give_back()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard.with_user(self.user_agent)) as form:
            self.assertFalse(form.may_assign_others)
            form.reason = "Needs an electrician"
        form.record.action_assign()
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.event_ids[:1].kind, "unassigned")
        self.assertEqual(ticket.event_ids[:1].reason, "Needs an electrician")

    def test_agents_create_for_themselves_or_for_nobody(self):
        Ticket = self.Ticket.with_user(self.user_agent)
        values = self._prepare_vals()
        with self.assertRaises(AccessError):
            Ticket.create({**values, "user_id": self.user_technician.id})
        mine = Ticket.create({**values, "user_id": self.user_agent.id})
        self.assertEqual(mine.user_id, self.user_agent)
        mine.sudo()._assign(self.user_technician, "Skill")
        self.assertFalse(mine.copy().user_id)

    def test_those_who_assign_others(self):
        for role in ("dispatcher", "site_manager", "company_manager", "integration"):
            ticket = self._create_tickets().with_user(getattr(self, f"user_{role}"))
            ticket._assign(self.user_technician)
            with self.subTest(role=role):
                self.assertEqual(ticket.user_id, self.user_technician)

    def test_what_a_role_may_not_do_is_not_offered(self):
        for user, expected in (
            (self.user_agent, {"action_give_back"}),
            (self.user_dispatcher, {"action_assign"}),
            (self.user_auditor, set()),
        ):
            view = self.Ticket.with_user(user).get_view(view_type="form")
            names = etree.fromstring(view["arch"]).xpath("//header/button/@name")
            with self.subTest(user=user.login):
                found = {"action_give_back", "action_assign"} & set(names)
                self.assertEqual(found, expected)
