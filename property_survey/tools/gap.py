"""Expected against perceived quality, by item, determinant and over all.

A gap is the perceived less the expected level of one answer. Source of the formulas:
Parasuraman, Zeithaml & Berry 1985, 1988 (gaps, five dimensions), Cronin & Taylor 1992
(the perceived level alone), Zeithaml, Parasuraman & Berry 1990 (100 points).

Answers are ``{respondent: {item: number}}``, ``place`` is ``{item: determinant}``.

>>> place = {"1": "reliability", "2": "reliability", "3": "access"}
>>> expected = {"a": {"1": 7, "2": 6, "3": 5}, "b": {"1": 6, "2": 6, "3": 6}}
>>> perceived = {"a": {"1": 5, "2": 6, "3": 5}, "b": {"1": 5, "2": 4}}
>>> weights = {"reliability": 75, "access": 25}
>>> found = summarise(gaps(expected, perceived), place, weights)
>>> {name: one.mean for name, one in found.items.items()}
{'1': -1.5, '2': -1.0, '3': 0.0}
>>> {name: one.mean for name, one in found.determinants.items()}
{'reliability': -1.25, 'access': 0.0}
>>> found.unweighted.mean, found.weighted.mean, round(found.by_items, 4)
(-0.625, -0.9375, -0.8333)
"""

from dataclasses import dataclass, field
from math import fsum, sqrt

from .student import CONFIDENCE, Estimate, around, estimate

# The ten of 1985 and what became of them in 1988.
TEN_TO_FIVE = {
    "tangibles": "tangibles",
    "reliability": "reliability",
    "responsiveness": "responsiveness",
    "competence": "assurance",
    "courtesy": "assurance",
    "credibility": "assurance",
    "security": "assurance",
    "access": "empathy",
    "communication": "empathy",
    "understanding": "empathy",
}
TOTAL = 100
# A respondent's determinant counts when he answered at least this share of its items.
ENOUGH = 0.5


@dataclass(frozen=True)
class Summary:
    """Means with intervals; ``unweighted`` is the mean of the determinants' means."""

    items: dict = field(default_factory=dict)
    determinants: dict = field(default_factory=dict)
    unweighted: Estimate = Estimate(0)
    weighted: Estimate | None = None  # None: no weights, or one of theirs has no answer
    by_item_estimate: Estimate = Estimate(0)  # the mean of the items' means

    @property
    def by_items(self):
        return self.by_item_estimate.mean


def gaps(expected, perceived):
    """Return the answers' gaps: only of items with both answers.

    >>> gaps({"a": {"1": 7, "2": 6}}, {"a": {"2": 4, "3": 1}, "b": {"1": 2}})
    {'a': {'2': -2}}
    """
    found = {
        who: {
            item: level - expected[who][item]
            for item, level in levels.items()
            if item in expected[who]
        }
        for who, levels in perceived.items()
        if who in expected
    }
    return {who: levels for who, levels in found.items() if levels}


def summarise(
    answers, place, weights=None, confidence=CONFIDENCE, of=None, counted=None
):
    """Return the ``Summary`` of gaps, or of expected or perceived levels alone.

    ``of`` are (items, determinants) of which what is over them is made; None: all.
    ``counted`` are the items that count as asked, see ``by_respondent``.
    """
    items = {
        item: estimate(
            (levels[item] for levels in answers.values() if item in levels), confidence
        )
        for item in place
    }
    columns = by_respondent(answers, place, counted)
    determinants = {
        name: estimate(column.values(), confidence) for name, column in columns.items()
    }
    if of:
        columns = {name: one for name, one in columns.items() if name in of[1]}
        place = {item: name for item, name in place.items() if item in of[0]}
    return Summary(
        items,
        determinants,
        combine(columns, dict.fromkeys(columns, 1), confidence) or Estimate(0),
        combine(columns, weights, confidence) if weights else None,
        _by_items(answers, place, confidence),
    )


def _by_items(answers, place, confidence):
    """Return the ``Estimate`` where items count the same; nobody's are left out."""
    columns = {
        item: {who: levels[item] for who, levels in answers.items() if item in levels}
        for item in place
    }
    columns = {item: column for item, column in columns.items() if column}
    return combine(columns, dict.fromkeys(columns, 1), confidence) or Estimate(0)


def by_respondent(answers, place, counted=None):
    """Return ``{determinant: {respondent: mean of his answers}}``.

    Who answered less than half of a determinant's items is missing in it; of those
    ``counted``, the others being as if they were not asked. None: all.

    >>> place = {"1": "a", "2": "a", "3": "a"}
    >>> by_respondent({"x": {"1": 4, "2": 5}, "y": {"3": 1}}, place)
    {'a': {'x': 4.5}}
    >>> by_respondent({"x": {"1": 4, "2": 5}, "y": {"3": 1}}, place, {"1", "3"})
    {'a': {'x': 4.0, 'y': 1.0}}
    """
    found = {}
    for name in dict.fromkeys(place.values()):
        items = [
            item
            for item, determinant in place.items()
            if determinant == name and (counted is None or item in counted)
        ]
        column = found[name] = {}
        for who, levels in answers.items():
            given = [levels[item] for item in items if item in levels]
            if given and len(given) >= ENOUGH * len(items):
                column[who] = fsum(given) / len(given)
    return found


def combine(columns, weights, confidence=CONFIDENCE):
    """Return the ``Estimate`` of the determinants' weighted mean, None without one.

    What each respondent adds to it is summed up before its spread is taken, as the
    answers of one hang together; with nobody missing that is the interval of the
    respondents' own weighted means.
    """
    used = {name: weight for name, weight in weights.items() if weight}
    if not used or any(not columns.get(name) for name in used):
        return None
    means = {name: fsum(columns[name].values()) / len(columns[name]) for name in used}
    total = fsum(used.values())
    mean = fsum(used[name] * means[name] for name in used) / total
    adds = {}
    for name, weight in used.items():
        for who, value in columns[name].items():
            part = weight / total * (value - means[name]) / len(columns[name])
            adds[who] = adds.get(who, 0.0) + part
    n = len(adds)
    if n < 2:
        return Estimate(n, mean)
    se = sqrt(fsum(part * part for part in adds.values()) * n / (n - 1))
    return around(mean, se, n, se * sqrt(n), confidence)


def respondent_weighted(answers, place, weights, confidence=CONFIDENCE):
    """Return the ``Estimate`` where each respondent's own 100 points count for him.

    ``weights`` is ``{respondent: {determinant: points}}``. Left out is who gave none,
    or gave points to a determinant he did not answer.

    >>> place = {"1": "a", "2": "b"}
    >>> given = {"x": {"1": -2, "2": 0}, "y": {"1": -1, "2": 1}, "z": {"1": -9}}
    >>> points = {"x": {"a": 50, "b": 50}, "y": {"a": 0, "b": 100}, "z": {"b": 100}}
    >>> respondent_weighted(given, place, points).mean
    0.0
    """
    columns = by_respondent(answers, place)
    found = []
    for who, points in weights.items():
        used = {name: point for name, point in points.items() if point}
        if used and all(who in columns.get(name, ()) for name in used):
            total = fsum(used.values())
            found.append(fsum(used[name] * columns[name][who] for name in used) / total)
    return estimate(found, confidence)


def mean_of(values):
    """Return the mean, None of nothing."""
    values = list(values)
    return fsum(values) / len(values) if values else None


def normalise(points):
    """Return the points made to sum to 100, and whether they did not by themselves.

    >>> normalise({"a": 60, "b": 40})
    ({'a': 60, 'b': 40}, False)
    >>> normalise({"a": 3, "b": 1})
    ({'a': 75.0, 'b': 25.0}, True)
    """
    total = fsum(points.values())
    if total <= 0 or any(point < 0 for point in points.values()):
        raise ValueError("points are not negative, and some are given")
    if abs(total - TOTAL) < 1e-6:
        return dict(points), False
    return {name: point / total * TOTAL for name, point in points.items()}, True


def merge_place(place):
    """Return the items' place among the five dimensions of 1988.

    >>> merge_place({"1": "courtesy", "2": "access", "3": "own"})
    {'1': 'assurance', '2': 'empathy', '3': 'own'}
    """
    return {item: TEN_TO_FIVE.get(name, name) for item, name in place.items()}


def merge_weights(weights):
    """Return the points of the ten determinants, summed for the five.

    >>> merge_weights({"courtesy": 7, "competence": 10, "access": 3})
    {'assurance': 17, 'empathy': 3}
    """
    found = {}
    for name, weight in weights.items():
        five = TEN_TO_FIVE.get(name, name)
        found[five] = found.get(five, 0) + weight
    return found
