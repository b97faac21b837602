import doctest
from datetime import UTC, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import call_back, call_times
from ...tools.call_back import (
    BadWindows,
    CallRule,
    Window,
    get_next_attempt,
    parse_windows,
)
from ...tools.call_times import KINDS, CallTimes, learn

EVENING = CallRule("Asia/Shanghai", (Window(18 * 60, 20 * 60),))
ANY = CallRule("Asia/Shanghai")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31))
minutes = st.integers(0, 24 * 60 - 1)
windows = st.builds(
    Window,
    minutes,
    minutes.map(lambda minute: minute + 1),
    st.frozensets(st.integers(0, 6), min_size=1),
).filter(lambda window: window.start != window.end)
rules = st.builds(
    CallRule,
    st.sampled_from(ZONES),
    st.lists(windows, max_size=3).map(tuple),
    st.tuples(minutes, minutes),
    st.integers(0, 3000),
)


def local(text):
    """Return a moment of Shanghai in UTC."""
    return datetime.fromisoformat(f"2026-03-{text}") - timedelta(hours=8)


@tagged("post_install", "-at_install")
class TestCallRules(BaseCase):
    def test_examples(self):
        for module in (call_back, call_times):
            self.assertFalse(doctest.testmod(module).failed)

    def test_vectors(self):
        wanted = get_next_attempt(EVENING, local("02 20:30"))
        self.assertEqual(wanted, local("03 18:00"))
        self.assertEqual(get_next_attempt(ANY, local("02 21:10")), local("03 08:00"))
        last = local("02 18:30")
        again = get_next_attempt(EVENING, last, attempts=1, last=last)
        self.assertEqual(again, local("02 19:30"))
        self.assertIsNone(get_next_attempt(ANY, last, attempts=3, last=last))
        self.assertEqual(get_next_attempt(ANY, last, attempts=2), last)

    def test_limits(self):
        now = local("02 20:00")
        self.assertEqual(get_next_attempt(EVENING, now), local("03 18:00"))
        self.assertEqual(get_next_attempt(ANY, local("02 21:00")), local("03 08:00"))
        self.assertIsNone(get_next_attempt(EVENING, now, expiry=local("03 18:00")))
        later = get_next_attempt(EVENING, now, expiry=local("03 18:01"))
        self.assertEqual(later, local("03 18:00"))
        night = CallRule("Asia/Shanghai", (Window(22 * 60, 23 * 60),))
        self.assertIsNone(get_next_attempt(night, now))
        monday = CallRule("Asia/Shanghai", (Window(540, 600, frozenset({0})),))
        self.assertEqual(get_next_attempt(monday, now), local("09 09:00"))
        wish = get_next_attempt(ANY, now, not_before=local("05 10:15"))
        self.assertEqual(wish, local("05 10:15"))

    def test_hours_that_are_none(self):
        for text in ("in the evening", "18-18", "25-26", "18:70-20", "18-", "24-25"):
            with self.subTest(text=text), self.assertRaises(BadWindows):
                parse_windows(text)

    @settings(max_examples=60)
    @given(rules, moments, st.integers(0, 3), st.one_of(st.none(), moments), moments)
    def test_always_wanted_allowed_and_spaced(self, rule, now, attempts, last, expiry):
        found = get_next_attempt(rule, now, attempts, last, expiry=expiry)
        if attempts >= rule.max_attempts:
            self.assertIsNone(found)
        if not found:
            return
        self.assertGreaterEqual(found, now)
        self.assertLess(found, expiry)
        if last:
            self.assertGreaterEqual(found - last, timedelta(minutes=rule.spacing))
        self.assertTrue(rule.is_allowed(found))
        wall = found.replace(tzinfo=UTC).astimezone(ZoneInfo(rule.tz))
        minute = wall.hour * 60 + wall.minute
        start, end = rule.quiet
        if start != end:
            quiet = start <= minute < end if start < end else not end <= minute < start
            self.assertFalse(quiet)
        self.assertTrue(
            not rule.wanted
            or any(
                first <= minute < last
                for window in rule.wanted
                for first, last in window.cut(wall.weekday())
            )
        )

    def test_events_in_any_order_tell_the_same(self):
        start = datetime(2026, 3, 2, 10)
        events = [
            (kind, start + number * timedelta(seconds=20))
            for number, kind in enumerate(KINDS)
        ]
        told = set()
        for order in permutations(events):
            times = CallTimes(None)
            for kind, moment in (*order, *order):
                times = learn(times, kind, moment)
            told.add(times)
        self.assertEqual(told, {CallTimes(*(moment for _kind, moment in events))})
