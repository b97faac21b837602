"""Means made to stand for all who could have answered, not only for those who did.

Post-stratification (Holt & Smith 1979, JRSS A 142): each stratum counts as it does in
the population. Weights above a cap are cut; a stratum without answers is counted with
its neighbour, which is reported.

>>> found = post_stratify([Stratum("A", 600, [80] * 100), Stratum("B", 400, [60] * 20)])
>>> round(found.raw, 2), round(found.mean, 2)
(76.67, 72.0)
"""

from dataclasses import dataclass, field
from math import fsum

from .disclosure import LEAST
from .gap import mean_of

CAP = 5.0


@dataclass(frozen=True)
class Stratum:
    name: str
    population: int
    answers: list

    @property
    def n(self):
        return len(self.answers)

    @property
    def mean(self):
        return mean_of(self.answers)


@dataclass(frozen=True)
class Counted:
    """A stratum whose answers were counted already."""

    name: str
    population: int
    n: int
    mean: float | None = None


@dataclass(frozen=True)
class Weighted:
    mean: float | None = None
    raw: float | None = None
    weights: dict = field(default_factory=dict)  # of each answer of a stratum
    capped: tuple = ()
    merged: dict = field(default_factory=dict)  # {stratum without answers: neighbour}
    effective: float = 0.0  # as many answers without weights say as much (Kish 1965)


def post_stratify(strata, cap=CAP):
    """Return the ``Weighted`` mean of the strata, in the order of neighbours.

    >>> post_stratify([Counted("A", 0, 5, 80.0)]).mean is None  # of nobody knows who
    True
    """
    merged = neighbours(strata)
    people = {one.name: one.population for one in strata if one.n}
    for one in strata:
        if one.name in merged:
            people[merged[one.name]] += one.population
    answered = [one for one in strata if one.n]
    n = sum(one.n for one in answered)
    total = sum(people.values())
    if not total:
        return Weighted(merged=merged)
    full = {one.name: people[one.name] * n / total / one.n for one in answered}
    weights = {name: min(weight, cap) for name, weight in full.items()}
    mass = fsum(weights[one.name] * one.n for one in answered)
    squares = fsum(weights[one.name] ** 2 * one.n for one in answered)
    return Weighted(
        fsum(weights[one.name] * one.n * one.mean for one in answered) / mass,
        fsum(one.n * one.mean for one in answered) / n,
        weights,
        tuple(name for name, weight in full.items() if weight > cap),
        merged,
        mass**2 / squares,
    )


def neighbours(strata):
    """Return with which stratum each one without answers is counted.

    With the next that has some, else with the last before it.

    >>> neighbours([Stratum("a", 1, []), Stratum("b", 1, [3]), Stratum("c", 1, [])])
    {'a': 'b', 'c': 'b'}
    >>> neighbours([Stratum("a", 1, [])])
    {}
    """
    found = {}
    for place, one in enumerate(strata):
        if one.n:
            continue
        beside = [*strata[place + 1 :], *reversed(strata[:place])]
        taken = next((other.name for other in beside if other.n), None)
        if taken is not None:
            found[one.name] = taken
    return found


def late_answers(answers):
    """Return the means of the first and of the last third, in the order they came in.

    Who answers late is like who does not answer: when these differ, so will the silent.

    >>> late_answers([9, 9, 7, 6, 5, 5])
    (9.0, 5.0)
    >>> late_answers([1, 2])
    (None, None)
    """
    third = len(answers) // 3
    if not third:
        return None, None
    return mean_of(answers[:third]), mean_of(answers[-third:])


def late_days(days):
    """Return the first and the last third of counted days as (n, mean, variance).

    A day is not divided: who of it came first is not known. None where fewer than
    fifteen answered, or the thirds meet.

    >>> late_days([("mon", 6, 9.0, 1.0), ("tue", 6, 8.0, 1.0), ("wed", 6, 5.0, 1.0)])
    ((6, 9.0, 1.0), (6, 5.0, 1.0))
    >>> late_days([("mon", 14, 9.0, 1.0), ("tue", 4, 8.0, 1.0)]) is None
    True
    """
    n = sum(count for _day, count, _mean, _variance in days)
    if n < 3 * LEAST:
        return None
    early, late = _until(days, n / 3), _until(days[::-1], n / 3)
    if len(early) + len(late) > len(days):
        return None
    return pooled(early), pooled(late)


def _until(days, wanted):
    found = []
    for day in days:
        found.append(day)
        if sum(one[1] for one in found) >= wanted:
            break
    return found


def pooled(days):
    """Return (n, mean, variance) of groups whose n, mean and variance are known.

    >>> pooled([("", 2, 1.5, 0.5), ("", 2, 3.5, 0.5)]) == (4, 2.5, 5 / 3)
    True
    """
    n = sum(count for _day, count, _mean, _variance in days)
    mean = fsum(count * level for _day, count, level, _variance in days) / n
    squares = fsum(
        (count - 1) * (variance or 0) + count * (level - mean) ** 2
        for _day, count, level, variance in days
    )
    return n, mean, squares / (n - 1)
