"""Quantiles of Student's t and of the normal distribution, and estimates by them.

The incomplete beta function is the continued fraction of Press et al., Numerical
Recipes, 3rd ed., 6.4; the quantile is found by halving.

>>> round(t_quantile(7), 4), round(z_quantile(), 4)
(2.3646, 1.96)
>>> gaps = [-1, -2, 0, -1, -1, -2, 1, -1]
>>> found = estimate(gaps)
>>> found.n, round(found.mean, 3), round(found.low, 4), round(found.high, 4)
(8, -0.875, -1.7035, -0.0465)
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, fsum, lgamma, log, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
TINY = 1e-300
STEPS = 300


@dataclass(frozen=True)
class Estimate:
    """A mean with its interval; None where so few answers say nothing."""

    n: int
    mean: float | None = None
    sd: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def t(self):
        """The statistic of the (paired) t test against nought."""
        return self.mean / self.se if self.se else None


def z_quantile(confidence=CONFIDENCE):
    return NormalDist().inv_cdf((1 + confidence) / 2)


def estimate(values, confidence=CONFIDENCE):
    """Return the ``Estimate`` of the mean: ± t(n−1)·s/√n.

    >>> estimate([]).mean is None, estimate([3]).mean, estimate([3]).low
    (True, 3.0, None)
    """
    values = list(values)
    n = len(values)
    if not n:
        return Estimate(0)
    mean = fsum(values) / n
    if n == 1:
        return Estimate(1, mean)
    sd = sqrt(fsum((value - mean) ** 2 for value in values) / (n - 1))
    return around(mean, sd / sqrt(n), n, sd, confidence)


def around(mean, se, n, sd=None, confidence=CONFIDENCE, freedom=None):
    """Return the ``Estimate`` of a mean whose standard error is known."""
    half = t_quantile(freedom or n - 1, confidence) * se
    return Estimate(n, mean, sd, se, mean - half, mean + half)


@lru_cache(maxsize=4096)
def t_quantile(freedom, confidence=CONFIDENCE):
    """Return the t that lies on both sides of the confidence wanted.

    >>> [round(t_quantile(n), 3) for n in (1, 2, 30, 100_000)]
    [12.706, 4.303, 2.042, 1.96]
    """
    if freedom <= 0 or not 0 < confidence < 1:
        raise ValueError("degrees of freedom and a confidence within 0 and 1")
    outside = 1 - confidence
    low, high = 0.0, 1.0
    while t_outside(high, freedom) > outside:
        low, high = high, 2 * high
    for _step in range(80):
        middle = (low + high) / 2
        if t_outside(middle, freedom) > outside:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_outside(t, freedom):
    """Return the probability that Student's t is beyond ±t.

    >>> t_outside(0, 5), round(t_outside(2.3646, 7), 4)
    (1.0, 0.05)
    """
    return beta_share(freedom / 2, 0.5, freedom / (freedom + t * t))


def beta_share(a, b, x):
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a, b, x):
    """Lentz's way through the continued fraction."""
    c, d = 1.0, 1 / _off_nought(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_nought(1 + step * d)
            c = _off_nought(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _off_nought(value):
    return value if abs(value) > TINY else TINY
