"""Satisfaction in one number, by each of the conventions in use.

"ACSI" and "Net Promoter Score" are trademarks of others; the formulas are not.
"""

from dataclasses import dataclass
from math import fsum, sqrt

from .student import CONFIDENCE, z_quantile

# Editable: the true weights come from a model of whom they belong to.
EQUAL = (1.0, 1.0, 1.0)
OHIO = (0.3885, 0.3190, 0.2925)
PROMOTER = 9
DETRACTOR = 6


@dataclass(frozen=True)
class Share:
    """A share with its interval, all within 0 and 1."""

    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Recommend:
    """From −100 to 100."""

    n: int
    score: float | None = None
    se: float | None = None
    margin: float | None = None
    promoters: int = 0
    passives: int = 0
    detractors: int = 0


@dataclass(frozen=True)
class Effort:
    n: int
    mean: float | None = None
    easy: float | None = None  # the share of those who found it easy


def score_100(value, low, high):
    """Return a level of the scale on 0 to 100.

    >>> round(score_100(4.2, 1, 5), 2), round(score_100(5.6, 1, 7), 2)
    (80.0, 76.67)
    """
    if high <= low:
        raise ValueError("a scale goes up")
    return (value - low) / (high - low) * 100


def csi_three(means, weights=EQUAL, low=1, high=10):
    """Return the index of three means: overall, against expectation, to the ideal.

    Fornell et al. 1996, Journal of Marketing 60(4), with fixed weights.

    >>> round(csi_three((8.2, 7.6, 7.4), OHIO), 4), round(csi_three((8.2, 7.6, 7.4)), 4)
    (75.2733, 74.8148)
    >>> csi_three((1, 1, 1)), csi_three((10, 10, 10))
    (0.0, 100.0)
    """
    total = fsum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are not negative, and some are given")
    mean = fsum(w * one for w, one in zip(weights, means, strict=True)) / total
    return score_100(mean, low, high)


def csi_weighted(pairs, rescale="times_ten", low=1, high=10):
    """Return the index of (importance, score) pairs, both on 1 to 10.

    Hill, Roche & Allen 2007, Customer Satisfaction: scores weighted by the share of
    importance, then on a hundred by ``rescaled``.

    >>> lines = [(9.2, 8.4), (9.0, 6.9), (8.6, 8.1), (7.8, 7.9), (8.2, 6.5), (8.0, 6.8)]
    >>> round(csi_weighted(lines), 2), round(csi_weighted(lines, "min_max"), 2)
    (74.48, 71.64)
    """
    pairs = list(pairs)
    total = fsum(importance for importance, _score in pairs)
    if total <= 0:
        return None
    mean = fsum(importance * score for importance, score in pairs) / total
    return rescaled(mean, rescale, low, high)


def rescaled(mean, rescale="min_max", low=1, high=10):
    """Return a weighted mean on a hundred, by one of two conventions.

    ``times_ten``: as a part of the highest level, of a scale to ten ten times the mean;
    it never gets to 0. ``min_max``: from the lowest level, 0, to the highest, 100.

    >>> rescaled(1, "times_ten"), rescaled(1), rescaled(10, "times_ten"), rescaled(10)
    (10.0, 0.0, 100.0, 100.0)
    """
    if rescale == "times_ten":
        return 100 * mean / high
    if rescale == "min_max":
        return score_100(mean, low, high)
    raise ValueError(f"no such convention: {rescale}")


def share(hits, n, confidence=CONFIDENCE):
    """Return the share with Wilson's interval (Wilson 1927, JASA 22).

    >>> [round(x, 4) for x in (share(85, 100).low, share(85, 100).high)]
    [0.7672, 0.9069]
    >>> [round(x, 4) for x in (share(9, 10).low, share(9, 10).high)]
    [0.5958, 0.9821]
    """
    if not 0 <= hits <= n:
        raise ValueError("as many hits as answers at most")
    if not n:
        return Share(0)
    z2 = z_quantile(confidence) ** 2
    rate = hits / n
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = sqrt(z2 * (rate * (1 - rate) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    # of none or all, rounding must not miss the bound
    return Share(
        n,
        rate,
        middle - half if hits else 0.0,
        middle + half if hits < n else 1.0,
    )


def satisfaction_rate(answers, satisfied, confidence=CONFIDENCE):
    """Return the share of those at least ``satisfied``, of the valid answers (满意率).

    >>> satisfaction_rate([5] * 40 + [4] * 30 + [3] * 30 + [None] * 7, 4).share
    0.7
    """
    valid = [answer for answer in answers if answer is not None]
    return share(sum(answer >= satisfied for answer in valid), len(valid), confidence)


def recommend(answers, confidence=CONFIDENCE):
    """Return how many more would recommend (9, 10) than would not (0 to 6)."""
    valid = [answer for answer in answers if answer is not None]
    promoters = sum(answer >= PROMOTER for answer in valid)
    detractors = sum(answer <= DETRACTOR for answer in valid)
    return recommend_of(
        promoters, len(valid) - promoters - detractors, detractors, confidence
    )


def recommend_of(promoters, passives, detractors, confidence=CONFIDENCE):
    """Return the same of the three counts; variance p + d − (p − d)².

    >>> found = recommend_of(162, 108, 54)
    >>> round(found.score, 2), round(found.se, 2), round(found.margin, 2)
    (33.33, 4.14, 8.12)
    """
    n = promoters + passives + detractors
    if not n:
        return Recommend(0)
    pro, con = promoters / n, detractors / n
    se = 100 * sqrt(max(0.0, pro + con - (pro - con) ** 2) / n)
    return Recommend(
        n,
        100 * (promoters - detractors) / n,
        se,
        z_quantile(confidence) * se,
        promoters,
        passives,
        detractors,
    )


def effort(answers, easy=5):
    """Return how easy it was made, on 1 to 7 ("The company made it easy for me").

    >>> effort([7, 6, 5, 2, None])
    Effort(n=4, mean=5.0, easy=0.75)
    """
    valid = [answer for answer in answers if answer is not None]
    if not valid:
        return Effort(0)
    n = len(valid)
    return Effort(n, fsum(valid) / n, sum(answer >= easy for answer in valid) / n)
