import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_days
from ...tools.holidays import Holiday
from ...tools.vote_days import (
    Span,
    get_announcement_deadline,
    get_challenge_deadline,
    get_days_off,
    get_deadline,
    get_filing_deadline,
    get_last_notice_day,
    get_objection_deadline,
    get_reminder_days,
    get_served_day,
    is_notice_in_time,
    is_objection_in_time,
    is_posted_long_enough,
    next_working_day,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MEETING = date(2026, 5, 20)
# as published for 2026: off from the 1st to the 3rd, Sunday the 4th is worked
NEW_YEAR = [
    Holiday(date(2026, 1, 1), date(2026, 1, 3), False, "元旦"),
    Holiday(date(2026, 1, 4), date(2026, 1, 4), True, "元旦"),
]


@tagged("post_install", "-at_install")
class TestVoteDays(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_days).failed)

    def test_vector_of_the_notice(self):
        for day, is_ok in ((4, True), (5, True), (6, False)):
            with self.subTest(day=day):
                notice = date(2026, 5, day)
                self.assertIs(is_notice_in_time(notice, MEETING, 15), is_ok)

    @given(DAYS, st.integers(0, 60))
    def test_the_last_day_of_notice_is_the_last(self, meeting, days):
        last = get_last_notice_day(meeting, days)
        self.assertTrue(is_notice_in_time(last, meeting, days))
        self.assertFalse(is_notice_in_time(last + DAY, meeting, days))

    def test_a_notice_after_the_meeting_is_none(self):
        self.assertFalse(is_notice_in_time(MEETING + DAY, MEETING, 0))

    def test_a_deadline_on_a_day_off_moves_on(self):
        rest = get_days_off(NEW_YEAR)
        closed = date(2025, 12, 29)
        self.assertEqual(get_announcement_deadline(closed), date(2026, 1, 1))
        # the Sunday is worked in exchange
        self.assertEqual(get_announcement_deadline(closed, rest), date(2026, 1, 4))
        without = get_days_off(NEW_YEAR[:1])
        self.assertEqual(get_announcement_deadline(closed, without), date(2026, 1, 5))

    def test_only_the_end_of_a_period_moves(self):
        """Days off inside a period are counted."""
        rest = get_days_off(NEW_YEAR)
        self.assertEqual(get_deadline(date(2025, 12, 31), 5, rest), date(2026, 1, 5))

    def test_a_day_named_both_ways_is_worked(self):
        day = date(2026, 1, 2)
        rest = get_days_off([*NEW_YEAR, Holiday(day, day, True, "")])
        self.assertFalse(rest(day))
        self.assertTrue(rest(day - DAY))

    @given(DAYS, st.frozensets(DAYS, max_size=30))
    def test_a_working_day_is_the_next(self, day, off):
        off |= {day, day + DAY}
        found = next_working_day(day, off)
        self.assertNotIn(found, off)
        shift = (found - day).days
        self.assertTrue(all(day + number * DAY in off for number in range(shift)))
        self.assertEqual(next_working_day(day, off.__contains__), found)
        self.assertEqual(next_working_day(day), day)

    def test_a_calendar_of_holidays_only_is_an_error(self):
        with self.assertRaises(ValueError):
            next_working_day(MEETING, lambda _day: True)
        last = MEETING + 366 * DAY
        self.assertEqual(next_working_day(MEETING, lambda day: day < last), last)

    def test_a_year_to_challenge(self):
        for announced, end in (
            (date(2026, 5, 23), date(2027, 5, 23)),
            (date(2028, 2, 29), date(2029, 2, 28)),
            (date(2027, 2, 28), date(2028, 2, 28)),
            (date(2027, 3, 1), date(2028, 3, 1)),
        ):
            with self.subTest(announced=announced):
                self.assertEqual(get_challenge_deadline(announced), end)
        # 23 May 2027 is a Sunday
        rest = get_days_off([])
        moved = get_challenge_deadline(date(2026, 5, 23), rest)
        self.assertEqual(moved, date(2027, 5, 24))

    def test_filing_within_thirty_days(self):
        self.assertEqual(get_filing_deadline(date(2026, 1, 30)), date(2026, 3, 1))
        # 20 June 2026 is a Saturday
        rest = get_days_off([])
        self.assertEqual(
            get_filing_deadline(date(2026, 5, 21), rest), date(2026, 6, 22)
        )

    def test_postings(self):
        posted = date(2026, 5, 1)
        for removed, days, is_long in (
            (date(2026, 5, 7), 7, False),
            (date(2026, 5, 8), 7, True),
            (date(2026, 5, 9), 7, True),
            (posted, 0, True),
        ):
            with self.subTest(removed=removed):
                self.assertIs(is_posted_long_enough(posted, removed, days), is_long)
        self.assertEqual(get_served_day(posted, 10), date(2026, 5, 11))

    def test_objections(self):
        published = date(2026, 5, 1)
        self.assertEqual(get_objection_deadline(published, 7), date(2026, 5, 8))
        early = published - DAY
        self.assertFalse(is_objection_in_time(published, early, 7))
        # 9 May 2026 is a Saturday: the eighth day ends on Monday
        rest = get_days_off([])
        monday = date(2026, 5, 11)
        self.assertTrue(is_objection_in_time(published, monday, 8, rest))
        self.assertFalse(is_objection_in_time(published, monday, 8))
        self.assertFalse(is_objection_in_time(published, monday + DAY, 8, rest))

    def test_months_before_a_day_that_no_month_has(self):
        self.assertEqual(Span(months=3).before(date(2026, 5, 31)), date(2026, 2, 28))
        self.assertEqual(Span(months=3).before(date(2028, 5, 31)), date(2028, 2, 29))
        self.assertEqual(Span(days=60).before(date(2026, 12, 31)), date(2026, 11, 1))

    def test_reminders_begin_when_the_law_does(self):
        end = date(2026, 12, 31)
        days = get_reminder_days(end, Span(months=6), (400, 90, 30, 90))
        self.assertEqual(
            days, [date(2026, 6, 30), date(2026, 10, 2), date(2026, 12, 1)]
        )
        self.assertEqual(get_reminder_days(end, Span(days=30), (30,)), [end - 30 * DAY])
