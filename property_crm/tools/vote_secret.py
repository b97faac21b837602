"""Ballots of a secret vote: what is sealed, and how the opened ones are counted.

A sealed ballot names no head, only its class: what it weighs, and whether it is the
developer's. Heads of one class weigh the same, so opened choices may be given to any
of those who voted in it: the sums are exact, whose choice it was stays unknown. Where
a class has one head, whoever opens ballots sees its choice; what is published are sums.
"""

import json
from collections import Counter, defaultdict
from typing import NamedTuple

from .hash_chain import canonical
from .vote_heads import DEVELOPER
from .vote_receipt import opens

INVENTED, MISSING = "invented", "missing"


class Assigned(NamedTuple):
    """Choices by head, and the codes of what does not fit who has voted."""

    choices: dict
    problems: list


def get_class(register, units):
    """Return what the votes of a head's units weigh together.

    >>> from .vote_register import Row, make_register
    >>> register = make_register([Row("1", area=9000, owners=["bob"]),
    ...     Row("2", area=100, owners=["bob"]), Row("3", area=50, state="unsold")])
    >>> get_class(register, ["1", "2"]), get_class(register, ["3"])
    ([0, 1, 9100, 2, 0, 0], [1, 1, 50, 1, 0, 0])
    """
    counted = [unit for unit in units if unit in register.heads]
    columns = zip(*(register.weights[unit] for unit in counted), strict=True)
    is_developer = any(register.heads[unit] == DEVELOPER for unit in counted)
    counts_head = any(unit in register.counts_head for unit in counted)
    return [int(is_developer), int(counts_head), *map(sum, columns)]


def write_ballot(choice, weights, nonce):
    """Return a ballot as it is sealed: with what opens the voter's commitment.

    >>> write_ballot("yes", [0, 1], b"1")
    b'{"choice":"yes","class":[0,1],"nonce":"31"}'
    """
    return canonical({"choice": choice, "class": weights, "nonce": nonce.hex()})


def read_ballot(data):
    """Return ``(choice, class)`` of an opened ballot, ``None`` if it is none.

    >>> read_ballot(write_ballot("yes", [0, 1], b"1"))
    ('yes', [0, 1])
    >>> read_ballot(b"yes")
    """
    try:
        ballot = json.loads(data)
        return ballot["choice"], ballot["class"]
    except (ValueError, KeyError, TypeError):
        return None


def is_committed(data, commitment, motion, serial):
    """Tell whether an opened ballot is the one that its voter has a receipt for.

    Anybody can seal another choice to the public key; the nonce only the voter knows.

    >>> is_committed(b'{"choice":"yes","class":[0,1]}', "00" * 32, "m1", "s1")
    False
    """
    try:
        ballot = json.loads(data)
        nonce = bytes.fromhex(ballot["nonce"])
        return opens(commitment, nonce, motion, serial, ballot["choice"])
    except (ValueError, KeyError, TypeError):
        return False


def assign(opened, classes):
    """Give opened choices to the heads that voted, within their classes.

    >>> assign([("yes", [5]), ("no", [5])], {"a": [5], "b": [5]})
    Assigned(choices={'a': 'no', 'b': 'yes'}, problems=[])
    >>> assign([("yes", [5])], {"a": [6]}).problems
    ['invented', 'missing']

    :param opened: pairs of choice and class
    :param classes: ``{head: class}`` of those who voted
    """
    by_class = defaultdict(list)
    for choice, weights in opened:
        by_class[tuple(weights)].append(choice)
    for choices in by_class.values():
        # the order of opening must not come through
        choices.sort(key=str)
    expected = Counter(map(tuple, classes.values()))
    problems = []
    if any(len(by_class[key]) > expected[key] for key in list(by_class)):
        problems.append(INVENTED)
    if any(len(by_class[key]) < number for key, number in expected.items()):
        problems.append(MISSING)
    if problems:
        return Assigned({}, problems)
    return Assigned(
        {
            head: by_class[tuple(classes[head])].pop(0)
            for head in sorted(classes, key=str)
        },
        [],
    )
