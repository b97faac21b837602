from odoo import fields
from odoo.tests import freeze_time

from .common import CommitteeCommon

CRON = "property_crm.ir_cron_follow_committees"


@freeze_time("2026-03-02 02:00:00")
class TestCommitteeRenewal(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term.user_id = cls.user_site_manager
        cls.term.rule_id = cls._get_rule("beijing")
        cls._put_in_office(cls.term)
        cls.cron = cls.env.ref(CRON)
        cls.renewal = cls.env.ref("property_crm.mail_activity_type_committee_renewal")
        cls.check = cls.env.ref("property_crm.mail_activity_type_committee_member")

    @classmethod
    def _get_rule(cls, name):
        return cls.env.ref(f"property_crm.property_committee_rule_{name}")

    def _run(self, day="2026-03-02", **values):
        self.cron.code = f"model._cron_follow_committees(**{values})"
        with freeze_time(f"{day} 02:00:00"), self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def _get_reminders(self, kind=None):
        return self.term.activity_ids.filtered(
            lambda one: one.activity_type_id == (kind or self.renewal)
        )

    def test_the_place_says_when(self):
        for name, end, day in (
            ("beijing", "2028-12-31", "2028-06-30"),
            ("shanghai", "2028-12-31", "2028-07-31"),
            ("hangzhou", "2028-12-31", "2028-09-30"),
            ("shandong", "2028-12-31", "2028-10-02"),
            ("rizhao", "2028-12-31", "2028-11-01"),
            ("ningbo", "2028-12-31", "2028-11-01"),
            ("zhoushan", "2028-12-31", None),
        ):
            self.term.write({"rule_id": self._get_rule(name).id, "date_end": end})
            with self.subTest(place=name):
                self.assertEqual(
                    fields.Date.to_string(self.term.renewal_on) or None, day
                )

    def test_reminded_once_from_the_day_on(self):
        self._run("2028-06-29")
        self.assertFalse(self._get_reminders())
        self._run("2028-06-30")
        self.assertEqual(len(self._get_reminders()), 1)
        self.assertEqual(self._get_reminders().user_id, self.user_site_manager)
        self.assertEqual(self._get_reminders().date_deadline, self.term.date_end)
        # the same end, written again, is no other
        self.term.date_end = self.term.date_end
        self._run("2028-07-01")
        self.assertEqual(len(self._get_reminders()), 1)

    def test_another_end_is_worth_another_reminder(self):
        self._run("2028-06-30")
        self.term.date_end = "2029-12-31"
        self._run("2028-07-01")
        self.assertEqual(len(self._get_reminders()), 1)
        self._run("2029-06-30")
        self.assertEqual(len(self._get_reminders()), 2)

    def test_only_of_committees_in_office(self):
        self.term.action_start_handover()
        self._run("2028-12-01")
        self.assertFalse(self._get_reminders())

    def test_a_member_who_sold_is_told_once(self):
        self.owners[1].ownership_ids.date_to = "2026-03-01"
        self._run()
        self._run("2026-03-03")
        self.assertEqual(len(self._get_reminders(self.check)), 1)
        self.assertIn("Owner 2", self._get_reminders(self.check).summary)

    def test_who_owns_again_and_sells_again_is_told_again(self):
        ownership = self.owners[1].ownership_ids
        ownership.date_to = "2026-03-01"
        self._run()
        ownership.date_to = False
        self._run("2026-03-03")
        self.assertFalse(self.members[1].told_on)
        ownership.date_to = "2026-03-03"
        self._run("2026-03-04")
        self.assertEqual(len(self._get_reminders(self.check)), 2)

    def test_who_left_is_not_looked_at(self):
        self.owners[1].ownership_ids.date_to = "2026-02-01"
        self.members[1].write({"date_end": "2026-02-01", "end_reason": "sold"})
        self._run()
        self.assertFalse(self._get_reminders(self.check))

    def test_batches_and_time_zones_leave_nobody_out(self):
        self.other_site.tz = "Pacific/Auckland"
        for number in (1, 4):
            self.owners[number].ownership_ids.date_to = "2026-03-01"
        self._run(batch_size=2)
        self.assertEqual(len(self._get_reminders(self.check)), 2)

    def test_the_nightly_check_costs_the_same_for_few_and_many(self):
        Member = self.env["property.committee.member"]
        counts = []
        for members in (self.members[:2], self.members):
            for _run in range(2):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                Member.browse(members.ids)._tell_sold()
                count = self.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(*counts)
