"""Adding and measuring working time, exactly, in UTC.

A clock knows when work is done, as intervals in naive UTC. It asks its source for
more of them when a question lies outside what it knows, and finds its answers by
bisection. An instant at the very end of an interval still belongs to it: what is due
when work ends is due at 17:30, not next morning.
"""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from itertools import accumulate

ZERO = timedelta()
MINUTE = timedelta(minutes=1)
FIRST_STEP = timedelta(days=30)
# Nobody waits longer; a clock that stands still so long has no working time.
HORIZON = timedelta(days=3660)


class NoWorkingTime(ValueError):
    """The clock stands still for years: what is asked for never comes."""


class WorkingClock:
    """Working time between instants, all of them naive datetimes in UTC.

    >>> at = datetime.fromisoformat
    >>> day = [
    ...     (at("2026-03-09 08:30"), at("2026-03-09 12:00")),
    ...     (at("2026-03-09 13:30"), at("2026-03-09 17:30")),
    ... ]
    >>> clock = WorkingClock(day)
    >>> str(clock.add(at("2026-03-09 11:50"), 30))
    '2026-03-09 13:50:00'
    >>> clock.measure(at("2026-03-09 11:50"), at("2026-03-09 13:50"))
    30
    >>> clock.remaining(at("2026-03-09 11:50"), at("2026-03-09 13:35"), 30)
    15

    :param intervals: sorted pairs ``(start, end)`` that neither meet nor overlap
    :param start: from when they are all of them; default the first start
    :param end: until when; default the last end
    :param source: ``source(start, end)`` returns the intervals of another period;
        without it there are no others
    """

    def __init__(self, intervals, start=None, end=None, source=None):
        intervals = list(intervals)
        self._source = source
        self._known_from = start or (intervals[0][0] if intervals else datetime.min)
        self._known_to = end or (intervals[-1][1] if intervals else datetime.max)
        self._learn(intervals)

    @classmethod
    def always(cls):
        """Return a clock that never stops.

        >>> str(WorkingClock.always().add(datetime(2025, 11, 25, 8), 300))
        '2025-11-25 13:00:00'
        """
        return cls([(datetime.min, datetime.max)])

    def add(self, start, minutes):
        """Return when ``minutes`` of work are done that begins at ``start``."""
        return self.add_time(start, minutes * MINUTE)

    def measure(self, start, end):
        """Return the whole working minutes from ``start`` to ``end``."""
        return self.measure_time(start, end) // MINUTE

    def remaining(self, start, now, minutes):
        """Return the minutes that are left of a limit; what is over is negative.

        A minute that has begun is not left any more.
        """
        return (minutes * MINUTE - self.measure_time(start, now)) // MINUTE

    def add_time(self, start, duration):
        """Return when a ``timedelta`` of work is done; :raise NoWorkingTime: never."""
        if duration < ZERO:
            raise ValueError("time is only added forwards")
        self._know(start, start)
        while True:
            target = self._get_worked(start) + duration
            # nothing to add: at once if this is working time, or when it begins
            index = max(
                bisect_left(self._worked, target), bisect_left(self._ends, start)
            )
            if index < len(self._ends):
                # from the end backwards: the sum of work is known there
                found = self._ends[index] - (self._worked[index] - target)
                return max(found, self._starts[index])
            self._look_further(start)

    def measure_time(self, start, end):
        """Return the working time from ``start`` to ``end``, none if it is before."""
        if end <= start:
            return ZERO
        self._know(start, end)
        return self._get_worked(end) - self._get_worked(start)

    def _get_worked(self, instant):
        """Return the working time from the beginning of what is known."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return ZERO
        return self._worked[index] - max(self._ends[index] - instant, ZERO)

    def _know(self, start, end):
        """See to it that every interval from ``start`` to ``end`` is known."""
        # an interval that ends at the start counts: it has to be known, too
        if self._source and start <= self._known_from:
            begin = start - FIRST_STEP
            earlier = self._source(begin, self._known_from)
            self._known_from = begin
            self._learn(join([*earlier, *self._intervals]))
        if self._source and end > self._known_to:
            self._extend(end)

    def _look_further(self, start):
        if not self._source or self._known_to - start > HORIZON:
            raise NoWorkingTime(f"no working time after {start}")
        self._extend(self._known_to)

    def _extend(self, end):
        """Learn until ``end`` and further: the more is known, the larger the step."""
        step = max(self._known_to - self._known_from, FIRST_STEP)
        end = max(end, self._known_to + step)
        later = self._source(self._known_to, end)
        self._known_to = end
        self._learn(join([*self._intervals, *later]))

    def _learn(self, intervals):
        self._intervals = intervals
        self._starts = [start for start, _end in intervals]
        self._ends = [end for _start, end in intervals]
        self._worked = list(accumulate(end - start for start, end in intervals))


def join(intervals):
    """Return sorted intervals with those that meet or overlap made one.

    >>> join([(1, 3), (3, 4), (2, 3), (6, 7)])
    [(1, 4), (6, 7)]
    """
    joined = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
