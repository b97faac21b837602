"""Whether a figure changed, from what is kept of it: its value and its interval.

Of two rates the interval of the difference comes from the two Wilson intervals
(Newcombe 1998, Statistics in Medicine 17, method 10).

>>> found = of_rates((70.0, 60.4, 78.1), (85.0, 76.7, 90.7))
>>> round(found.value, 1), round(found.low, 1), round(found.high, 1), found.is_sure
(15.0, 3.4, 26.2, True)
>>> of_margins((33.3, 8.1), (40.0, 9.0)).is_sure
False
"""

from dataclasses import dataclass
from math import hypot


@dataclass(frozen=True)
class Change:
    value: float
    low: float
    high: float

    @property
    def is_sure(self):
        """Whether it is more than chance."""
        return self.low > 0 or self.high < 0


def of_rates(before, after):
    """Return the ``Change`` between two (rate, low, high)."""
    p, low, high = before
    q, from_, to = after
    value = q - p
    return Change(
        value, value - hypot(q - from_, high - p), value + hypot(to - q, p - low)
    )


def of_margins(before, after):
    """Return the ``Change`` between two (value, margin)."""
    value, half = after[0] - before[0], hypot(before[1], after[1])
    return Change(value, value - half, value + half)
