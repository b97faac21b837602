"""Which promise holds for a request: the first by rank of those that fit it.

A rule names conditions, each a set of values; it fits when every one of them meets the
facts of the request. Conditions and facts are told apart by name alone, so another
addon adds its own (value grade, agreement) without a change here.
"""

import re
from dataclasses import dataclass, field

_SEASON = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise and when it holds.

    :param conditions: ``{name: frozenset of values}``
    :param season: ``(first, last)`` as ``"11-15"``, both included; may pass new year
    """

    key: int
    sequence: int = 10
    conditions: dict = field(default_factory=dict)
    season: tuple = ()

    @property
    def rank(self):
        """The lower sequence first, then what says more, then the older."""
        return (self.sequence, -len(self.conditions) - bool(self.season), self.key)

    def fits(self, facts, day):
        if self.season and not is_in_season(self.season, day):
            return False
        return all(
            not values.isdisjoint(facts.get(name, ()))
            for name, values in self.conditions.items()
        )


def find_rule(rules, facts, day):
    """Return the rule that holds, or None.

    >>> urgent = Rule(1, conditions={"emergency": frozenset({True})})
    >>> lift = Rule(2, conditions={**urgent.conditions, "class": frozenset({7})})
    >>> find_rule([urgent, lift], {"emergency": {True}, "class": {7}}, "03-02").key
    2
    >>> find_rule([urgent, lift], {"emergency": {True}, "class": {8}}, "03-02").key
    1

    :param facts: ``{name: set of values}`` of the request
    :param day: the day it came in, as ``"03-02"``
    """
    fitting = (rule for rule in rules if rule.fits(facts, day))
    return min(fitting, key=lambda rule: rule.rank, default=None)


def is_in_season(season, day):
    """Tell whether a day lies in the season.

    >>> winter = ("11-15", "03-15")
    >>> [is_in_season(winter, day) for day in ("11-15", "01-01", "03-15", "03-16")]
    [True, True, True, False]
    """
    first, last = season
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last


def is_day(text):
    """Tell whether the text is a month and a day.

    >>> is_day("11-15"), is_day("2-3"), is_day("13-01")
    (True, False, False)
    """
    return bool(_SEASON.fullmatch(text or ""))
