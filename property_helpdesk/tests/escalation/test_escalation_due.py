from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

from ..report.common import HOUR, NOW
from .common import EscalationCommon

MINUTE = timedelta(minutes=1)


@freeze_time(NOW)
class TestEscalationDue(EscalationCommon):
    """What reaches a level, and what is just short of it."""

    def _get_reason(self, level, ticket, now=NOW):
        return level._get_due(now).get(ticket)

    def test_part_of_the_time(self):
        level = self._create_level(percent=80)
        ticket = self._create_at(8, date_deadline=NOW + 2 * HOUR)
        self.assertEqual(self._get_reason(level, ticket), "80 %")
        self.assertIsNone(self._get_reason(level, ticket, NOW - MINUTE))
        self._close_after(ticket, 1)
        self.assertIsNone(self._get_reason(level, ticket))

    def test_what_has_time_is_not_replayed(self):
        level = self._create_level(percent=80)
        self.env["property.sla.policy"].create(
            {"name": "Ten hours", "solution_minutes": 600, "clock": "always"}
        )
        soon, later = (self._create_at(hours) for hours in (8, 7))
        given = self._create_at(1, date_deadline=NOW + 99 * HOUR)
        self.assertEqual(soon.date_deadline, NOW + 2 * HOUR)
        found = level._filter_near(soon | later | given, NOW)
        self.assertEqual(found, soon | later, "the longest promise leaves hours")
        self.assertEqual(level._get_due(NOW), {soon: "80 %"})

    def test_half_as_long_again(self):
        level = self._create_level(percent=150)
        ticket = self._create_at(15, date_deadline=NOW - 5 * HOUR)
        self.assertEqual(self._get_reason(level, ticket), "150 %")
        self.assertIsNone(self._get_reason(level, ticket, NOW - 6 * MINUTE))
        self.assertIsNone(self._get_reason(level, self._create_at(99)))

    def test_after_the_deadline(self):
        level = self._create_level("breach", minutes=1440)
        ticket = self._create_at(30, date_deadline=NOW - 24 * HOUR)
        self.assertEqual(self._get_reason(level, ticket), "24 h late")
        self.assertIsNone(self._get_reason(level, ticket, NOW - MINUTE))

    def test_priority(self):
        level = self._create_level("priority", priority="2")
        low = self._create_at(1, priority="1")
        high = self._create_at(1, priority="3")
        self.assertEqual(list(level._get_due(NOW)), [high])
        low.priority = "2"
        self.assertEqual(set(level._get_due(NOW)), {low, high})

    def test_repeated_in_one_unit(self):
        level = self._create_level("repeated", times=3, days=30)
        first = self._create_at(24 * 30 + 2)
        self._close_after(first, 1)
        self._create_at(1, unit_id=self._create_units(1).id)
        self._create_at(24 * 2)
        last = self._create_at(1)
        self.assertIsNone(self._get_reason(level, last))
        first.reported_at = last.reported_at - 24 * 30 * HOUR
        self.assertEqual(self._get_reason(level, last), "3 times in 30 days")

    def test_dissatisfied(self):
        level = self._create_level("rating", rating=2)
        bad, good, silent = self._create_at(50, count=3)
        self._rate(bad, 2)
        self._rate(good, 3)
        self._close_after(bad | good | silent, 1)
        self.assertEqual(level._get_due(NOW), {bad: "2 / 5"})
        self.assertFalse(level._get_due(NOW + 24 * 31 * HOUR))

    def test_danger_in_both_languages(self):
        level = self._create_level("words", words="trapped\n困人")
        english = self._create_at(1, name="Two people Trapped in the lift")
        chinese = self._create_at(1, description="<p>1号楼电梯<b>困人</b></p>")
        self._create_at(1, name="Entrapped air in the pipe")
        self.assertEqual(level._get_due(NOW), {english: "Trapped", chinese: "困人"})

    def test_silence(self):
        level = self._create_level("silence", minutes=120)
        ticket = self._create_at(2)
        self.assertEqual(self._get_reason(level, ticket), "2 h of silence")
        self.assertIsNone(self._get_reason(level, ticket, NOW - MINUTE))
        with freeze_time(NOW - HOUR):
            ticket.priority = "2"
            ticket.flush_recordset()
        self.assertIsNone(self._get_reason(level, ticket))

    def test_silence_is_counted_in_working_time(self):
        self.site.write(
            {
                "resource_calendar_id": self.env.company.resource_calendar_id.id,
                "tz": "UTC",
            }
        )
        level = self._create_level("silence", minutes=300)
        ticket = self._create_at(68)  # Friday at four, an hour before they go home
        self.assertEqual(self._get_reason(level, ticket), "5 h of silence")
        self.assertIsNone(self._get_reason(level, ticket, NOW - MINUTE))
        level.minutes = 68 * 60
        self.env.ref("property_helpdesk.property_sla_policy_emergency").active = True
        emergency = self._create_at(68, is_emergency=True)
        self.assertEqual(self._get_reason(level, emergency), "68 h of silence")

    def test_an_escalation_is_no_sign_of_life(self):
        level = self._create_level("silence", minutes=120)
        ticket = self._create_at(2)
        self._create_level("silence", minutes=60)._fire(ticket, {})
        self.assertTrue(self._get_reason(level, ticket))

    def test_the_clock_is_no_sign_of_life(self):
        level = self._create_level("silence", minutes=120)
        ticket = self._create_at(2)
        with freeze_time(NOW - HOUR):
            ticket._warn_holders()
            ticket._log_breaches()
        self.assertTrue(self._get_reason(level, ticket))

    def test_of_its_company_only(self):
        other = self.env["res.company"].create({"name": "Other"})
        level = self._create_level(percent=80, company_id=other.id)
        ticket = self._create_at(9, date_deadline=NOW)
        self.assertIsNone(self._get_reason(level, ticket))
        level.company_id = ticket.company_id
        self.assertTrue(self._get_reason(level, ticket))

    def test_a_level_needs_its_numbers(self):
        for trigger, name in (
            ("sla", "percent"),
            ("breach", "minutes"),
            ("silence", "minutes"),
            ("repeated", "times"),
            ("repeated", "days"),
            ("rating", "rating"),
        ):
            with self.subTest(trigger=trigger), self.assertRaises(ValidationError):
                self._create_level(trigger, **{name: 0})
        with self.assertRaises(ValidationError):
            self._create_level("words", words=" \n ")

    def test_same_queries_for_few_and_many(self):
        for trigger, values in (
            ("sla", {"percent": 80}),
            ("breach", {"minutes": 1}),
            ("silence", {"minutes": 1}),
            ("repeated", {"times": 1}),
        ):
            level = self._create_level(trigger, **values)
            self._create_at(5, date_deadline=NOW - HOUR)
            few = self._count_queries(lambda one=level: one._get_due(NOW))
            self._create_at(5, count=50, date_deadline=NOW - HOUR)
            with self.subTest(trigger=trigger):
                self.assertEqual(
                    self._count_queries(lambda one=level: one._get_due(NOW)), few
                )
