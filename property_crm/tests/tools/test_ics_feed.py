import doctest
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytz
from dateutil.rrule import rrulestr
from dateutil.tz import gettz
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import ics_feed, ics_series
from ...tools.ics_feed import FeedItem, make_feed
from ...tools.ics_series import FeedSeries, make_entries

RULES = {
    "FREQ=DAILY": 1,
    "FREQ=DAILY;INTERVAL=2": 2,
    "FREQ=WEEKLY;BYDAY=MO;WKST=MO": 7,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU": 14,
}
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestIcsFeed(BaseCase):
    def test_examples(self):
        for module in (ics_feed, ics_series):
            self.assertFalse(doctest.testmod(module).failed)

    @settings(max_examples=100)
    @given(
        st.sampled_from(sorted(RULES)),
        st.sampled_from(ZONES),
        st.sampled_from([2, 23]),
        st.lists(st.sampled_from("kkkkgnm"), min_size=2, max_size=20),
    )
    def test_read_again_it_is_what_it_was(self, rule, zone, hour, acts):
        """Kept, gone, of another name or moved: a reader finds the events."""
        items = self._make_items(rule, zone, hour, acts)
        found = self._read(make_entries(items))
        self.assertEqual(
            sorted(found), sorted((item.start, item.summary) for item in items)
        )

    def _make_items(self, rule, zone, hour, acts):
        """A series that begins on a Monday before the clocks change in March."""
        series = FeedSeries("s", f"RRULE:{rule};COUNT={len(acts)}", zone)
        items = []
        for number, act in enumerate(acts):
            local = datetime(2026, 2, 23, hour) + timedelta(number * RULES[rule])
            local = pytz.timezone(zone).localize(local, is_dst=False)
            start = _to_utc(local)
            item = FeedItem(str(number), start, start + HOUR, "a", start, series=series)
            if act == "n":
                item = replace(item, summary="b")
            if act == "m":
                item = replace(item, start=start + 3 * HOUR, stop=start + 5 * HOUR)
            if act != "g":
                items.append(item)
        return items

    def _read(self, entries):
        """Return start and summary of all, as a calendar program unfolds them."""
        dropped = {entry.instead_of for entry in entries}
        found = [
            (entry.item.start, entry.item.summary)
            for entry in entries
            if not entry.rule
        ]
        for entry in entries:
            if entry.rule:
                begin = entry.item.start.replace(tzinfo=timezone.utc)
                begin = begin.astimezone(gettz(entry.timezone))
                places = map(_to_utc, rrulestr(entry.rule, dtstart=begin))
                found += [
                    (place, entry.item.summary)
                    for place in places
                    if place not in dropped | set(entry.dropped)
                ]
        return found

    def test_whole_days_and_a_rule_that_fits_nothing(self):
        day = datetime(2026, 3, 9, 8)
        series = FeedSeries("s", "FREQ=DAILY", "Asia/Shanghai")
        items = [
            FeedItem(str(n), day + timedelta(n), day + timedelta(n), "a", day, True)
            for n in (0, 1, 3)
        ]
        feed = make_feed([replace(item, series=series) for item in items], "x")
        for line in (
            b"DTSTART;VALUE=DATE:20260309",
            b"RRULE:FREQ=DAILY;UNTIL=20260312",
            b"EXDATE;VALUE=DATE:20260311",
        ):
            self.assertIn(line, feed)
        other = FeedSeries("s", "FREQ=YEARLY", "Asia/Shanghai")
        feed = make_feed([replace(item, series=other) for item in items], "x")
        self.assertEqual(feed.count(b"BEGIN:VEVENT"), 3)


def _to_utc(instant):
    return instant.astimezone(timezone.utc).replace(tzinfo=None)
