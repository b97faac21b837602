from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from .common import RegisterCommon


@freeze_time("2026-03-09 04:00:00")
class TestDecorationPermit(RegisterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.builder = cls.env["res.partner"].create(
            {"name": "Fine Tiles", "is_company": True}
        )
        cls.permit = cls._make_permit(
            contractor_id=cls.builder.id,
            deposit=2000,
            worker_ids=[(0, 0, {"name": "Tiler"}), (0, 0, {"name": "Helper"})],
        ).with_user(cls.desk)

    def _refuse(self, act, field):
        state = self.permit.state
        with self.assertRaisesRegex(UserError, field):
            act()
        self.assertEqual(self.permit.state, state)

    def test_from_draft_to_closed(self):
        permit = self.permit
        self.assertTrue(permit.name)
        self.assertEqual(permit.partner_id, self.resident)
        self._refuse(permit.action_submit, "Work:")
        permit.description = "New tiles"
        self._refuse(permit.action_submit, "Forbidden acts acknowledged")
        permit.is_acknowledged = True
        permit.action_submit()
        permit.action_draft()
        permit.action_submit()
        self._refuse(permit.action_approve, "Deposit paid on")
        permit.deposit_paid_on = "2026-03-01"
        permit.action_approve()
        self._refuse(permit.action_start, "Notice posted on")
        self.assertFalse(permit.worker_ids[0].can_enter)
        permit.notice_date = "2026-03-01"
        permit.action_start()
        self.assertTrue(permit.worker_ids[0].can_enter)
        check = permit.env["property.pass.check"].create(
            {"code": permit.worker_ids[0].code_text}
        )
        self.assertEqual(check.action_check()["res_id"], permit.id)
        permit.worker_ids[0].is_returned = True
        self._refuse(check.action_check, "Code")
        self._refuse(permit.action_suspend, "Why it was suspended")
        permit.suspend_reason = "Noise at night"
        permit.action_suspend()
        self.assertFalse(permit.worker_ids[0].can_enter)
        permit.action_start()
        self._finish(permit)

    def _finish(self, permit):
        self._refuse(permit.action_done, "Inspections")
        permit.inspection_ids = [
            (0, 0, {"result": "fault", "is_final": True, "note": "Drain"})
        ]
        self._refuse(permit.action_done, "Inspections")
        self._refuse(permit.action_release_deposit, "State")
        permit.inspection_ids = [(0, 0, {"is_final": True})]
        permit.action_done()
        permit.deposit_withheld = 500
        self.assertEqual(permit.deposit_to_release, 1500)
        self._refuse(permit.action_close, "Reason for withholding")
        permit.withheld_reason = "Lift scratched"
        self._refuse(permit.action_close, "Deposit released on")
        permit.action_release_deposit()
        permit.action_close()
        self.assertEqual(permit.state, "closed")
        self.assertEqual(permit.worker_ids.mapped("is_returned"), [True, True])
        self._refuse(permit.action_submit, "State")

    def test_an_application_is_refused_by_closing_it(self):
        self.permit.action_close()
        self.assertEqual(self.permit.state, "closed")
        old = self.env["property.decoration.permit"]._get_expired_domain(days=-4000)
        self.assertTrue(self.permit.filtered_domain(old))

    def test_what_cannot_be(self):
        with self.assertRaisesRegex(ValidationError, "What was found"):
            self.permit.inspection_ids = [(0, 0, {"result": "fault"})]
        with self.assertRaisesRegex(ValidationError, "Contractor"):
            self.permit.contractor_id = self.resident

    def test_over_time(self):
        self.permit.sudo().write({"date_to": "2026-03-08", "state": "in_work"})
        self.assertTrue(self.permit.is_late)
        self.assertFalse(self.permit.worker_ids[0].can_enter)
        found = self.permit.search([("is_late", "=", True)])
        self.assertEqual(found, self.permit)

    def test_a_technician_reads_the_work_and_not_the_money(self):
        read = self.permit.with_user(self.user_agent)
        self.assertEqual({*read.worker_ids.mapped("name")}, {"Helper", "Tiler"})
        self.assertNotIn("deposit", read.fields_get())
        self.assertIn("deposit", self.permit.fields_get())
