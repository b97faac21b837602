"""Turns of duty: who comes when, and where nobody does. Knows no ORM."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from .working_time import join

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """Some days in a row of one person; the last day is included."""

    person: int
    first: date
    last: date


def rotate(people, first, last, days=7):
    """Return the turns of a period: everybody for so many days, one after the other.

    Turns that last a week begin where the period begins. The last turn may be shorter.

    >>> for turn in rotate(["Li", "Wu"], date(2026, 3, 2), date(2026, 3, 18)):
    ...     print(turn.person, turn.first, turn.last)
    Li 2026-03-02 2026-03-08
    Wu 2026-03-09 2026-03-15
    Li 2026-03-16 2026-03-18
    """
    turns, start = [], first
    while people and start <= last:
        person = people[len(turns) % len(people)]
        turns.append(Turn(person, start, min(start + (days - 1) * DAY, last)))
        start += days * DAY
    return turns


def to_utc(tz, day, minute):
    """Return the minute of a day on the wall clock of a zone as naive UTC.

    Minute 1440 and later belong to the next day. What daylight saving skips comes
    when the clock has jumped; what comes twice counts the first time.

    >>> str(to_utc(timezone.utc, date(2026, 3, 2), 1500))
    '2026-03-03 01:00:00'
    """
    days, minute = divmod(minute, 24 * 60)
    wall = datetime.combine(day + days * DAY, time(minute // 60, minute % 60))
    if not hasattr(tz, "localize"):
        return wall.replace(tzinfo=tz).astimezone(timezone.utc).replace(tzinfo=None)
    local = tz.normalize(tz.localize(wall, is_dst=True))
    return local.astimezone(timezone.utc).replace(tzinfo=None)


def get_daily_shifts(tz, turn, minute_from, minute_to, weekdays=range(7)):
    """Return ``[(start, stop)]`` of the days of a turn, in naive UTC.

    Hours that end before they begin end the next morning; equal ones last a day.

    >>> night = Turn(1, date(2026, 3, 2), date(2026, 3, 3))
    >>> [str(stop) for _start, stop in get_daily_shifts(timezone.utc, night, 1080, 480)]
    ['2026-03-03 08:00:00', '2026-03-04 08:00:00']
    """
    if minute_to <= minute_from:
        minute_to += 24 * 60
    shifts, day = [], turn.first
    while day <= turn.last:
        if day.weekday() in weekdays:
            shifts.append((to_utc(tz, day, minute_from), to_utc(tz, day, minute_to)))
        day += DAY
    return shifts


def get_whole_shift(tz, turn, minute):
    """Return the one ``(start, stop)`` of a turn that is handed over at a minute."""
    return to_utc(tz, turn.first, minute), to_utc(tz, turn.last, minute + 24 * 60)


def cut(intervals, start, stop):
    """Return the parts of intervals within a period.

    >>> cut([(1, 5), (7, 9)], 4, 8)
    [(4, 5), (7, 8)]
    """
    parts = ((max(first, start), min(last, stop)) for first, last in intervals)
    return [(first, last) for first, last in parts if first < last]


def measure_minutes(intervals):
    """Return how many minutes intervals cover; what overlaps counts once.

    >>> at = datetime(2026, 3, 2)
    >>> measure_minutes([(at, at + DAY / 24), (at, at + DAY / 48)])
    60
    """
    covered = sum((stop - start for start, stop in join(intervals)), timedelta())
    return int(covered / timedelta(minutes=1))
