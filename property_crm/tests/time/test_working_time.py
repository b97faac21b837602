import doctest
from datetime import date, datetime, timedelta

import pytz
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import working_plan, working_time
from ...tools.working_plan import WorkingPlan
from ...tools.working_time import NoWorkingTime, WorkingClock

MINUTE = timedelta(minutes=1)
SHANGHAI = pytz.timezone("Asia/Shanghai")
OFFICE = ((510, 720), (810, 1050))
WEEK = (OFFICE,) * 5 + ((),) * 2


def at(text, tz=SHANGHAI):
    """Return a local time in naive UTC."""
    local = tz.localize(datetime.fromisoformat(text))
    return local.astimezone(pytz.utc).replace(tzinfo=None)


# Random calendars. The starts lie about the days on which clocks are changed.

ZONES = [pytz.timezone(name) for name in pytz.common_timezones]
CHANGES = [date(2025, 3, 9), date(2025, 3, 30), date(2025, 10, 26), date(2025, 11, 2)]
minutes_of_day = st.lists(
    st.integers(0, 96).map(lambda quarter: quarter * 15), max_size=6, unique=True
)
hours = minutes_of_day.map(
    lambda marks: tuple(zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False))
)
starts = st.builds(
    lambda day, minute: datetime.combine(day, datetime.min.time()) + minute * MINUTE,
    st.sampled_from(CHANGES) | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.integers(-2 * 1440, 2 * 1440),
)


@st.composite
def plans(draw):
    """Return zone, plan and start; the plan is worked at least once a week."""
    weeks = draw(st.lists(hours, min_size=14, max_size=14))
    weeks[draw(st.integers(0, 6))] = ((0, 1440),)
    start = draw(starts)
    off = [
        (start + day * timedelta(hours=7), start + (day * 7 + length) * 60 * MINUTE)
        for day, length in draw(
            st.lists(st.tuples(st.integers(-9, 40), st.integers(1, 60)), max_size=3)
        )
    ]
    added = {
        start.date() + timedelta(days=day): draw(hours)
        for day in draw(st.lists(st.integers(-1, 12), max_size=3))
    }
    return (
        draw(st.sampled_from(ZONES)),
        WorkingPlan(tuple(weeks), tuple(off), added),
        start,
    )


def is_worked(tz, plan, instant):
    """Tell whether the minute that begins here is worked: look at the wall clock."""
    local = pytz.utc.localize(instant).astimezone(tz)
    weeks_since_year_one = (local.date() - date(1, 1, 1)).days // 7
    day = plan.weeks[local.weekday() + (7 if weeks_since_year_one % 2 else 0)]
    minute = local.hour * 60 + local.minute
    shown = [*day, *plan.added.get(local.date(), ())]
    return any(a <= minute < b for a, b in shown) and not any(
        a <= instant < b for a, b in plan.days_off
    )


def count_minutes(tz, plan, start, end):
    worked, instant = 0, start
    while instant < end:
        worked += is_worked(tz, plan, instant)
        instant += MINUTE
    return worked


def walk_minutes(tz, plan, start, minutes):
    instant = start
    while minutes:
        minutes -= is_worked(tz, plan, instant)
        instant += MINUTE
    return instant


@tagged("post_install", "-at_install")
class TestWorkingTime(BaseCase):
    def test_examples(self):
        for module in (working_time, working_plan):
            self.assertFalse(doctest.testmod(module).failed)

    def test_vectors(self):
        plan = WorkingPlan(WEEK * 2)
        for start, minutes, due in (
            ("2026-03-06 16:45", 240, "2026-03-09 11:45"),
            ("2026-03-07 10:00", 30, "2026-03-09 09:00"),
            ("2026-03-09 11:50", 30, "2026-03-09 13:50"),
            ("2026-03-09 08:30", 480, "2026-03-10 09:00"),
            ("2026-03-09 08:30", 450, "2026-03-09 17:30"),
        ):
            with self.subTest(start=start):
                clock = plan.get_clock(SHANGHAI, at(start))
                self.assertEqual(clock.add(at(start), minutes), at(due))
                self.assertEqual(clock.measure(at(start), at(due)), minutes)
                self.assertEqual(clock.remaining(at(start), at(due), minutes + 7), 7)

    def test_vector_of_a_make_up_day(self):
        plan = WorkingPlan(WEEK * 2, (), {date(2026, 2, 14): OFFICE})
        start = at("2026-02-13 17:00")
        clock = plan.get_clock(SHANGHAI, start)
        self.assertEqual(clock.add(start, 60), at("2026-02-14 09:00"))

    def test_vector_around_the_clock(self):
        clock = WorkingClock.always()
        self.assertEqual(clock.add(at("2025-11-25 08:00"), 300), at("2025-11-25 13:00"))
        self.assertEqual(clock.add(at("2025-11-26 08:00"), 120), at("2025-11-26 10:00"))

    def test_without_a_source_there_is_nothing_else(self):
        nine, noon = at("2026-03-09 09:00"), at("2026-03-09 12:00")
        clock = WorkingClock([(nine, noon)])
        for start, end, hours in ((-1, 4, 3), (-2, -1, 0), (3, 5, 0), (1, 2, 1)):
            period = [nine + hour * 60 * MINUTE for hour in (start, end)]
            self.assertEqual(clock.measure(*period), hours * 60)
        self.assertEqual(clock.add(nine - 60 * MINUTE, 60), nine + 60 * MINUTE)
        empty = WorkingClock([])
        self.assertEqual(empty.measure(nine, noon), 0)
        for never in (clock, empty):
            with self.assertRaises(NoWorkingTime):
                never.add(noon, 1)

    def test_no_period_of_no_length(self):
        self.assertEqual(working_time.join([(1, 1), (3, 3), (2, 4)]), [(2, 4)])

    def test_nothing_to_add(self):
        clock = WorkingPlan(WEEK * 2).get_clock(SHANGHAI, at("2026-03-09 17:30"))
        for start, due in (
            ("2026-03-09 17:30", "2026-03-09 17:30"),
            ("2026-03-09 17:31", "2026-03-10 08:30"),
            ("2026-03-09 09:12", "2026-03-09 09:12"),
        ):
            self.assertEqual(clock.add(at(start), 0), at(due))

    def test_seconds_are_kept(self):
        clock = WorkingPlan(WEEK * 2).get_clock(SHANGHAI, at("2026-03-09 11:59:50"))
        self.assertEqual(
            clock.add(at("2026-03-09 11:59:50"), 1), at("2026-03-09 13:30:50")
        )
        self.assertEqual(
            clock.remaining(at("2026-03-09 08:30"), at("2026-03-09 08:30:01"), 30), 29
        )

    def test_clock_that_never_runs(self):
        start = at("2026-03-09 11:00")
        off = ((start - timedelta(days=9), start + timedelta(days=30000)),)
        clock = WorkingPlan(WEEK * 2, off).get_clock(SHANGHAI, start)
        with self.assertRaises(NoWorkingTime):
            clock.add(start, 1)
        self.assertEqual(clock.measure(start, start + timedelta(days=3)), 0)

    def test_an_hour_that_is_skipped_or_comes_twice(self):
        berlin = pytz.timezone("Europe/Berlin")
        plan = WorkingPlan((((120, 180),),) * 14)  # 02:00 to 03:00
        for day, minutes in (
            ("2026-03-29", 0),
            ("2026-10-25", 120),
            ("2026-05-05", 60),
        ):
            start = at(f"{day} 00:00", berlin)
            clock = plan.get_clock(berlin, start)
            self.assertEqual(clock.measure(start, start + timedelta(hours=12)), minutes)

    @given(plans(), st.integers(1, 4000))
    def test_add_and_measure_agree_with_walking_minute_by_minute(self, case, minutes):
        tz, plan, start = case
        clock = plan.get_clock(tz, start)
        due = walk_minutes(tz, plan, start, minutes)
        self.assertEqual(clock.add(start, minutes), due)
        self.assertEqual(clock.measure(start, due), minutes)
        end = start + minutes * MINUTE
        self.assertEqual(clock.measure(start, end), count_minutes(tz, plan, start, end))

    @given(plans(), st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 59))
    def test_adding_twice_is_adding_the_sum(self, case, first, second, seconds):
        tz, plan, start = case
        start += timedelta(seconds=seconds)
        clock = plan.get_clock(tz, start)
        self.assertEqual(
            clock.add(clock.add(start, first), second), clock.add(start, first + second)
        )
        self.assertEqual(clock.measure(start, clock.add(start, first)), first)

    @given(plans(), st.integers(0, 9000), st.integers(0, 99), st.integers(0, 9000))
    def test_later_never_comes_earlier(self, case, minutes, more, shift):
        tz, plan, start = case
        clock = plan.get_clock(tz, start)
        due = clock.add(start, minutes)
        self.assertLessEqual(due, clock.add(start, minutes + more))
        self.assertLessEqual(due, clock.add(start + shift * MINUTE, minutes))

    @given(plans(), st.integers(1, 9000))
    def test_never_lands_outside_working_time(self, case, minutes):
        tz, plan, start = case
        due = plan.get_clock(tz, start).add(start, minutes)
        self.assertTrue(is_worked(tz, plan, due - MINUTE))

    @given(plans(), st.integers(-200, 200), st.integers(0, 9000))
    def test_what_is_known_does_not_matter(self, case, days, minutes):
        tz, plan, start = case
        assume(days)
        elsewhere = plan.get_clock(tz, start + timedelta(days=days))
        clock = plan.get_clock(tz, start)
        self.assertEqual(elsewhere.add(start, minutes), clock.add(start, minutes))
