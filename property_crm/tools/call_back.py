"""When to call somebody (again): wishes, quiet hours, attempts, spacing and expiry.

Moments are naive UTC. Windows and quiet hours are on the wall clock of the site, in
minutes of the day; an interval contains its start and not its end. Call-backs and the
entries of call lists ask the same rule.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .working_time import join

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DAY_MINUTES = 24 * 60
EVERY_DAY = frozenset(range(7))
QUIET = (21 * 60, 8 * 60)
MAX_ATTEMPTS, SPACING = 3, 60
# Who has no hour left in a year will not have one.
HORIZON = 370
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—~至到]\s*(\d{1,2})(?::(\d{2}))?")


class BadWindows(ValueError):
    """A text that says no hours of the day."""


@dataclass(frozen=True)
class Window:
    """Hours of some days of the week; one past midnight belongs to the day before.

    >>> Window(18 * 60, 20 * 60).cut(0)
    [(1080, 1200)]
    >>> Window(22 * 60, 60).cut(0)
    [(0, 60), (1320, 1440)]
    >>> Window(22 * 60, 60, frozenset({4})).cut(5)
    [(0, 60)]

    :param days: 0 is Monday
    """

    start: int
    end: int
    days: frozenset = EVERY_DAY

    def cut(self, weekday):
        """Return its parts ``[(start, end)]`` on a day of the week."""
        if self.start < self.end:
            return [(self.start, self.end)] if weekday in self.days else []
        parts = [(0, self.end)] if (weekday - 1) % 7 in self.days and self.end else []
        if weekday in self.days:
            parts.append((self.start, DAY_MINUTES))
        return parts


@dataclass(frozen=True)
class CallRule:
    """When somebody may be called.

    :param tz: name of the zone of the site
    :param wanted: windows the person asked for; none: any time
    :param quiet: from when to when nobody is called; equal: no quiet hours
    :param spacing: minutes between two attempts at least
    """

    tz: str = "UTC"
    wanted: tuple = ()
    quiet: tuple = QUIET
    spacing: int = SPACING
    max_attempts: int = MAX_ATTEMPTS

    def get_hours(self, weekday):
        """Return the wanted and allowed minutes of a day of the week, sorted.

        >>> CallRule().get_hours(0)
        [(480, 1260)]
        >>> CallRule(wanted=(Window(1200, 1320),)).get_hours(0)
        [(1200, 1260)]
        """
        return _get_hours(self, weekday)

    def is_allowed(self, moment):
        """Whether somebody may be called now.

        >>> CallRule("Asia/Shanghai").is_allowed(datetime(2026, 3, 2, 13, 0))
        False
        >>> CallRule("Asia/Shanghai").is_allowed(datetime(2026, 3, 2, 12, 59))
        True
        """
        local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz))
        minute = local.hour * 60 + local.minute
        return any(
            start <= minute < end for start, end in self.get_hours(local.weekday())
        )


@lru_cache(maxsize=1024)
def _get_hours(rule, weekday):
    wanted = [(0, DAY_MINUTES)]
    if rule.wanted:
        wanted = join(part for window in rule.wanted for part in window.cut(weekday))
    if rule.quiet[0] == rule.quiet[1]:
        return wanted
    # what is quiet is a window of its own; the rest of the day is left
    for start, end in Window(*rule.quiet).cut(weekday):
        wanted = [
            part
            for first, last in wanted
            for part in ((first, min(last, start)), (max(first, end), last))
            if part[0] < part[1]
        ]
    return wanted


def get_next_attempt(rule, now, attempts=0, last=None, not_before=None, expiry=None):
    """Return when to call next, None if never: then somebody has to be told.

    The earliest moment from now on that is wanted and allowed, and far enough from the
    last attempt; none when all attempts are used up, or if it is not before expiry.

    >>> at = datetime.fromisoformat
    >>> evening = CallRule(wanted=(Window(18 * 60, 20 * 60),))
    >>> str(get_next_attempt(evening, at("2026-03-02 20:30")))
    '2026-03-03 18:00:00'
    >>> str(get_next_attempt(CallRule(), at("2026-03-02 21:10")))
    '2026-03-03 08:00:00'
    >>> last = at("2026-03-02 18:30")
    >>> str(get_next_attempt(evening, last, attempts=1, last=last))
    '2026-03-02 19:30:00'
    >>> get_next_attempt(evening, last, attempts=3, last=last)
    >>> get_next_attempt(evening, last, expiry=last)

    :param attempts: how many there have been, all in vain
    :param not_before: when the person asked to be called at the earliest
    """
    if attempts >= rule.max_attempts:
        return None
    earliest = max(filter(None, (now, not_before)))
    if last:
        earliest = max(earliest, last + rule.spacing * MINUTE)
    found = find_moment(rule, earliest)
    return found if found and (not expiry or found < expiry) else None


def find_moment(rule, earliest):
    """Return the first moment that is wanted and allowed, None in a whole year."""
    zone = ZoneInfo(rule.tz)
    day = earliest.replace(tzinfo=UTC).astimezone(zone).date()
    for _number in range(HORIZON):
        for start, end in rule.get_hours(day.weekday()):
            found = max(_to_utc(zone, day, start), earliest)
            # an hour that the clock leaves out is none of the day
            if found < _to_utc(zone, day, end) and rule.is_allowed(found):
                return found
        day += DAY
    return None


def _to_utc(zone, day, minute):
    wall = datetime.combine(day, time()) + minute * MINUTE
    return wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def parse_windows(text):
    """Return the windows that somebody wrote down.

    >>> [(one.start, one.end) for one in parse_windows("18-20, 9:30-11:00")]
    [(1080, 1200), (570, 660)]
    >>> parse_windows("18:00至24:00")[0].end, parse_windows("  ")
    (1440, ())

    :raise BadWindows: with the part that says no hours
    """
    text = (text or "").strip()
    if not text:
        return ()
    windows = []
    for part in re.split(r"[,;，；、]", text):
        match = _HOURS.fullmatch(part.strip())
        hours = [int(number or 0) for number in match.groups()] if match else [99] * 4
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        is_right = start < DAY_MINUTES and end <= DAY_MINUTES and start != end
        if not is_right or max(hours[1], hours[3]) > 59:
            raise BadWindows(part.strip())
        windows.append(Window(start, end))
    return tuple(windows)
