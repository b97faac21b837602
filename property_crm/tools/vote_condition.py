"""What a vote must reach, as data: a small tree of tests. Source: domain.md 1.5.

::

    condition := {"all": [condition..]} | {"any": [condition..]} |
                 {"measure": area | head | lot | entitlement | share,
                  "votes": yes | no | abstain | participating | cast,
                  "of": register | participating | cast,
                  "op": ">=" | ">" | "<=" | "<", "num": whole, "den": whole}

A test multiplies crosswise with whole numbers: two thirds of 529.44 m² are 352.96 m²,
while 352.96 / 529.44 is less than 2 / 3 for a computer. A share of nothing meets no
test, not even "at most a quarter against": where nobody voted nothing is carried.
"""

import operator
from dataclasses import dataclass
from typing import NamedTuple

from .vote_checks import (
    RuleError,
    check_choice,
    check_list,
    check_object,
    check_whole,
    join_path,
)
from .vote_sums import BASES, MEASURES, VOTES

OPERATORS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
TEMPLATES = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than"}
THRESHOLD_KEYS = ("measure", "votes", "of", "op", "num", "den")
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Threshold:
    """One comparison of a part with a share of the whole."""

    measure: str
    votes: str
    of: str
    op: str
    num: int
    den: int

    def is_met(self, sums):
        """
        >>> from .vote_sums import Counts
        >>> two_thirds = Threshold("area", "participating", "register", ">=", 2, 3)
        >>> two_thirds.is_met({"area": Counts(register=52944, participating=35296)})
        True
        >>> two_thirds.is_met({"area": Counts(register=52944, participating=35295)})
        False
        >>> two_thirds.is_met({"area": Counts()})
        False
        """
        counts = sums[self.measure]
        part, whole = getattr(counts, self.votes), getattr(counts, self.of)
        compare = OPERATORS[self.op]
        return whole > 0 and compare(part * self.den, whole * self.num)

    def get_thresholds(self):
        return [self]

    def to_dict(self):
        return {key: getattr(self, key) for key in THRESHOLD_KEYS}


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all must be met, or any."""

    kind: str
    parts: tuple

    def is_met(self, sums):
        meets = all if self.kind == "all" else any
        return meets(part.is_met(sums) for part in self.parts)

    def get_thresholds(self):
        return [found for part in self.parts for found in part.get_thresholds()]

    def to_dict(self):
        return {self.kind: [part.to_dict() for part in self.parts]}


class Phrase(NamedTuple):
    """A sentence without words: the name of its template and what stands in it."""

    template: str
    arguments: dict


def parse_condition(data, path="", depth=0):
    """Return the condition that is written as data.

    >>> half = {"measure": "head", "votes": "yes", "of": "cast", "op": ">",
    ...         "num": 1, "den": 2}
    >>> parse_condition({"any": [half]}).parts[0].op
    '>'
    >>> parse_condition({"all": [half, {}]})
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: all[1].measure: missing_key

    :raise RuleError: with the path of what is wrong in the tree
    """
    if depth > DEEPEST:
        raise RuleError("too_deep", path, most=DEEPEST)
    if not isinstance(data, dict):
        raise RuleError("not_an_object", path)
    for kind in ("all", "any"):
        if kind in data:
            return _parse_group(data, kind, path, depth)
    return _parse_threshold(data, path)


def describe(condition, say=Phrase):
    """Return the condition in words, which ``say(template, arguments)`` gives.

    The templates are ``all`` and ``any``, whose ``parts`` are in words already, and of
    tests ``at_least``, ``more_than``, ``at_most``, ``less_than``, ``whole`` (at least
    all of it) and ``none``. The words of a measure, of votes and of what they
    are of are for the reader's side: no sentence is put together here.

    >>> half = {"measure": "head", "votes": "yes", "of": "cast", "op": ">",
    ...         "num": 1, "den": 2}
    >>> nobody = half | {"votes": "no", "op": "<=", "num": 0}
    >>> phrase = describe(parse_condition({"all": [half, nobody]}))
    >>> phrase.template, [part.template for part in phrase.arguments["parts"]]
    ('all', ['more_than', 'none'])
    >>> phrase.arguments["parts"][1].arguments
    {'measure': 'head', 'votes': 'no', 'of': 'cast'}
    >>> words = {"more_than": "more than {num}/{den}", "none": "nobody"}
    >>> describe(parse_condition({"any": [half, nobody]}), lambda template, arguments:
    ...     " or ".join(arguments["parts"]) if template == "any"
    ...     else words[template].format(**arguments))
    'more than 1/2 or nobody'
    """
    if isinstance(condition, Group):
        parts = [describe(part, say) for part in condition.parts]
        return say(condition.kind, {"parts": parts})
    arguments = condition.to_dict()
    template = _get_template(arguments.pop("op"), condition.num, condition.den)
    if template in ("whole", "none"):
        del arguments["num"], arguments["den"]
    return say(template, arguments)


def _parse_group(data, kind, path, depth):
    check_object(data, path, [kind])
    path = join_path(path, kind)
    parts = check_list(data[kind], path)
    return Group(
        kind,
        tuple(
            parse_condition(part, join_path(path, place), depth + 1)
            for place, part in enumerate(parts)
        ),
    )


def _parse_threshold(data, path):
    check_object(data, path, THRESHOLD_KEYS)
    for key, allowed in (
        ("measure", MEASURES),
        ("votes", VOTES),
        ("of", BASES),
        ("op", OPERATORS),
    ):
        check_choice(data[key], join_path(path, key), allowed)
    den = check_whole(data["den"], join_path(path, "den"), least=1)
    num = check_whole(data["num"], join_path(path, "num"), most=den)
    if (data["op"] in (">=", "<") and not num) or (
        data["op"] in (">", "<=") and num == den
    ):
        raise RuleError("decides_nothing", join_path(path, "op"), value=data["op"])
    return Threshold(**data)


def _get_template(op, num, den):
    if op == ">=" and num == den:
        return "whole"
    if op == "<=" and not num:
        return "none"
    return TEMPLATES[op]
