from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import PhoneCommon, at

NOW = "2026-04-15 12:00:00"
DAY = timedelta(days=1)


@freeze_time(NOW)
class TestCallComparison(PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = cls.user_site_manager.tz = "UTC"
        cls.service.write({"hourly_cost": 36, "site_ids": cls.site.ids})
        cls.yes = cls.env["property.call.disposition"].create(
            {"name": "Yes", "code": "T1", "is_reached": True, "is_agreed": True}
        )
        cls._take_calls(40, at("10:00"), 300)
        cls._take_calls(10, at("10:00"), None)
        cls._take_calls(60, at("10:00") + 31 * DAY, 195)
        cls._take_calls(5, at("10:00") + 29 * DAY, 999)  # 31 March: in neither
        cls._take_calls(9, at("10:00") + 31 * DAY, 100, queue_id=cls.enquiry.id)

    @classmethod
    def _take_calls(cls, count, start, seconds, **vals):
        """Create calls that are answered after ten seconds, or given up after 60."""
        answered = start + timedelta(seconds=10) if seconds else False
        ended = start + timedelta(seconds=10 + seconds if seconds else 60)
        vals = {"offered_at": start, "answered_at": answered, "ended_at": ended} | vals
        vals = {"queue_id": cls.service.id, "site_id": cls.site.id} | vals
        return cls.Call.create([vals] * count)

    def _compare(self, user=None, **vals):
        self.env.flush_all()
        comparisons = self.env["property.call.comparison"]
        vals = {"queue_id": self.service.id, **vals}
        record = comparisons.with_user(user or self.user_site_manager).create(vals)
        return record, {line.measure: line for line in record.line_ids}

    def test_this_month_against_the_same_days_of_the_last(self):
        record, lines = self._compare()
        days = (
            record.before_from,
            record.before_to,
            record.after_from,
            record.after_to,
        )
        self.assertEqual(
            [f"{day:%m-%d}" for day in days], ["03-01", "03-15", "04-01", "04-15"]
        )
        offered, lost = lines["offered_count"], lines["abandon_rate"]
        self.assertEqual((offered.before, offered.after, offered.change), (50, 60, 20))
        self.assertEqual((lost.before, lost.after, lost.difference), (20, 0, -20))
        self.assertEqual((lost.verdict, lost.trend), ("clear", "better"))
        self.assertEqual((lost.before_count, lost.after_count), (50, 60))
        self.assertEqual((offered.verdict, offered.trend), (False, False))
        self.assertEqual(lost.difference_text, "-20.0 %")
        self.assertEqual(lines["handle_time"].before_text, "300.0 s")

    def test_cost_per_call_falls_by_35_percent(self):
        """Domain 4.8: 3 becomes 1.95; each of the calls after has saved 1.05."""
        record, lines = self._compare()
        each = lines["cost_each"]
        self.assertEqual((each.before, each.after, each.change), (3, 1.95, -35))
        self.assertEqual((each.verdict, each.trend), (False, "better"))
        self.assertEqual(lines["saving"].after, 63)
        self.assertEqual(record.display_name, "Before and after")
        self.assertFalse(lines["saving"].has_before)
        self.assertIs(lines["saving"].before_text, False)

    def test_a_new_cost_is_that_of_the_calls_to_come(self):
        """What calls had cost before stays, and so does what was saved since."""
        self.service.with_user(self.user_site_manager).hourly_cost = 72
        self.service.call_cost = 1  # on the same day: nothing more to keep
        (kept,) = self.service.cost_ids
        self.assertEqual((f"{kept.date_until}", kept.hourly_cost), ("2026-04-14", 36))
        self.assertEqual(self._compare()[1]["cost_each"].after, 1.95)
        kept.date_until = "2026-03-31"
        self.assertEqual(self._compare()[1]["cost_each"].after, 4.9)
        self.assertEqual(self._compare()[1]["cost_each"].before, 3)
        self.service.cost_ids.create(
            {"queue_id": self.service.id, "date_until": "2026-02-01"}
        )
        self.assertEqual(self._compare()[1]["cost_each"].before, 3)

    def test_who_keeps_costs(self):
        values = {"queue_id": self.service.id, "date_until": "2026-02-01"}
        Cost = self.env["property.call.queue.cost"]
        Cost.with_user(self.user_site_manager).create(values)
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.assertRaises(AccessError):
                Cost.with_user(user).create(values | {"date_until": "2026-02-02"})
        with self.assertRaises(AccessError):
            Cost.with_user(self.user_portal).search([])

    def test_few_calls_tell_nothing(self):
        _record, lines = self._compare(queue_id=self.enquiry.id)
        found = lines["abandon_rate"] if "abandon_rate" in lines else lines["talk_time"]
        self.assertEqual((found.verdict, found.trend), ("few", False))
        self.assertFalse(found.has_before)
        self.assertEqual(lines["offered_count"].before_text, "0")
        self._take_calls(3, at("10:00") + 31 * DAY, None)
        _record, lines = self._compare(after_from="2026-04-01", period="own")
        self.assertEqual(lines["abandon_rate"].verdict, "clear")

    def test_what_may_be_chance(self):
        self._take_calls(10, at("10:00") + 31 * DAY, None)
        _record, lines = self._compare()
        lost = lines["abandon_rate"]
        self.assertAlmostEqual(lost.after, 100 / 7, 2)
        self.assertEqual((lost.verdict, lost.trend), ("chance", False))

    def test_counted_again_when_the_choice_changes(self):
        record, lines = self._compare()
        self.assertNotIn("won_count", lines)
        record.write({"period": "own", "after_to": "2026-04-01"})
        self.assertNotIn("saving", record.line_ids.mapped("measure"))
        record.queue_id = False
        record.after_to = "2026-04-02"
        offered = record.line_ids.filtered(lambda ln: ln.measure == "offered_count")
        self.assertEqual(offered.after, 69)
        record.purpose = "survey"
        self.assertFalse(record.line_ids)
        action = record.action_view_lines()
        self.assertEqual(action["res_model"], "property.call.comparison.line")

    def test_sales_by_list_and_agent(self):
        call = {"direction": "outbound", "user_id": self.user_agent.id}
        self._take_calls(40, at("10:00"), 60, **call)
        self._take_calls(40, at("10:00") + 31 * DAY, 60, **call)
        self._take_calls(
            20, at("10:00") + 31 * DAY, 60, **call
        ).disposition_id = self.yes
        _record, lines = self._compare(user_id=self.user_agent.id)
        rate = lines["conversion_rate"]
        self.assertAlmostEqual(rate.after, 100 / 3, 2)
        self.assertEqual((rate.before, rate.trend), (0, "better"))

    def test_who_may(self):
        for user in (self.user_company_manager, self.user_auditor):
            _record, lines = self._compare(user)
            self.assertEqual(lines["offered_count"].after, 60)
        action = (
            self.env["property.call.comparison"]
            .with_user(self.user_site_manager)
            .action_open()
        )
        self.assertEqual(action["res_model"], "property.call.comparison")
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self._compare(user)
        far = self._create_users(("far", "property_crm.group_property_site_manager"))
        self._enrol(far, self.other_site.territory_id)
        self.assertFalse(self._compare(far)[1])

    def test_the_same_queries_for_few_and_many(self):
        self._compare()
        few = self._count_queries()
        self._take_calls(50, at("10:00") + 32 * DAY, 60)
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._compare()
        return self.env.cr.sql_log_count - before
