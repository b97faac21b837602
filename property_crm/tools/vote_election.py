"""Elections of the committee: who passes, who gets a seat, who is an alternate.

A candidate must reach what the rule of the election asks of a motion: in China more
than half of the participants by area and by heads. If more pass than there are seats,
they are ranked. Everything is counted in integers (areas in 0.01 m²) and fractions.

A tie that ranking and area leave is broken by lot. The lot is a seed that is drawn in
public *after* the candidates are known, and stored: from it and the candidates' keys
anybody finds the same order, in whatever order the candidates are listed.
"""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil

from .hash_chain import canonical
from .vote_rule import Election as ElectionRule
from .vote_sums import MEASURES


@dataclass(frozen=True)
class Election:
    """How an election ended; everybody by his key.

    :param elected: in the order of their rank
    :param alternates: likewise
    :param unseated: those who passed and are neither
    :param failed: ``{key: measures}`` by which they have not passed
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


def _rank_by_shares(sums, measures):
    """Return the shares of those who took part, added: of area and of heads."""
    shares = (sums[name].get_share("yes", "participating") for name in measures)
    return sum((share or 0 for share in shares), Fraction(0))


RANKINGS = {
    "sum_of_shares": _rank_by_shares,
    "heads": lambda sums, measures: sums["head"].yes,
    "area": lambda sums, measures: sums["area"].yes,
}


def check_candidate(rule, sums):
    """Return the measures by which a candidate has not passed.

    What passes for the time being only, as in Victoria, elects nobody.

    >>> from .vote_presets import PRESETS
    >>> from .vote_sums import Counts
    >>> rule = PRESETS["cn_ordinary"].parse()
    >>> check_candidate(rule, {"area": Counts(1000, 1000, yes=500),
    ...     "head": Counts(10, 10, yes=6)})
    ('area',)

    :param sums: the counts of each measure, where a vote for him is a yes
    :raise ValueError: if more voted for him than took part
    """
    for name, counts in sums.items():
        if not 0 <= counts.yes <= counts.participating:
            raise ValueError(name)
    final = [one.when for one in rule.outcomes if one.final_after_days is None]
    if any(when.is_met(sums) for when in final):
        return ()
    tests = [test for when in final for test in when.get_thresholds()]
    missed = {test.measure for test in tests if not test.is_met(sums)}
    return tuple(name for name in MEASURES if name in missed) or ("interim",)


def draw_lot(seed, key):
    """Return the number a candidate has drawn; the lowest comes first.

    >>> sorted("abc", key=lambda key: draw_lot("2026-05-20 17:31", key))
    ['a', 'c', 'b']
    """
    return sha256(canonical([seed, key])).hexdigest()


def elect(rule, votes, seats, *, seed="", alternates=0, rank_by=None):
    """Return the election of ``seats`` members.

    >>> from .vote_presets import PRESETS
    >>> from .vote_sums import Counts
    >>> votes = dict(c1=(700, 6), c2=(650, 7), c3=(700, 6), c4=(560, 5), c5=(480, 6))
    >>> sums = {key: {"area": Counts(1000, 1000, area), "head": Counts(10, 10, heads)}
    ...     for key, (area, heads) in votes.items()}
    >>> found = elect(PRESETS["cn_ordinary"].parse(), sums, 3, seed="17")
    >>> found.elected[0], sorted(found.elected[1:]), found.failed
    ('c2', ['c1', 'c3'], {'c4': ('head',), 'c5': ('area',)})
    >>> found.lots
    (('c1', 'c3'),)

    :param rule: of ``tools.vote_rule``: what to reach, and how candidates are ranked
    :param votes: ``{key: sums}`` as ``tally`` has counted the votes for each candidate
    :param alternates: at most so many of those who passed and have no seat
    :param rank_by: one of ``RANKINGS``; without it as the rule says
    :raise ValueError: ``seed`` if a lot is needed and none was drawn
    """
    checked = {key: check_candidate(rule, votes[key]) for key in sorted(votes)}
    failed = {key: codes for key, codes in checked.items() if codes}
    passed = {key: votes[key] for key in checked if key not in failed}
    rank_by = rank_by or (rule.election or ElectionRule()).rank_by
    groups = _rank(passed, rule.get_outcome_measures(), RANKINGS[rank_by])
    if (lots := tuple(group for group in groups if len(group) > 1)) and not seed:
        raise ValueError("seed")
    order = _put_in_order(groups, seed)
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


def _put_in_order(groups, seed):
    return tuple(
        key
        for group in groups
        for key in sorted(group, key=lambda key: draw_lot(seed, key))
    )


def _rank(passed, measures, ranking):
    """Return groups of keys, the best first; whom nothing tells apart are in one.

    Of equals the one with more area is before the other, where no area is counted with
    more of what is.
    """

    def get_rank(key):
        return ranking(passed[key], measures), passed[key][measures[0]].yes

    groups = {}
    for key in sorted(passed, key=get_rank, reverse=True):
        groups.setdefault(get_rank(key), []).append(key)
    return [tuple(sorted(group)) for group in groups.values()]


def get_needed_candidates(seats, election=None):
    """Return how many candidates there must be for so many seats, 20 % more in China.

    >>> [get_needed_candidates(seats) for seats in (3, 5, 7, 11)]
    [4, 6, 9, 14]
    >>> get_needed_candidates(3, ElectionRule(margin_num=0))
    3

    :param election: what a rule says of elections
    """
    election = election or ElectionRule()
    return seats + ceil(Fraction(seats * election.margin_num, election.margin_den))


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
