"""When work is done: weekly hours on the wall clock, days off, added working days."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from .working_time import WorkingClock, join

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingPlan:
    """The hours of a calendar.

    Work is done while the wall clock of the time zone shows a working minute. So an
    hour that daylight saving skips is not worked, and one that comes twice is worked
    twice. Days off close whatever the day would have been, added days included.

    :param weeks: 14 lists of ``(from, to)`` in minutes since midnight: Monday to
        Sunday of the first kind of week, then of the second
    :param days_off: pairs of naive UTC datetimes
    :param added: ``{date: [(from, to)]}``, hours that come on top of the week's
    """

    weeks: tuple
    days_off: tuple = ()
    added: dict = field(default_factory=dict)

    @property
    def has_hours(self):
        return any(self.weeks) or any(self.added.values())

    def get_clock(self, tz, start, end=None):
        """Return the clock of this plan in a time zone; without hours it never stops.

        >>> office = WorkingPlan((((540, 1020),),) * 14)
        >>> clock = office.get_clock(timezone.utc, datetime(2026, 3, 9))
        >>> str(clock.add(datetime(2026, 3, 9, 16, 30), 60))
        '2026-03-10 09:30:00'
        """
        if not self.has_hours:
            return WorkingClock.always()
        start, end = start - DAY, max(end or start, start + DAY)

        def source(begin, finish):
            return self.get_intervals(tz, begin, finish)

        return WorkingClock(source(start, end), start, end, source)

    def get_intervals(self, tz, start, end):
        """Return the working intervals from ``start`` to ``end``, all naive UTC."""
        found = []
        for begin, finish, offset in _get_offsets(tz, start, end):
            day = (begin + offset).date()
            while datetime.combine(day, time.min) - offset < finish:
                midnight = datetime.combine(day, time.min) - offset
                for minute_from, minute_to in self.get_hours(day):
                    first = max(midnight + timedelta(minutes=minute_from), begin)
                    last = min(midnight + timedelta(minutes=minute_to), finish)
                    if first < last:
                        found.append((first, last))
                day += DAY
        return subtract(join(found), join(self.days_off))

    def get_hours(self, day: date):
        """Return the working minutes of a day, days off not considered."""
        # as core counts weeks: those since the year 1, odd and even
        kind = (day.toordinal() - 1) // 7 % 2
        hours = self.weeks[kind * 7 + day.weekday()]
        return [*hours, *self.added.get(day, ())]


def _get_offsets(tz, start, end):
    """Return ``[(start, end, offset)]``: the period, cut where clocks are changed."""
    pieces = []
    begin, offset = start, get_offset(tz, start)
    instant = start
    while instant < end:
        following = min(instant + DAY, end)
        if get_offset(tz, following) != offset:
            change = _find_change(tz, instant, following, offset)
            pieces.append((begin, change, offset))
            begin, offset = change, get_offset(tz, change)
            following = change
        instant = following
    pieces.append((begin, end, offset))
    return pieces


def _find_change(tz, start, end, offset):
    """Return the first second after ``start`` at which the offset is another."""
    seconds = int((end - start) / timedelta(seconds=1))
    low, high = 0, max(seconds, 1)
    while high - low > 1:
        middle = (low + high) // 2
        if get_offset(tz, start + timedelta(seconds=middle)) == offset:
            low = middle
        else:
            high = middle
    return min(start + timedelta(seconds=high), end)


def get_offset(tz, instant):
    return instant.replace(tzinfo=timezone.utc).astimezone(tz).utcoffset()


def subtract(intervals, holes):
    """Return what is left of sorted intervals outside sorted holes.

    >>> subtract([(1, 5), (7, 9)], [(2, 3), (4, 8)])
    [(1, 2), (3, 4), (8, 9)]
    """
    left, index = [], 0
    for start, end in intervals:
        while index < len(holes) and holes[index][1] <= start:
            index += 1
        position = index
        while position < len(holes) and holes[position][0] < end:
            if start < holes[position][0]:
                left.append((start, holes[position][0]))
            start = max(start, holes[position][1])
            position += 1
        if start < end:
            left.append((start, end))
    return left
