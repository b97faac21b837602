import doctest
from datetime import date, datetime, timedelta

import pytz
from hypothesis import example, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import busy_time, working_plan
from ...tools.busy_time import Busy, find_clashes, find_free, get_days, merge

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 28, 22, 7)

minutes = st.integers(0, 180)
intervals = st.builds(
    lambda start, length: (START + start * MINUTE, START + (start + length) * MINUTE),
    minutes,
    st.integers(0, 60),
)
busy = st.builds(
    lambda interval, number: Busy(*interval, id=number), intervals, st.integers(1, 9)
)
opened = st.lists(intervals, max_size=4).map(lambda given: busy_time.join(given))


def covers(interval, instant):
    return interval[0] <= instant < interval[1]


def span(start, stop):
    """Return the minutes of an interval, each by its beginning."""
    return {start + number * MINUTE for number in range((stop - start) // MINUTE)}


@tagged("post_install", "-at_install")
class TestBusyTime(BaseCase):
    def test_docs(self):
        for module in (busy_time, working_plan):
            self.assertEqual(doctest.testmod(module).failed, 0)

    @given(st.lists(intervals, max_size=5), st.lists(busy, max_size=6))
    def test_a_clash_is_a_minute_in_common(self, wanted, taken):
        expected = {
            (interval, one)
            for interval in wanted
            for one in taken
            if span(*interval) & span(one.start, one.stop)
        }
        found = find_clashes(wanted, taken)
        self.assertEqual(set(found), expected)
        self.assertEqual([pair[0] for pair in found], sorted(p[0] for p in found))

    @given(st.lists(busy, max_size=6))
    def test_merged_is_taken_by_any(self, taken):
        expected = set().union(*(span(one.start, one.stop) for one in taken))
        merged = merge(taken)
        self.assertEqual(set().union(*(span(*one) for one in merged)), expected)
        self.assertEqual(merged, busy_time.join(merged))

    @given(
        st.lists(opened, min_size=1, max_size=3),
        st.lists(busy, max_size=4),
        st.integers(1, 70),
        st.integers(1, 5),
    )
    def test_slots_are_the_first_that_suit_all(self, opened, taken, length, count):
        free = set.intersection(
            *(set().union(*(span(*i) for i in one)) for one in opened)
        )
        free -= set().union(*(span(one.start, one.stop) for one in taken))
        expected, instant = [], START.replace(minute=0)
        while instant < START + 300 * MINUTE and len(expected) < count:
            if (
                instant.minute % 15 == 0
                and span(instant, instant + length * MINUTE) <= free
            ):
                expected.append((instant, instant + length * MINUTE))
                instant += length * MINUTE
            else:
                instant += MINUTE
        self.assertEqual(find_free(opened, taken, length * MINUTE, count), expected)

    def test_nothing_to_find(self):
        day = [(START, START + timedelta(days=1))]
        self.assertEqual(find_free([], [], MINUTE, 1), [])
        self.assertEqual(find_free([day], [], timedelta(), 1), [])
        self.assertEqual(find_free([day], [], MINUTE, 0), [])

    @given(
        st.sampled_from(pytz.common_timezones).map(pytz.timezone),
        st.dates(date(2000, 1, 2), date(2030, 1, 1)),
        st.integers(0, 2),
    )
    @example(pytz.timezone("America/Sao_Paulo"), date(2018, 11, 4), 0)
    @example(pytz.timezone("America/Sao_Paulo"), date(2018, 2, 17), 0)
    @example(pytz.timezone("America/Havana"), date(2025, 11, 2), 0)
    @example(pytz.timezone("Pacific/Apia"), date(2011, 12, 30), 1)
    @example(pytz.timezone("Asia/Beirut"), date(2023, 3, 26), 0)
    def test_days_are_those_of_the_wall_clock(self, tz, day, more):
        """Every quarter of an hour about them is asked what date it shows."""
        last = day + timedelta(days=more)
        start, stop = get_days(tz, day, last)
        instant = datetime.combine(day, datetime.min.time()) - timedelta(hours=30)
        for _quarter in range((more + 4) * 96):
            local = pytz.utc.localize(instant).astimezone(tz)
            self.assertEqual(
                covers((start, stop), instant), day <= local.date() <= last, instant
            )
            instant += 15 * MINUTE
