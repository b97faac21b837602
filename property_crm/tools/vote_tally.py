"""Counting a vote: ballots against the frozen register, by the rule of the motion.

Source: domain.md 1.1 and 1.5. One ballot is the choice for one unit; several owners of
a unit send one, through the person they name. A head takes part where any of its parts
that count voted, and has one choice. Whole numbers only, whatever the order of the
ballots.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from .vote_heads import DEVELOPER
from .vote_register import WEIGHTS
from .vote_rule import FOLLOW_MAJORITY, LOST, NO_QUORUM
from .vote_sums import CHOICES, MEASURES, Counts, get_ratios

INVALID = "invalid"


class Ballot(NamedTuple):
    unit: object
    choice: str  # one of CHOICES, or invalid


class Problem(NamedTuple):
    """Why nothing was counted: units, heads, choices or measures, by the code.

    ``unknown_unit``, ``excluded_unit``, ``unknown_choice``, ``conflicting_ballots``
    (of units), ``split_ballot`` (of heads) and ``no_weights`` (of measures).
    """

    code: str
    keys: tuple


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote came to; no outcome where there are errors.

    ``without_followers`` is the result without those absent who are counted with the
    majority: where they may be, both are to be published.
    """

    outcome: str | None
    sums: dict  # Counts by measure, by which it was decided
    quorum_sums: dict  # the same before the votes of an original owner weigh less
    errors: tuple = ()
    followed: str | None = None
    followers: tuple = ()
    without_followers: "Result | None" = None

    def get_ratios(self):
        return get_ratios(self.sums)

    def to_dict(self):
        """Return the result as JSON holds it."""
        first = self.without_followers
        return {
            "outcome": self.outcome,
            "sums": _write(self.sums),
            "quorum_sums": _write(self.quorum_sums),
            "errors": [[problem.code, list(problem.keys)] for problem in self.errors],
            "followed": self.followed,
            "followers": list(self.followers),
            "without_followers": first and first.to_dict(),
        }


def tally(rule, register, ballots, served=(), is_quorum_relaxed=False):
    """Return the result of a motion.

    :param register: made by the same rule, ``rule.make_register(rows, scope)``
    :param served: units to which it is proven that the ballots were handed; their
        owners may be counted with the majority when they do not vote
    :param is_quorum_relaxed: the time is over after which those there are enough

    >>> from .vote_presets import PRESETS
    >>> from .vote_register import Row
    >>> rule = PRESETS["cn_major"].parse()
    >>> register = rule.make_register([
    ...     Row(str(unit), area=10000, owners=[f"o{unit}"]) for unit in range(4)])
    >>> result = tally(rule, register, [("0", "yes"), ("1", "yes"), ("3", "yes")])
    >>> result.outcome, result.sums["head"].yes, result.sums["area"].participating
    ('passed', 3, 30000)
    >>> tally(rule, register, [("0", "yes"), ("9", "no")]).errors
    (Problem(code='unknown_unit', keys=('9',)),)
    """
    if not rule.needs_vote:
        raise ValueError("Nobody votes by this rule.")
    choices, problems = _collect(register, ballots)
    problems += _find_problems(rule, register, choices)
    if problems:
        nothing = _count(rule, register, {})
        return Result(None, nothing, nothing, errors=tuple(sorted(problems)))
    is_relaxed = is_quorum_relaxed and rule.quorum_relaxes_after is not None
    result = _judge(rule, register, choices, is_relaxed)
    if rule.absent != FOLLOW_MAJORITY:
        return result
    return _follow(rule, register, choices, served, result, is_relaxed)


def _collect(register, ballots):
    """Return the choice for each unit, and what cannot be one."""
    choices = defaultdict(set)
    wrong = defaultdict(set)
    for unit, choice in ballots:
        choices[unit].add(choice)
        if unit in register.excluded:
            wrong["excluded_unit"].add(unit)
        elif unit not in register.heads:
            wrong["unknown_unit"].add(unit)
        if choice not in CHOICES and choice != INVALID:
            wrong["unknown_choice"].add(choice)
        if len(choices[unit]) > 1:
            wrong["conflicting_ballots"].add(unit)
    problems = [_name_problem(code, keys) for code, keys in wrong.items()]
    return {unit: next(iter(chosen)) for unit, chosen in choices.items()}, problems


def _find_problems(rule, register, choices):
    problems = []
    empty = [name for name in rule.get_measures() if not register.totals[name]]
    if empty:
        problems.append(Problem("no_weights", tuple(empty)))
    if rule.one_owner_one_choice:
        split = {
            head
            for head, chosen in _group_by_head(
                register, choices, register.heads
            ).items()
            if len(chosen - {INVALID}) > 1
        }
        if split:
            problems.append(_name_problem("split_ballot", split))
    return problems


def _name_problem(code, keys):
    return Problem(code, tuple(sorted(keys, key=str)))


def _group_by_head(register, choices, units):
    """Return the choices of each head for those of its units."""
    grouped = defaultdict(set)
    for unit, choice in choices.items():
        if unit in units:
            grouped[register.heads[unit]].add(choice)
    return grouped


def _judge(rule, register, choices, is_relaxed):
    counted = _count(rule, register, choices)
    sums = _adjust(rule, register, choices, counted)
    return Result(decide(rule, counted, sums, is_relaxed), sums, counted)


def decide(rule, counted, sums, is_relaxed):
    if rule.quorum and not is_relaxed and not rule.quorum.is_met(counted):
        return NO_QUORUM
    met = (outcome.name for outcome in rule.outcomes if outcome.when.is_met(sums))
    return next(met, LOST)


def _count(rule, register, choices):
    """Return the sums of all measures."""
    if not rule.invalid_counts_as_participating:
        choices = {
            unit: choice for unit, choice in choices.items() if choice != INVALID
        }
    votes = {choice: [0] * len(WEIGHTS) for choice in (*CHOICES, INVALID)}
    for unit, choice in choices.items():
        column = votes[choice]
        for place, weight in enumerate(register.weights[unit]):
            column[place] += weight
    sums = {
        measure: _make_counts(
            register.totals[measure],
            {choice: column[place] for choice, column in votes.items()},
        )
        for place, measure in enumerate(WEIGHTS)
    }
    sums["head"] = _count_heads(register, choices)
    return {measure: sums[measure] for measure in MEASURES}


def _make_counts(total, votes):
    chosen = {choice: votes[choice] for choice in CHOICES}
    return Counts(total, sum(votes.values()), **chosen)


def _count_heads(register, choices):
    """Return the heads: one that may split its vote and does, only takes part."""
    grouped = _group_by_head(register, choices, register.counts_head)
    votes = dict.fromkeys((*CHOICES, INVALID), 0)
    for chosen in grouped.values():
        valid = chosen - {INVALID}
        votes[valid.pop() if len(valid) == 1 else INVALID] += 1
    return _make_counts(register.totals["head"], votes)


def _adjust(rule, register, choices, sums):
    """Return the sums where the votes of an original owner weigh less."""
    for adjustment in rule.adjust:
        place = WEIGHTS.index(adjustment.measure)
        owned = {
            unit: register.weights[unit][place]
            for unit, head in register.heads.items()
            if head == DEVELOPER
        }
        counts = sums[adjustment.measure]
        is_enough = (
            sum(owned.values()) * adjustment.from_den
            >= counts.register * adjustment.from_num
        )
        if is_enough and register.totals["lot"] > adjustment.more_lots_than:
            reduced = _reduce(adjustment, counts, owned, choices)
            sums = sums | {adjustment.measure: reduced}
    return sums


def _reduce(adjustment, counts, owned, choices):
    votes = {choice: getattr(counts, choice) for choice in CHOICES}
    votes[INVALID] = counts.participating - sum(votes.values())
    for choice in votes:
        held = sum(
            weight for unit, weight in owned.items() if choices.get(unit) == choice
        )
        if votes[choice]:
            votes[choice] -= held - held * adjustment.num // adjustment.den
    return _make_counts(counts.register, votes)


def _follow(rule, register, choices, served, first, is_relaxed):
    """Return the result with the absent who were served counted with the majority.

    The majority is the choice that has more than each other in all measures of the
    rule; where there is none, nobody follows. Who voted for one of his units, also by
    an invalid ballot, is not absent with the others.
    """
    majority = _find_majority(rule, first.sums)
    present = {register.heads[unit] for unit in choices}
    reached = {register.heads[unit] for unit in served if unit in register.heads}
    followers = tuple(
        sorted(
            (
                unit
                for unit, head in register.heads.items()
                if head in reached and head not in present
            ),
            key=str,
        )
    )
    if not majority:
        followers = ()
    joined = _judge(
        rule, register, choices | dict.fromkeys(followers, majority), is_relaxed
    )
    return Result(
        joined.outcome,
        joined.sums,
        joined.quorum_sums,
        followed=majority,
        followers=followers,
        without_followers=first,
    )


def _find_majority(rule, sums):
    for choice in CHOICES:
        others = [other for other in CHOICES if other != choice]
        if all(
            getattr(sums[measure], choice) > getattr(sums[measure], other)
            for measure in rule.get_measures()
            for other in others
        ):
            return choice
    return None


def _write(sums):
    return {measure: counts.to_dict() for measure, counts in sums.items()}
