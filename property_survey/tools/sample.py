"""Whom to ask: how many, how many of each stratum, how many answered.

Cochran 1977, Sampling Techniques, 4.4 and 5.5 (sizes, finite population, allocation);
AAPOR 2016, Standard Definitions (rates).
"""

from dataclasses import dataclass
from math import ceil, sqrt

from .student import CONFIDENCE, z_quantile

# What is off a whole number by rounding alone is that number.
SLIGHT = 1e-9


def size_for_share(margin, population=None, share=0.5, confidence=CONFIDENCE):
    """Return how many answers a share needs to be known within ± margin.

    >>> [size_for_share(0.05, n) for n in (100, 500, 1200, 3000, None)]
    [80, 218, 292, 341, 385]
    """
    if not 0 < margin < 1 or not 0 <= share <= 1:
        raise ValueError("a margin and a share within 0 and 1")
    needed = z_quantile(confidence) ** 2 * share * (1 - share) / margin**2
    return _finite(needed, population)


def margin_of_share(answers, population=None, share=0.5, confidence=CONFIDENCE):
    """Return ± how much so many answers leave open of a share; None of no answers.

    What ``size_for_share`` asks for, seen from the other end.

    >>> round(margin_of_share(292, 1200), 4), round(margin_of_share(385), 4)
    (0.0499, 0.0499)
    >>> margin_of_share(50, 50), margin_of_share(0, 50)
    (0.0, None)
    """
    if answers <= 0:
        return None
    margin = z_quantile(confidence) * sqrt(share * (1 - share) / answers)
    if population is None or population <= 1:
        return margin if population is None else 0.0
    return margin * sqrt(max(0, population - answers) / (population - 1))


def size_for_mean(margin, sd, population=None, confidence=CONFIDENCE):
    """Return how many answers a mean needs to be known within ± margin.

    >>> size_for_mean(0.1, 1.2), size_for_mean(0.1, 1.2, 1000)
    (554, 357)
    """
    if margin <= 0 or sd < 0:
        raise ValueError("a margin above nought")
    return _finite((z_quantile(confidence) * sd / margin) ** 2, population)


def _finite(needed, population):
    if population is not None:
        if population <= 0:
            return 0
        needed /= 1 + max(0.0, needed - 1) / population
    size = ceil(needed - SLIGHT)
    return size if population is None else min(size, population)


def margin(n, population=None, share=0.5, confidence=CONFIDENCE):
    """Return within what ± a share is known of n answers, None of nobody.

    >>> round(margin(292, 1200), 3), round(margin(385), 3), margin(80, 80)
    (0.05, 0.05, 0.0)
    >>> margin(0) is None
    True
    """
    if not n:
        return None
    part = 1.0
    if population is not None:
        part = max(0, population - n) / max(1, population - 1)
    return z_quantile(confidence) * sqrt(share * (1 - share) / n * part)


def invitations(size, response_rate):
    """Return how many to invite for so many answers.

    >>> invitations(292, 0.32)
    913
    """
    if not 0 < response_rate <= 1:
        raise ValueError("a response rate above nought")
    return ceil(size / response_rate - SLIGHT)


def allocate(size, strata):
    """Return ``{stratum: its part}`` in proportion, by the largest remainders.

    No stratum gives more than it has; the sum is the size, or all there are. Equal
    remainders: the larger stratum, then the earlier one.

    >>> allocate(10, {"a": 600, "b": 250, "c": 150})
    {'a': 6, 'b': 3, 'c': 1}
    >>> allocate(10, {"a": 4, "b": 2, "empty": 0})
    {'a': 4, 'b': 2, 'empty': 0}
    """
    if size < 0 or any(count < 0 for count in strata.values()):
        raise ValueError("counts are not negative")
    total = sum(strata.values())
    size = min(size, total)
    if not size:
        return dict.fromkeys(strata, 0)
    # in whole numbers: size·count = part·total + remainder, so that nothing is rounded
    parts = {name: divmod(size * count, total) for name, count in strata.items()}
    given = {name: whole for name, (whole, _rest) in parts.items()}
    order = sorted(parts, key=lambda name: (-parts[name][1], -strata[name]))
    for name in order[: size - sum(given.values())]:
        given[name] += 1
    return given


@dataclass(frozen=True)
class Outcome:
    """What became of those invited."""

    complete: int = 0
    partial: int = 0
    refused: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0  # nobody knows whether they belong to it

    def __add__(self, other):
        return Outcome(*map(sum, zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self):
        return (
            self.complete,
            self.partial,
            self.refused,
            self.no_contact,
            self.other,
            self.unknown,
        )

    @property
    def known(self):
        return sum(self.counts) - self.unknown


def rates(outcome, eligible=1.0):
    """Return the rates; None of nobody. ``eligible``: the share among the unknown.

    >>> found = rates(Outcome(650, 50, 150, 100, 30, 20), eligible=0.5)
    >>> {name: round(rate, 4) for name, rate in found.items()}  # doctest: +ELLIPSIS
    {'rr1': 0.65, 'rr2': 0.7, 'rr3': 0.6566, 'refusal': 0.15, 'coop1': 0.7386, ...
    """
    done, some, refused = outcome.complete, outcome.partial, outcome.refused
    everybody = outcome.known + outcome.unknown
    reached = done + some + refused
    return {
        "rr1": _ratio(done, everybody),
        "rr2": _ratio(done + some, everybody),
        "rr3": _ratio(done, outcome.known + eligible * outcome.unknown),
        "refusal": _ratio(refused, everybody),
        "coop1": _ratio(done, reached + outcome.other),
        "coop3": _ratio(done, reached),
    }


def rates_by_stratum(outcomes):
    """Return ``({stratum: rates}, rates of all)``.

    >>> parts, whole = rates_by_stratum({"a": Outcome(8, 0, 2), "b": Outcome(2, 0, 8)})
    >>> parts["a"]["rr1"], parts["b"]["rr1"], whole["rr1"]
    (0.8, 0.2, 0.5)
    """
    parts = {name: rates(outcome) for name, outcome in outcomes.items()}
    return parts, rates(sum(outcomes.values(), Outcome()))


def _ratio(part, whole):
    return part / whole if whole else None
