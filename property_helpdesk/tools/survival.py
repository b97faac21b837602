"""How long something still takes, told from how long its like took.

Kaplan and Meier's estimate: what is still open counts for as long as it has lasted,
so that a heap of old open requests makes the forecast longer, not shorter.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from operator import mul
from typing import NamedTuple

TOLERANCE = 1e-9


class Duration(NamedTuple):
    """How long something lasted, or has lasted so far."""

    length: float
    is_over: bool = True


class SurvivalCurve:
    """The share of durations that are longer than a given time.

    >>> curve = SurvivalCurve([Duration(hours) for hours in (2, 3, 4, 6, 10)])
    >>> curve.get_remaining(1.5)
    2.5
    >>> curve.get_remaining(0, share=0.8)
    6
    >>> curve.get_remaining(10) is None
    True
    """

    __slots__ = ("_shares", "_times", "count")

    def __init__(self, durations):
        lengths = sorted(duration.length for duration in durations)
        ends = Counter(duration.length for duration in durations if duration.is_over)
        self.count = sum(ends.values())
        self._times = sorted(ends)
        steps = (
            1 - ends[time] / (len(lengths) - bisect_left(lengths, time))
            for time in self._times
        )
        self._shares = list(accumulate(steps, mul))

    def get_share(self, time):
        """Return the share that lasts longer than ``time``."""
        position = bisect_right(self._times, time)
        return self._shares[position - 1] if position else 1.0

    def get_remaining(self, elapsed, share=0.5):
        """Return how much longer it takes until ``share`` of its like are over.

        :param elapsed: how long it has lasted already; shorter ones do not count
        :return: None where nothing known says so: all its like were over by then,
            or too many are open
        """
        goal = self.get_share(elapsed) * (1 - share) + TOLERANCE
        position = bisect_right(self._times, elapsed)
        for time, left in zip(
            self._times[position:], self._shares[position:], strict=True
        ):
            if left <= goal:
                return time - elapsed
        return None
