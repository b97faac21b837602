"""How a figure goes from period to period, with the band it is known within.

>>> points = trend({"2025": [4, 4, 5, 3, 4, 4], "2026": [5, 5, 4, 5, 5, 5]})
>>> round(points[1].change.mean, 2), points[1].is_sure
(0.83, True)
>>> trend({"2025": [4, 5]})[0].is_hidden
True
"""

from dataclasses import dataclass
from math import fsum, sqrt

from .disclosure import LEAST
from .student import CONFIDENCE, Estimate, around, estimate, t_quantile


@dataclass(frozen=True)
class Point:
    period: str
    level: Estimate
    change: Estimate | None = None  # since the last period that may be shown
    is_hidden: bool = False

    @property
    def is_sure(self):
        """Whether the change is more than chance."""
        return bool(
            self.change
            and self.change.low is not None
            and (self.change.low > 0 or self.change.high < 0)
        )


@dataclass(frozen=True)
class Line:
    """The straight line through the points, and what is needed for its band."""

    slope: float
    start: float
    slope_low: float | None
    slope_high: float | None
    middle: float
    spread: float  # of x: the sum of squares
    error: float | None  # standard deviation about the line
    n: int

    def at(self, x):
        return self.start + self.slope * x

    def band(self, x, confidence=CONFIDENCE):
        """Return the interval of the line at x, None of two points."""
        if self.error is None:
            return None
        se = self.error * sqrt(1 / self.n + (x - self.middle) ** 2 / self.spread)
        half = t_quantile(self.n - 2, confidence) * se
        return self.at(x) - half, self.at(x) + half


def trend(periods, least=LEAST, confidence=CONFIDENCE):
    """Return the ``Point`` of each period, in their order; small ones say nothing."""
    points, last = [], None
    for period, values in periods.items():
        found = estimate(values, confidence)
        if found.n < least:
            points.append(Point(period, Estimate(found.n), is_hidden=True))
            continue
        change = difference(last, found, confidence) if last else None
        points.append(Point(period, found, change))
        last = found
    return points


def difference(before, after, confidence=CONFIDENCE):
    """Return the ``Estimate`` of the change between two means (Welch 1947).

    >>> found = difference(estimate([1, 2, 3, 4]), estimate([3, 5, 6, 9]))
    >>> round(found.mean, 2), round(found.low, 3), round(found.high, 3)
    (3.25, -0.492, 6.992)
    """
    n = before.n + after.n
    mean = after.mean - before.mean
    if before.se is None or after.se is None:
        return Estimate(n, mean)
    a, b = before.se**2, after.se**2
    if not a + b:
        return Estimate(n, mean, None, 0.0, mean, mean)
    freedom = (a + b) ** 2 / (a * a / (before.n - 1) + b * b / (after.n - 1))
    return around(mean, sqrt(a + b), n, None, confidence, freedom)


def line(points, confidence=CONFIDENCE):
    """Return the least-squares ``Line`` through (x, y), None where there is none.

    >>> found = line([(1, 2), (2, 3), (3, 5), (4, 6)])
    >>> round(found.slope, 3), round(found.at(5), 3)
    (1.4, 7.5)
    >>> line([(1, 2), (1, 3)]) is None
    True
    """
    points = list(points)
    n = len(points)
    if n < 2:
        return None
    middle = fsum(x for x, _y in points) / n
    level = fsum(y for _x, y in points) / n
    spread = fsum((x - middle) ** 2 for x, _y in points)
    if not spread:
        return None
    slope = fsum((x - middle) * (y - level) for x, y in points) / spread
    start = level - slope * middle
    if n == 2:
        return Line(slope, start, None, None, middle, spread, None, n)
    rest = fsum((y - start - slope * x) ** 2 for x, y in points)
    error = sqrt(rest / (n - 2))
    half = t_quantile(n - 2, confidence) * error / sqrt(spread)
    return Line(slope, start, slope - half, slope + half, middle, spread, error, n)
