from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import AgreementCommon

CRON = "property_crm.ir_cron_follow_agreements"


@freeze_time("2026-03-02 03:00:00")
class TestAgreementRenewal(AgreementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._propose(
            cls.user_company_manager,
            state="active",
            start_date="2025-06-01",
            end_date="2026-05-31",
            user_id=cls.user_site_manager.id,
        )

    def _run(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()

    def test_reminded_once_before_the_last_day_for_notice(self):
        self.assertEqual(str(self.agreement.notice_date), "2026-05-01")
        self.assertEqual(str(self.agreement.reminder_date), "2026-03-02")
        self._run("2026-03-01 03:00:00")
        self.assertFalse(self.agreement.activity_ids)
        for _time in range(2):
            self._run("2026-03-02 03:00:00")
        activity = self.agreement.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.user_site_manager)
        self.assertEqual(str(activity.date_deadline), "2026-05-01")
        self.assertEqual(self.agreement.renewal_stage, "due")
        self.agreement.end_date = "2026-12-31"
        self.assertFalse(self.agreement.is_reminded)

    def test_the_day_is_that_of_the_site(self):
        self._run("2026-03-01 15:59:00")  # 23:59 in Shanghai
        self.assertFalse(self.agreement.is_reminded)
        self._run("2026-03-01 16:01:00")
        self.assertTrue(self.agreement.is_reminded)

    def test_what_is_over_ends(self):
        offer = self._send(valid_until="2026-03-10")
        self._run("2026-03-10 12:00:00")
        self.assertEqual(offer.state, "sent")
        self._run("2026-03-11 12:00:00")
        self.assertEqual(offer.state, "expired")
        self._run("2026-05-31 12:00:00")
        self.assertEqual(self.agreement.state, "active")
        self._run("2026-06-01 12:00:00")
        self.assertEqual(self.agreement.state, "ended")

    def test_renewed_in_one_step_at_the_new_price(self):
        self.price.date_to = "2026-05-31"
        self._set_price(self.fee, 2.80, date_from="2026-06-01")
        agreement = self.agreement.with_user(self.user_site_manager)
        new = self.env["agreement"].browse(agreement.action_renew()["res_id"])
        new = new.with_user(self.user_site_manager)
        self.assertEqual(agreement.renewal_stage, "talks")
        self.assertEqual(
            (str(new.start_date), str(new.end_date)), ("2026-06-01", "2027-05-31")
        )
        self.assertEqual(new.line_ids.price, 2.80)
        self.assertEqual(new.state, "draft")
        new.action_approve()
        new.action_send()
        self.assertEqual(agreement.renewal_stage, "offered")
        new.action_sign_on_paper()
        self.assertEqual(agreement.renewal_stage, "renewed")
        self.assertEqual(agreement.state, "active")


@freeze_time("2026-03-02 03:00:00")
class TestAgreementProlongs(AgreementCommon):
    """From 1 June a year, then half a year at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._propose(
            cls.user_company_manager,
            state="active",
            start_date="2025-06-01",
            end_date="2026-05-31",
            notice_days=60,
            reminder_days=30,
            prolong_months=6,
            user_id=cls.user_site_manager.id,
        )
        cls.mine = cls.agreement.with_user(cls.user_site_manager)

    def _run(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()

    def _get_steps(self):
        return self.agreement.event_ids.mapped("kind")

    def test_goes_on_once_when_nobody_gave_notice(self):
        agreement = self.agreement
        self.assertEqual(str(agreement.notice_date), "2026-04-01")
        self.assertEqual(str(agreement.own_notice_date), "2026-03-02")
        self._run("2026-03-03 03:00:00")
        self.assertIn("Goes on by itself", agreement.activity_ids.summary)
        self._run("2026-04-01 15:59:00")  # still the last day in Shanghai
        self.assertEqual(str(agreement.end_date), "2026-05-31")
        for _time in range(2):
            self._run("2026-04-01 16:01:00")
        self.assertEqual(str(agreement.end_date), "2026-11-30")
        self.assertEqual(self._get_steps(), ["prolonged"])
        self.assertFalse(agreement.activity_ids)
        self.assertEqual(
            (agreement.state, agreement.renewal_stage), ("active", "later")
        )
        self._run("2027-12-31 03:00:00")
        self.assertEqual(str(agreement.end_date), "2028-05-31")
        self.assertEqual(self._get_steps(), ["prolonged"] * 4)

    def test_notice_in_time_ends_it(self):
        with freeze_time("2026-04-01 15:00:00"):
            with self.assertRaisesRegex(UserError, "03/02/2026"):
                self.mine.action_dismissed_by_us()
            self.mine.action_dismissed_by_customer()
        self.assertEqual(self.agreement.dismissed_by, "customer")
        self.assertEqual(str(self.agreement.dismissed_on), "2026-04-01")
        self._run("2026-04-20 03:00:00")
        self.assertEqual(str(self.agreement.end_date), "2026-05-31")
        self._run("2026-06-01 03:00:00")
        self.assertEqual(self.agreement.state, "ended")

    def test_notice_too_late_is_refused(self):
        with freeze_time("2026-04-02 03:00:00"), self.assertRaises(UserError):
            self.mine.action_dismissed_by_customer()
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self.agreement.with_user(user).action_dismissed_by_customer()
        with self.assertRaises(AccessError):
            self.mine.dismissed_by = "customer"

    def test_a_renewal_takes_its_place(self):
        new = self.env["agreement"].browse(self.mine.action_renew()["res_id"])
        self._run("2026-04-05 03:00:00")
        self.assertEqual(str(self.agreement.end_date), "2026-11-30")
        new = new.with_user(self.user_site_manager)
        new.action_approve()
        new.action_sign_on_paper()
        self.assertEqual(str(self.agreement.end_date), "2026-05-31")
        self._run("2026-06-01 03:00:00")
        self.assertEqual((self.agreement.state, new.state), ("ended", "active"))
