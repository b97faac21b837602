"""Elections of the committee: who passes, who gets a seat, who is an alternate.

A candidate must pass the ordinary test, more than half of the participants by area
and by heads. If more pass than there are seats, they are ranked. Everything is
counted in integers (areas in 0.01 m²) and fractions.

A tie that ranking and area leave is broken by lot. The lot is a seed that is drawn in
public *after* the candidates are known, and stored: from it and the candidates' keys
anybody finds the same order, in whatever order the candidates are listed.
"""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil

from .hash_chain import canonical

# the ordinary test: more than half
PASSING = Fraction(1, 2)
# candidates above the number of seats
MARGIN = Fraction(1, 5)


@dataclass(frozen=True)
class Candidate:
    """What voted yes for somebody: area in 0.01 m² and heads."""

    key: str
    area: int
    heads: int


@dataclass(frozen=True)
class Participants:
    """What took part in the vote: area in 0.01 m² and heads."""

    area: int
    heads: int


@dataclass(frozen=True)
class Election:
    """How an election ended; everybody by his key.

    :param elected: in the order of their rank
    :param alternates: likewise
    :param unseated: those who passed and are neither
    :param failed: ``{key: codes}``: ``area``, ``heads``
    :param lots: groups whose order the lot decided
    :param seats_by_lot: those groups of which it decided who got a seat
    :param vacant: seats for which nobody passed
    """

    elected: tuple
    alternates: tuple
    unseated: tuple
    failed: dict
    lots: tuple
    seats_by_lot: tuple
    vacant: int


def _rank_by_shares(candidate, total):
    return Fraction(candidate.area, total.area) + Fraction(candidate.heads, total.heads)


RANKINGS = {
    "sum_of_shares": _rank_by_shares,
    "heads": lambda candidate, total: candidate.heads,
    "area": lambda candidate, total: candidate.area,
}


def check_candidate(candidate, total, passing=PASSING):
    """Return the measures by which a candidate has not passed.

    >>> check_candidate(Candidate("c", 500, 6), Participants(1000, 10))
    ('area',)

    :raise ValueError: if more voted for him than took part
    """
    found = []
    for measure in ("area", "heads"):
        yes, whole = getattr(candidate, measure), getattr(total, measure)
        if not 0 <= yes <= whole:
            raise ValueError(candidate.key)
        if yes * passing.denominator <= whole * passing.numerator:
            found.append(measure)
    return tuple(found)


def draw_lot(seed, key):
    """Return the number a candidate has drawn; the lowest comes first.

    >>> sorted("abc", key=lambda key: draw_lot("2026-05-20 17:31", key))
    ['a', 'c', 'b']
    """
    return sha256(canonical([seed, key])).hexdigest()


def elect(candidates, total, seats, *, rank_by="sum_of_shares", seed="", alternates=0):
    """Return the election of ``seats`` members.

    >>> total = Participants(1000, 10)
    >>> votes = {"c1": (700, 6), "c2": (650, 7), "c3": (700, 6), "c4": (560, 5),
    ...     "c5": (480, 6)}
    >>> found = elect([Candidate(key, *yes) for key, yes in votes.items()], total, 3,
    ...     seed="17")
    >>> found.elected[0], sorted(found.elected[1:]), found.failed
    ('c2', ['c1', 'c3'], {'c4': ('heads',), 'c5': ('area',)})
    >>> found.lots, found.seats_by_lot
    ((('c1', 'c3'),), ())

    :param alternates: at most so many of those who passed and have no seat
    :raise ValueError: ``seed`` if a lot is needed and none was drawn
    """
    passed, failed = _divide(candidates, total)
    groups = _rank(passed, total, rank_by)
    lots = tuple(group for group in groups if len(group) > 1)
    if lots and not seed:
        raise ValueError("seed")
    order = tuple(
        key
        for group in groups
        for key in sorted(group, key=lambda key: draw_lot(seed, key))
    )
    elected, rest = order[:seats], order[seats:]
    return Election(
        elected=elected,
        alternates=rest[:alternates],
        unseated=rest[alternates:],
        failed=failed,
        lots=lots,
        seats_by_lot=tuple(
            group for group in lots if 0 < len({*group} & {*elected}) < len(group)
        ),
        vacant=seats - len(elected),
    )


def _divide(candidates, total):
    """Return those who passed, and of the others the reasons by key."""
    if len({one.key for one in candidates}) < len(candidates):
        raise ValueError("candidates")
    failed, passed = {}, []
    for candidate in sorted(candidates, key=lambda one: one.key):
        codes = check_candidate(candidate, total)
        if codes:
            failed[candidate.key] = codes
        else:
            passed.append(candidate)
    return passed, failed


def _rank(passed, total, rank_by):
    """Return groups of keys, the best first; whom nothing tells apart are in one."""
    ranking = RANKINGS[rank_by]

    def get_rank(candidate):
        return ranking(candidate, total), candidate.area

    groups = {}
    for candidate in sorted(passed, key=get_rank, reverse=True):
        groups.setdefault(get_rank(candidate), []).append(candidate.key)
    return [tuple(sorted(group)) for group in groups.values()]


def get_needed_candidates(seats, margin=MARGIN):
    """Return how many candidates there must be for so many seats: 20 % more.

    >>> [get_needed_candidates(seats) for seats in (3, 5, 7, 11)]
    [4, 6, 9, 14]
    """
    return seats + ceil(seats * margin)


def check_names(chosen, candidates, seats):
    """Return the reasons why the names on a ballot make it invalid.

    >>> check_names(["a", "a", "x"], {"a", "b", "c"}, 2)
    ('too_many', 'twice', 'no_candidate')
    """
    found = []
    if len(chosen) > seats:
        found.append("too_many")
    if len({*chosen}) < len(chosen):
        found.append("twice")
    if not {*chosen} <= {*candidates}:
        found.append("no_candidate")
    return tuple(found)
