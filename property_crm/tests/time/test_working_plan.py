from datetime import date, datetime, timedelta, timezone
from unittest.mock import patch

import pytz

from odoo.tests import BaseCase, tagged

from ...tools.working_plan import WorkingPlan, _get_offsets, subtract

NEW_YORK = pytz.timezone("America/New_York")
UTC = timezone.utc
NIGHT = WorkingPlan((((30, 240),),) * 14)


def at(text):
    return datetime.fromisoformat(text)


@tagged("post_install", "-at_install")
class TestWorkingPlan(BaseCase):
    def assertWorked(self, plan, tz, start, end, *expected):
        found = plan.get_intervals(tz, at(start), at(end))
        self.assertEqual(found, [(at(first), at(last)) for first, last in expected])

    def test_each_day_of_two_weeks_has_its_own_hours(self):
        plan = WorkingPlan(tuple(((day, day + 1),) for day in range(14)))
        monday = date(2026, 3, 2)  # of an even week since the year 1
        found = [plan.get_hours(monday + timedelta(days=day)) for day in range(15)]
        expected = [[(day, day + 1)] for day in (*range(14), 0)]
        self.assertEqual(found, expected)

    def test_added_hours_come_on_top(self):
        saturday = date(2026, 3, 7)
        plan = WorkingPlan((((60, 120),),) * 14, added={saturday: [(300, 360)]})
        self.assertEqual(plan.get_hours(saturday), [(60, 120), (300, 360)])
        self.assertEqual(plan.get_hours(date(2026, 3, 8)), [(60, 120)])

    def test_without_hours_the_clock_never_stops(self):
        empty = ((),) * 14
        self.assertFalse(WorkingPlan(empty).has_hours)
        self.assertFalse(WorkingPlan(empty, added={date(2026, 3, 7): []}).has_hours)
        clock = WorkingPlan(empty).get_clock(UTC, at("2026-03-07 00:00"))
        self.assertEqual(clock.add(at("2026-03-07 23:50"), 20), at("2026-03-08 00:10"))
        added = WorkingPlan(empty, added={date(2026, 3, 7): [(60, 120)]})
        self.assertTrue(added.has_hours)

    def test_one_day_with_hours_is_enough(self):
        weeks = (((60, 120),), *((),) * 13)
        self.assertTrue(WorkingPlan(weeks).has_hours)
        days = {date(2026, 3, 7): [], date(2026, 3, 8): [(60, 120)]}
        self.assertTrue(WorkingPlan(((),) * 14, added=days).has_hours)

    def test_the_clock_asks_for_its_period_at_once(self):
        start, day = at("2026-03-09 00:30"), timedelta(days=1)
        for end, until in (
            (None, start + day),
            (start - 5 * day, start + day),
            (start + 9 * day, start + 9 * day),
        ):
            with (
                self.subTest(end=end),
                patch.object(WorkingPlan, "get_intervals", return_value=[]) as asked,
            ):
                NIGHT.get_clock(UTC, start, end)
                asked.assert_called_once_with(UTC, start - day, until)

    def test_days_are_those_of_the_wall_clock(self):
        evening = WorkingPlan((((1200, 1380),),) * 14)
        self.assertWorked(
            evening,
            NEW_YORK,
            "2026-02-09 02:00",
            "2026-02-09 12:00",
            ("2026-02-09 02:00", "2026-02-09 04:00"),
        )
        self.assertWorked(
            NIGHT,
            pytz.timezone("Asia/Shanghai"),
            "2026-02-09 12:00",
            "2026-02-09 19:00",
            ("2026-02-09 16:30", "2026-02-09 19:00"),
        )

    def test_only_the_period_and_nothing_empty(self):
        plan = WorkingPlan((((0, 60), (60, 60), (600, 1440)),) * 14)
        self.assertWorked(
            plan,
            UTC,
            "2026-03-09 00:30",
            "2026-03-11 00:00",
            ("2026-03-09 00:30", "2026-03-09 01:00"),
            ("2026-03-09 10:00", "2026-03-10 01:00"),
            ("2026-03-10 10:00", "2026-03-11 00:00"),
        )
        self.assertWorked(plan, UTC, "2026-03-09 01:00", "2026-03-09 10:00")

    def test_days_off_in_any_order_close(self):
        off = (
            (at("2026-03-10 01:00"), at("2026-03-10 02:00")),
            (at("2026-03-09 02:00"), at("2026-03-09 03:00")),
        )
        self.assertWorked(
            WorkingPlan(NIGHT.weeks, off),
            UTC,
            "2026-03-09 00:00",
            "2026-03-11 00:00",
            ("2026-03-09 00:30", "2026-03-09 02:00"),
            ("2026-03-09 03:00", "2026-03-09 04:00"),
            ("2026-03-10 00:30", "2026-03-10 01:00"),
            ("2026-03-10 02:00", "2026-03-10 04:00"),
        )

    def test_an_hour_skipped_is_not_worked_one_that_comes_twice_is_twice(self):
        self.assertWorked(
            NIGHT,
            NEW_YORK,
            "2026-03-07 12:00",
            "2026-03-09 00:00",
            ("2026-03-08 05:30", "2026-03-08 08:00"),
        )
        self.assertWorked(
            NIGHT,
            NEW_YORK,
            "2025-11-01 12:00",
            "2025-11-03 00:00",
            ("2025-11-02 04:30", "2025-11-02 09:00"),
        )

    def test_two_changes_in_one_period(self):
        found = NIGHT.get_intervals(
            NEW_YORK, at("2025-03-01 00:00"), at("2025-12-01 00:00")
        )
        hours = [(end - start) / timedelta(hours=1) for start, end in found]
        self.assertEqual(len(found), 275)
        self.assertEqual(hours.count(2.5), 1)
        self.assertEqual(hours.count(4.5), 1)
        self.assertEqual(hours.count(3.5), 273)
        self.assertEqual(found[0][0], at("2025-03-01 05:30"))
        self.assertEqual(found[-1][0], at("2025-11-30 05:30"))

    def test_a_period_may_begin_or_end_where_the_clock_is_changed(self):
        change = "2026-03-08 07:00"
        whole = WorkingPlan((((0, 1440),),) * 14)
        for start, end in (
            ("2026-03-08 06:59:59", change),
            (change, "2026-03-08 07:00:01"),
            ("2026-03-08 06:59:59", "2026-03-08 07:00:01"),
            ("2026-03-08 06:59:58", "2026-03-09 06:59:58"),
        ):
            with self.subTest(start=start):
                self.assertWorked(whole, NEW_YORK, start, end, (start, end))

    def test_the_change_is_found_to_the_second(self):
        change = at("2026-03-08 07:00")
        winter, summer = timedelta(hours=-5), timedelta(hours=-4)
        for before in (1, 2, 3, 4, 5, 86399):
            for after in (1, 2, 86400):
                start = change - timedelta(seconds=before)
                end = change + timedelta(seconds=after)
                with self.subTest(before=before, after=after):
                    self.assertEqual(
                        _get_offsets(NEW_YORK, start, end),
                        [(start, change, winter), (change, end, summer)],
                    )
        soon = change + timedelta(microseconds=1)
        self.assertEqual(_get_offsets(NEW_YORK, change, soon), [(change, soon, summer)])

    def test_the_clock_knows_the_day_it_begins_with(self):
        clock = NIGHT.get_clock(UTC, at("2026-03-09 00:30"))
        self.assertEqual(clock.add(at("2026-03-09 00:30"), 60), at("2026-03-09 01:30"))
        self.assertEqual(clock.add(at("2026-03-08 03:00"), 60), at("2026-03-08 04:00"))

    def test_what_is_left_outside_holes(self):
        for intervals, holes, left in (
            ([(1, 5)], [], [(1, 5)]),
            ([(1, 5)], [(1, 2)], [(2, 5)]),
            ([(1, 5)], [(3, 5)], [(1, 3)]),
            ([(1, 5)], [(5, 6)], [(1, 5)]),
            ([(1, 5)], [(0, 1)], [(1, 5)]),
            ([(1, 5)], [(0, 9)], []),
            ([(1, 9)], [(2, 3), (4, 5), (6, 7)], [(1, 2), (3, 4), (5, 6), (7, 9)]),
            ([(1, 4), (6, 9)], [(3, 7)], [(1, 3), (7, 9)]),
            ([(4, 6), (7, 9)], [(0, 1), (2, 3), (5, 8)], [(4, 5), (8, 9)]),
            ([(1, 2), (3, 4), (5, 6)], [(1, 2), (5, 6)], [(3, 4)]),
        ):
            with self.subTest(intervals=intervals, holes=holes):
                self.assertEqual(subtract(intervals, holes), left)
