"""What to improve first: importance against performance, and what drives satisfaction.

Martilla & James 1977, Journal of Marketing 41(1). On a line counts as high.
"""

from math import atanh, fsum, sqrt, tanh

from .gap import mean_of
from .student import CONFIDENCE, z_quantile

QUADRANTS = {
    (True, False): "concentrate",
    (True, True): "keep",
    (False, False): "low",
    (False, True): "overkill",
}
# What sums of fractions are off by.
SLIGHT = 1e-9


def crosshair(points, method="grand_mean", scale=None, fixed=None):
    """Return where the lines cross: (importance, performance).

    ``points`` is ``{name: (importance, performance)}``; ``scale`` ((low, high) of both)
    is asked by ``scale_midpoint``, ``fixed`` (both values) by ``fixed``.

    >>> crosshair({"a": (10, 4), "b": (20, 5)})
    (15.0, 4.5)
    >>> crosshair({}, "scale_midpoint", scale=((0, 100), (1, 7)))
    (50.0, 4.0)
    """
    if method == "grand_mean":
        return (
            mean_of(importance for importance, _level in points.values()),
            mean_of(level for _importance, level in points.values()),
        )
    if method == "scale_midpoint":
        return tuple(sum(ends) / 2 for ends in scale)
    if method == "fixed":
        return tuple(fixed)
    raise ValueError(f"no such way to cross: {method}")


def quadrants(points, cross):
    """Return ``{name: concentrate, keep, low or overkill}``.

    >>> quadrants({"a": (12, 4), "b": (10, 6), "c": (8, 5)}, (10, 5))
    {'a': 'concentrate', 'b': 'keep', 'c': 'overkill'}
    """
    return {
        name: QUADRANTS[
            importance >= cross[0] - SLIGHT,
            level >= cross[1] - SLIGHT,
        ]
        for name, (importance, level) in points.items()
    }


def pearson(pairs):
    """Return the correlation of the complete pairs, None where one side is constant.

    >>> round(pearson(zip((5, 6, 4, 7, 3), (6, 7, 4, 7, 2))), 4)
    0.9481
    >>> round(pearson(zip((4, 4, 5, 4, 5), (6, 7, 4, 7, 2))), 4)
    -0.9264
    """
    pairs = [pair for pair in pairs if None not in pair]
    if len(pairs) < 2:
        return None
    x_mean = mean_of(x for x, _y in pairs)
    y_mean = mean_of(y for _x, y in pairs)
    xx = fsum((x - x_mean) ** 2 for x, _y in pairs)
    yy = fsum((y - y_mean) ** 2 for _x, y in pairs)
    if xx <= SLIGHT**2 or yy <= SLIGHT**2:  # constant, but for rounding
        return None
    xy = fsum((x - x_mean) * (y - y_mean) for x, y in pairs)
    return max(-1.0, min(1.0, xy / sqrt(xx) / sqrt(yy)))


def pearson_interval(r, n, confidence=CONFIDENCE):
    """Return the interval of a correlation (Fisher 1915); None below four pairs.

    >>> [round(end, 3) for end in pearson_interval(0.5, 100)]
    [0.337, 0.634]
    """
    if n < 4:
        return None
    if abs(r) >= 1:
        return (r, r)
    half = z_quantile(confidence) / sqrt(n - 3)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)


def drivers(answers, overall):
    """Return ``{item: correlation with overall satisfaction}``, the strongest first.

    ``answers`` is ``{respondent: {item: number}}``, ``overall`` is ``{respondent:
    number}``. Items whose correlation is not defined are left out.

    >>> given = {1: {"a": 1, "b": 3}, 2: {"a": 2, "b": 2}, 3: {"a": 3, "b": 2}}
    >>> {item: round(r, 2) for item, r in drivers(given, {1: 1, 2: 2, 3: 3}).items()}
    {'a': 1.0, 'b': -0.87}
    """
    items = dict.fromkeys(item for levels in answers.values() for item in levels)
    found = {
        item: pearson(
            (levels.get(item), overall.get(who)) for who, levels in answers.items()
        )
        for item in items
    }
    known = {item: r for item, r in found.items() if r is not None}
    return dict(sorted(known.items(), key=lambda pair: -pair[1]))


def derived_weights(correlations):
    """Return 100 points as the correlations have them; what is negative gets none.

    >>> derived_weights({"a": 0.6, "b": 0.2, "c": -0.9})
    {'a': 75.0, 'b': 25.0, 'c': 0.0}
    >>> derived_weights({"a": -1})
    {}
    """
    clipped = {item: max(0.0, r) for item, r in correlations.items()}
    total = fsum(clipped.values())
    if not total:
        return {}
    return {item: round(100 * r / total, 9) for item, r in clipped.items()}
