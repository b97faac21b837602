from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..clock.common import ClockCommon, at


class TestCost(ClockCommon):
    """More than the limit waits until somebody approves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_portal("tenant", cls.resident)
        cls.low = cls._create_limit(500)
        cls.high = cls._create_limit(5000, approver="company_manager")
        cls.urgent = cls._create_limit(2000, is_emergency=True, is_after=True)

    @classmethod
    def _create_limit(cls, amount, **values):
        return cls.env["property.cost.limit"].create({"amount": amount, **values})

    def _receive(self, text="2026-03-09 08:30", **values):
        return super()._receive(
            text,
            **{
                "user_id": self.user_technician.id,
                "stage_id": self.stage_work.id,
                "is_emergency": False,
                **values,
            },
        )

    def _estimate(self, ticket, amount, text="2026-03-09 09:30"):
        with self._at(text):
            ticket.with_user(self.user_technician)._estimate_cost(amount, "New pump")
        return ticket

    def _use(self, ticket, price, **values):
        return (
            self.env["property.ticket.material"]
            .with_user(self.user_technician)
            .create(
                {"ticket_id": ticket.id, "name": "Pump", "price_unit": price, **values}
            )
        )

    def test_free_up_to_the_limit(self):
        ticket = self._estimate(self._receive(), 500)
        self.assertFalse(ticket.cost_state or ticket.wait_reason)
        self._use(ticket, 500)

    def test_over_the_limit_it_waits_and_the_clock_stands_still(self):
        ticket = self._estimate(self._receive(), 501)
        self.assertEqual(
            (ticket.cost_state, ticket.wait_reason), ("to_approve", "vote")
        )
        self.assertFalse(ticket.date_deadline)
        self.assertEqual(ticket.cost_limit_id, self.low)
        asked = self.env.ref("property_helpdesk.mail_activity_type_cost")
        self.assertIn(asked, ticket.activity_ids.activity_type_id)
        with self._at("2026-03-10 09:30"):
            ticket.with_user(self.user_site_manager)._approve_cost(
                "Cheaper than a flood"
            )
        self.assertFalse(ticket.wait_reason)
        self.assertNotIn(asked, ticket.activity_ids.activity_type_id)
        # 60 of 480 minutes were used before
        self.assertEqual(ticket.date_deadline, at("2026-03-11 09:00"))
        self._use(ticket, 501)
        kinds = ticket.event_ids.sorted("id").mapped("kind")
        self.assertLess(kinds.index("cost_estimated"), kinds.index("cost_approved"))
        event = ticket.event_ids.filtered(lambda e: e.kind == "cost_approved")
        self.assertEqual(event.reason, "Cheaper than a flood")
        self.assertEqual(event.user_id, self.user_site_manager)

    def test_nothing_is_spent_before(self):
        ticket = self._receive()
        with self.assertRaises(UserError):
            self._use(ticket, 501)
        line = self._use(ticket, 300)
        with self.assertRaises(UserError):
            self._use(ticket, 201)
        with self.assertRaises(UserError):
            line.quantity = 2
        self._use(ticket, 9000, payer="customer")
        self._estimate(ticket, 800)
        with self.assertRaises(UserError):
            line.quantity = 2
        ticket.with_user(self.user_site_manager)._refuse_cost("Repair the old one")
        self.assertEqual((ticket.cost_state, ticket.wait_reason), ("refused", False))
        with self.assertRaises(UserError):
            line.quantity = 2
        self._estimate(ticket, 700)
        ticket.with_user(self.user_site_manager)._approve_cost("Good")
        line.quantity = 2
        with self.assertRaises(UserError):
            line.quantity = 3

    def test_a_lower_estimate_needs_nobody(self):
        ticket = self._estimate(self._receive(), 600)
        self._estimate(ticket, 400, "2026-03-09 10:00")
        self.assertFalse(ticket.cost_state or ticket.wait_reason)

    def test_an_emergency_does_not_wait(self):
        ticket = self._receive(is_emergency=True)
        self._estimate(ticket, 1900)
        self.assertFalse(ticket.cost_state)
        self._estimate(ticket, 2100)
        self.assertEqual((ticket.cost_state, ticket.wait_reason), ("to_approve", False))
        self._use(ticket, 2100)
        ticket.with_user(self.user_site_manager)._approve_cost("It was needed")
        self.assertEqual(ticket.cost_approved, 2100)

    def test_the_nearer_limit_holds(self):
        here = self._create_limit(800, site_id=self.site.id)
        self._create_limit(100, site_id=self.other_site.id)
        find = self.env["property.cost.limit"]._find
        ticket = self._receive()
        self.assertEqual(find(ticket), here)
        self.assertFalse(find(ticket)._get_passed(800))
        urgent = self._receive(is_emergency=True)
        self.assertEqual(find(urgent), self.urgent)
        kind = self._create_limit(
            50, site_id=self.site.id, case_type=ticket.case_type or "repair"
        )
        ticket.type_id = self.env.ref("property_helpdesk.helpdesk_ticket_type_repair")
        self.assertIn(find(ticket), (kind, here))

    def test_who_approves(self):
        ticket = self._estimate(self._receive(), 6000)
        for user in (
            self.user_technician,
            self.user_dispatcher,
            self.user_site_manager,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                ticket.with_user(user)._approve_cost("Good")
        with self.assertRaises(UserError):
            ticket.with_user(self.user_company_manager)._approve_cost(" ")
        ticket.with_user(self.user_company_manager)._approve_cost("Good")
        with self.assertRaises(UserError):
            ticket.with_user(self.user_company_manager)._approve_cost("Again")

    def test_nobody_approves_his_own(self):
        ticket = self._receive()
        with self._at("2026-03-09 09:30"):
            ticket.with_user(self.user_site_manager)._estimate_cost(600)
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_site_manager)._approve_cost("Good")

    def test_wizards(self):
        ticket = self._receive()
        self._use(ticket, 300)
        action = ticket.with_user(self.user_technician).action_estimate_cost()
        Wizard = self.env[action["res_model"]].with_user(self.user_technician)
        form = Form(Wizard.with_context(**action["context"]))
        self.assertEqual(form.material_amount, 300)
        form.labour_amount = 250
        self.assertEqual(form.amount, 550)
        form.save().action_estimate()
        self.assertEqual(ticket.cost_state, "to_approve")
        action = ticket.with_user(self.user_site_manager).action_decide_cost()
        Wizard = self.env[action["res_model"]].with_user(self.user_site_manager)
        form = Form(Wizard.with_context(**action["context"]))
        form.reason = "Good"
        form.save().action_approve()
        self.assertEqual(ticket.cost_state, "approved")

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_others_are_refused(self):
        Limit = self.env["property.cost.limit"]
        for user in (self.user_technician, self.user_stranger, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                Limit.with_user(user).search([])
        for user in (self.user_dispatcher, self.user_site_manager, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.low.with_user(user).amount = 9
        self.low.with_user(self.user_company_manager).amount = 400
        ticket = self._receive()
        for name in ("cost_approved", "cost_state", "cost_estimate"):
            with self.subTest(name), self.assertRaises(AccessError):
                ticket.with_user(self.user_company_manager)[name] = False
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_stranger)._estimate_cost(1)
        Decide = self.env["property.ticket.cost.decide"].with_user(self.user_technician)
        with self.assertRaises(AccessError):
            Decide.create({"ticket_id": ticket.id, "reason": "Good"})

    def test_limits_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        limit = self._create_limit(1, company_id=other.id)
        user = new_test_user(
            self.env, "boss", groups="property_crm.group_property_company_manager"
        )
        self.assertNotIn(limit, limit.with_user(user).search([]))
        self.assertNotIn(limit, limit._find(self._receive()))
