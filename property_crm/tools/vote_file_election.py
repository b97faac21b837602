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
from .vote_election import RANKINGS, Candidate, Participants, elect
from .vote_rule import NO_QUORUM

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


def count_election(election, results):
    """Return who is elected, as data; ``None`` where too few took part.

    >>> def say(yes, heads, outcome="passed"):
    ...     sums = {"area": {"yes": yes, "participating": 1000},
    ...         "head": {"yes": heads, "participating": 10}}
    ...     return {"outcome": outcome, "sums": sums}
    >>> election = {"seats": 1, "alternates": 1, "rank_by": "heads", "seed": "",
    ...     "candidates": [{"key": key, "motion": f"m-{key}"} for key in "79"]}
    >>> found = count_election(election, {"m-7": say(600, 6), "m-9": say(550, 8)})
    >>> found["elected"], found["alternates"]
    (['9'], ['7'])
    >>> count_election(election, {"m-7": say(0, 0, "no_quorum"),
    ...     "m-9": say(0, 0, "no_quorum")}) is None
    True

    :param results: of the candidates' motions, by their keys
    :raise ValueError: if candidates had not the same voters, or a lot is missing
    """
    found = {one["key"]: results[one["motion"]] for one in election["candidates"]}
    totals = {
        tuple(result["sums"][name]["participating"] for name in ("area", "head"))
        for result in found.values()
    }
    if len(totals) > 1:
        raise ValueError("participating")
    if any(result["outcome"] == NO_QUORUM for result in found.values()):
        return None
    people = [
        Candidate(key, *(result["sums"][name]["yes"] for name in ("area", "head")))
        for key, result in found.items()
    ]
    total = Participants(*(totals.pop() if totals else (0, 0)))
    seated = elect(
        people,
        total,
        election["seats"],
        rank_by=election["rank_by"],
        seed=election["seed"],
        alternates=election["alternates"],
    )
    return write_election(seated)


def is_right(election, motions):
    """Tell whether the result of an election follows from the file's motions."""
    results = {one["motion"]: one["result"] for one in motions}
    try:
        found = count_election(election, results)
    except (KeyError, TypeError, ValueError):  # no sums, or no lot where one decides
        return False
    return canonical(found) == canonical(election["result"])


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
