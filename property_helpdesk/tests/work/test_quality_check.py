from odoo.exceptions import AccessError, UserError

from ..common import HelpdeskCommon


class TestQualityCheck(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.quality_percent = 100
        cls.Check = cls.env["property.quality.check"]

    def _close_one(self, user=None, cause="solved"):
        ticket = self._create_tickets(
            class_id=self.leak.id, user_id=self.user_technician.id
        )
        ticket.with_user(user or self.user_technician)._close("Done", cause)
        return ticket

    def test_finished_work_is_drawn_for_somebody_else(self):
        ticket = self._close_one()
        check = ticket.quality_check_ids
        self.assertRecordValues(
            check,
            [
                {
                    "result": "to_check",
                    "reason": "sample",
                    "worker_id": self.user_technician.id,
                }
            ],
        )
        self.assertEqual(ticket.quality_result, "to_check")
        check.with_user(self.user_dispatcher).action_pass()
        self.assertEqual(ticket.quality_result, "passed")
        self.assertEqual(check.user_id, self.user_dispatcher)

    def test_nobody_checks_his_own_work(self):
        check = self._close_one(self.user_dispatcher).quality_check_ids
        with self.assertRaisesRegex(UserError, "somebody else"):
            check.with_user(self.user_dispatcher).action_pass()
        check.with_user(self.user_site_manager).action_pass()
        self.assertEqual(check.result, "passed")

    def test_failing_says_why(self):
        check = self._close_one().quality_check_ids.with_user(self.user_dispatcher)
        with self.assertRaisesRegex(UserError, "Remarks"):
            check.action_fail()
        check.remarks = "Still wet"
        check.action_fail()
        self.assertEqual(check.result, "failed")

    def test_a_result_stays(self):
        check = self._close_one().quality_check_ids.with_user(self.user_dispatcher)
        check.remarks = "Still wet"
        check.action_fail()
        for act in (check.action_pass, check.action_fail):
            with self.assertRaisesRegex(UserError, "has been checked"):
                act()
        self.assertEqual(check.result, "failed")

    def test_a_share_is_drawn_and_all_rework(self):
        self.env.company.quality_percent = 0
        self.assertFalse(self._close_one().quality_check_ids)
        self.env.company.quality_percent = 50
        units = self._create_units(60)
        tickets = self.Ticket.create(
            [self._prepare_vals(unit_id=unit.id) for unit in units]
        )
        tickets._close("Done")
        self.assertTrue(10 < len(tickets.quality_check_ids) < 50)
        self.env.company.quality_percent = 1
        self.assertEqual(self._close_one().quality_check_ids.reason, "rework")

    def test_what_nobody_worked_on_is_not_checked(self):
        self.assertFalse(self._close_one(cause="withdrawn").quality_check_ids)

    def test_opened_again_it_is_not_on_the_list(self):
        ticket = self._close_one()
        ticket.with_user(self.user_technician)._reopen("Drips")
        self.assertFalse(ticket.quality_check_ids)
        self.assertFalse(ticket.quality_result)

    def test_asked_for_by_hand(self):
        self.env.company.quality_percent = 0
        ticket = self._create_tickets().with_user(self.user_dispatcher)
        with self.assertRaisesRegex(UserError, "finished"):
            ticket.action_check_quality()
        ticket._close("Done")
        first = ticket.action_check_quality()["res_id"]
        self.assertEqual(ticket.action_check_quality()["res_id"], first)
        self.assertEqual(self.Check.browse(first).reason, "asked")
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_agent).action_check_quality()

    def test_workers_and_residents_see_none(self):
        ticket = self._close_one()
        portal = self._create_portal("tenant", self.resident)
        for user in (self.user_technician, self.user_agent, portal):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.Check.with_user(user).search([])
                with self.assertRaises(AccessError):
                    ticket.with_user(user).read(["quality_result"])
        stranger = self.user_stranger
        stranger.group_ids += self.env.ref("property_crm.group_property_dispatcher")
        self.assertFalse(self.Check.with_user(stranger).search([]))
        self.assertTrue(self.Check.with_user(self.user_auditor).search([]))

    def test_results_come_from_the_buttons(self):
        ticket = self._close_one()
        check = ticket.quality_check_ids
        with self.assertRaises(AccessError):
            check.with_user(self.user_dispatcher).result = "passed"
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_dispatcher).quality_result = "passed"
        with self.assertRaises(AccessError):
            check.with_user(self.user_auditor).action_pass()
        with self.assertRaises(AccessError):
            self.Check.with_user(self.user_company_manager).create(
                {"ticket_id": ticket.id, "reason": "asked"}
            )

    def test_list_costs_the_same_for_few_and_many(self):
        tickets = self._create_tickets(52, user_id=self.user_technician.id)
        tickets._close("Done")
        checks = tickets.quality_check_ids
        self.assertSameQueries(
            "property_helpdesk.property_quality_check_view_list",
            checks[:2],
            checks[2:],
            self.user_dispatcher,
        )
