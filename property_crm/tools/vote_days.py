"""Days and deadlines of an owners' vote.

Days are counted as the Civil Code counts them (articles 200 to 203): the day on which
a period begins is not counted; a period of months or years ends on the day of the
same number, or on the last of a month that has no such day; a *deadline* on a day off
moves to the next working day. A day that must lie so long *before* another (a notice)
does not move: it would only come later.

What is off is told by a collection of dates or a function of a date; by default
nothing is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
SATURDAY = 5
# longer than any holidays: a calendar without a working day is a mistake
LONGEST = 366
ANNOUNCE_DAYS = 3
FILING_DAYS = 30
CHALLENGE_YEARS = 1
DaysOff = Collection[date] | Callable[[date], bool]


@dataclass(frozen=True)
class Span:
    """A length of time as a rule names it: months, or days."""

    months: int = 0
    days: int = 0

    def before(self, day):
        """Return the day that lies so long before another.

        >>> Span(months=6).before(date(2026, 8, 31)), Span(days=90).before(
        ...     date(2026, 8, 31))
        (datetime.date(2026, 2, 28), datetime.date(2026, 6, 2))
        """
        return day - relativedelta(months=self.months, days=self.days)


def get_days_off(holidays):
    """Return a function that tells days off: weekends and holidays, as published.

    A weekend that is worked in exchange is no day off.

    >>> from .holidays import Holiday
    >>> rest = get_days_off([
    ...     Holiday(date(2026, 1, 1), date(2026, 1, 3), False, "元旦"),
    ...     Holiday(date(2026, 1, 4), date(2026, 1, 4), True, "元旦")])
    >>> [rest(date(2026, 1, day)) for day in (1, 3, 4, 5, 10)]
    [True, True, False, False, True]

    :param holidays: rows of ``tools.holidays``
    """
    holidays = tuple(holidays)

    def is_off(day):
        kinds = {row.is_worked for row in holidays if row.first <= day <= row.last}
        if kinds:
            # a day that is named both ways is taken as worked: the earlier deadline
            return True not in kinds
        return day.weekday() >= SATURDAY

    return is_off


def next_working_day(day, days_off: DaysOff = ()):
    """Return the day, or the first working day after it.

    >>> str(next_working_day(date(2026, 1, 3), {date(2026, 1, 3), date(2026, 1, 4)}))
    '2026-01-05'

    :raise ValueError: if there is none for more than a year
    """
    is_off = days_off if callable(days_off) else days_off.__contains__
    for shift in range(LONGEST + 1):
        if not is_off(day + shift * DAY):
            return day + shift * DAY
    raise ValueError("days_off")


def get_deadline(start, days, days_off: DaysOff = ()):
    """Return the last day of a period of days that begins with something on ``start``.

    >>> str(get_deadline(date(2026, 5, 20), 3)), str(
    ...     get_deadline(date(2026, 5, 20), 3, get_days_off([])))
    ('2026-05-23', '2026-05-25')
    """
    return next_working_day(start + days * DAY, days_off)


def count_notice_days(notice, meeting):
    """Return the days of notice, that of the notice not counted.

    >>> [count_notice_days(date(2026, 5, day), date(2026, 5, 20)) for day in (4, 5, 6)]
    [16, 15, 14]
    """
    return (meeting - notice).days


def is_notice_in_time(notice, meeting, days):
    """Tell whether a notice comes early enough.

    >>> [is_notice_in_time(date(2026, 5, day), date(2026, 5, 20), 15)
    ...     for day in (4, 5, 6)]
    [True, True, False]
    """
    return count_notice_days(notice, meeting) >= days


def get_last_notice_day(meeting, days):
    """Return the last day on which notice can be given.

    >>> str(get_last_notice_day(date(2026, 5, 20), 15))
    '2026-05-05'
    """
    return meeting - days * DAY


def get_announcement_deadline(closed, days_off: DaysOff = (), days=ANNOUNCE_DAYS):
    """Return until when the result must be announced.

    >>> str(get_announcement_deadline(date(2026, 5, 20)))
    '2026-05-23'
    """
    return get_deadline(closed, days, days_off)


def get_filing_deadline(elected, days_off: DaysOff = (), days=FILING_DAYS):
    """Return until when a new committee must be filed with the authority.

    >>> str(get_filing_deadline(date(2026, 5, 20)))
    '2026-06-19'
    """
    return get_deadline(elected, days, days_off)


def get_challenge_deadline(announced, days_off: DaysOff = (), years=CHALLENGE_YEARS):
    """Return until when an owner who knew it that day may sue to annul a decision.

    Only for information: the year runs from when the owner knew or had to know.

    >>> str(get_challenge_deadline(date(2026, 5, 23)))
    '2027-05-23'
    >>> str(get_challenge_deadline(date(2028, 2, 29)))
    '2029-02-28'
    """
    return next_working_day(announced + relativedelta(years=years), days_off)


def is_posted_long_enough(posted, removed, days):
    """Tell whether something was posted for so many days, the first not counted.

    Nothing taken down yet is not judged: pass today as ``removed``.

    >>> [is_posted_long_enough(date(2026, 5, 1), date(2026, 5, day), 7)
    ...     for day in (7, 8)]
    [False, True]
    """
    return (removed - posted).days >= days


def get_served_day(posted, days):
    """Return the day on which those whom nobody met count as served by the posting.

    >>> str(get_served_day(date(2026, 5, 1), 10))
    '2026-05-11'
    """
    return posted + days * DAY


def get_objection_deadline(published, days, days_off: DaysOff = ()):
    """Return the last day on which a published register or list may be contested.

    >>> str(get_objection_deadline(date(2026, 5, 1), 7))
    '2026-05-08'
    """
    return get_deadline(published, days, days_off)


def is_objection_in_time(published, received, days, days_off: DaysOff = ()):
    """Tell whether an objection came in time: from the day of the posting on.

    >>> [is_objection_in_time(date(2026, 5, 1), date(2026, 5, day), 7) for day in
    ...     (1, 8, 9)]
    [True, True, False]
    """
    return published <= received <= get_objection_deadline(published, days, days_off)


def get_reminder_days(term_end, lead, reminders=(30, 7, 0)):
    """Return the days to remind of a new election, the first of them its legal begin.

    Of the reminders, in days before the end of the term, only those after the legal
    begin are kept.

    >>> for day in get_reminder_days(date(2026, 12, 31), Span(days=60)): print(day)
    2026-11-01
    2026-12-01
    2026-12-24
    2026-12-31
    """
    first = lead.before(term_end)
    days = {term_end - shift * DAY for shift in reminders}
    return [first, *sorted(day for day in days if day > first)]
