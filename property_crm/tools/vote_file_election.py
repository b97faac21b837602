"""The election in the file of a vote: who got a seat, found again from the sums.

Each candidate's votes stand in the file as a motion of their own. The election names
these motions, the seats, how is ranked and the lot that was drawn, and who was elected.
"""

from .hash_chain import canonical
from .vote_checks import (
    RuleError,
    check_choice,
    check_list,
    check_object,
    check_whole,
    join_path,
)
from .vote_election import RANKINGS, elect
from .vote_rule import NO_QUORUM, parse_rule
from .vote_sums import CHOICES, Counts

KEYS = ("seats", "alternates", "rank_by", "seed", "candidates", "result")
RESULT_KEYS = ("elected", "alternates", "unseated", "failed", "lots", "vacant")
CANDIDATE_KEYS = ("key", "motion")


def write_election(found):
    """Return an Election as JSON holds it."""
    return {
        "elected": list(found.elected),
        "alternates": list(found.alternates),
        "unseated": list(found.unseated),
        "failed": {key: list(codes) for key, codes in found.failed.items()},
        "lots": [list(group) for group in found.lots],
        "vacant": found.vacant,
    }


def count_election(election, motions):
    """Return who is elected, as data; ``None`` where too few took part.

    >>> from .vote_presets import PRESETS
    >>> def say(yes, heads, outcome="passed"):
    ...     nothing = {"register": 2000, "participating": 0, "no": 0, "abstain": 0}
    ...     area = nothing | {"yes": yes, "participating": 1000}
    ...     head = nothing | {"yes": heads, "participating": 10}
    ...     sums = {"area": area, "head": head}
    ...     return {"rule": PRESETS["cn_ordinary"].rule,
    ...         "result": {"outcome": outcome, "sums": sums}}
    >>> people = [{"key": "7", "motion": "m-7"}, {"key": "9", "motion": "m-9"}]
    >>> election = {"seats": 1, "alternates": 1, "rank_by": "heads", "seed": "",
    ...     "candidates": people}
    >>> found = count_election(election, {"m-7": say(600, 6), "m-9": say(550, 8)})
    >>> found["elected"], found["alternates"]
    (['9'], ['7'])
    >>> count_election(election, {"m-7": say(0, 0, "no_quorum"),
    ...     "m-9": say(0, 0, "no_quorum")}) is None
    True

    :param motions: those of the candidates, by their keys
    :raise ValueError: not the same voters and rule for all, or a lot is missing
    """
    found = {one["key"]: motions[one["motion"]] for one in election["candidates"]}
    votes = {key: _read_sums(motion["result"]) for key, motion in found.items()}
    _check_same(found, votes)
    outcomes = [motion["result"]["outcome"] for motion in found.values()]
    if not found or NO_QUORUM in outcomes:
        return None
    seated = elect(
        parse_rule(next(iter(found.values()))["rule"]),
        votes,
        election["seats"],
        rank_by=election["rank_by"],
        seed=election["seed"],
        alternates=election["alternates"],
    )
    return write_election(seated)


def _check_same(motions, votes):
    """Refuse candidates who did not stand before the same voters by the same rule."""
    rules = [motion["rule"] for motion in motions.values()]
    if any(rule != rules[0] for rule in rules):
        raise ValueError("rule")
    voters = [
        {name: counts.participating for name, counts in sums.items()}
        for sums in votes.values()
    ]
    if any(one != voters[0] for one in voters):
        raise ValueError("participating")


def _read_sums(result):
    names = ("register", "participating", *CHOICES)
    return {
        measure: Counts(*(counts[name] for name in names))
        for measure, counts in result["sums"].items()
    }


def is_right(election, motions):
    """Tell whether the result of an election follows from the file's motions."""
    found = {one["motion"]: one for one in motions}
    try:
        elected = count_election(election, found)
    except (KeyError, TypeError, ValueError):  # no sums, or no lot where one decides
        return False
    return canonical(elected) == canonical(election["result"])


def say_elected(election, motions):
    """Return who is elected, by the titles of the candidates' motions."""
    titles = {one["motion"]: one["title"] for one in motions}
    names = {one["key"]: titles[one["motion"]] for one in election["candidates"]}
    elected = (election["result"] or {}).get("elected", ())
    return f"elected: {', '.join(names.get(key, key) for key in elected) or 'nobody'}"


def check_elections(motions, path):
    """Refuse elections that are none, or whose candidates are no motions."""
    keys = {motion["motion"] for motion in motions}
    for place, motion in enumerate(motions):
        if motion["election"] is not None:
            at = join_path(join_path(path, place), "election")
            _check_election(motion["election"], at, keys)


def _check_election(election, path, motions):
    check_object(election, path, KEYS)
    for name in ("seats", "alternates"):
        check_whole(election[name], join_path(path, name))
    check_choice(election["rank_by"], join_path(path, "rank_by"), RANKINGS)
    if not isinstance(election["seed"], str):
        raise RuleError("no_key", join_path(path, "seed"), value=election["seed"])
    at, seen = join_path(path, "candidates"), set()
    for place, one in enumerate(check_list(election["candidates"], at, True)):
        one_at = join_path(at, place)
        check_object(one, one_at, CANDIDATE_KEYS)
        if not isinstance(one["key"], str):
            raise RuleError("no_key", join_path(one_at, "key"), value=one["key"])
        if one["key"] in seen:
            raise RuleError("twice", join_path(one_at, "key"))
        seen.add(one["key"])
        check_choice(one["motion"], join_path(one_at, "motion"), motions)
    if election["result"] is not None:
        at = join_path(path, "result")
        check_object(election["result"], at, RESULT_KEYS)
        for key in check_list(election["result"]["elected"], at, True):
            if not isinstance(key, str):
                raise RuleError("no_key", join_path(at, "elected"), value=key)
