"""The rule of a vote as data: what it must reach and who counts. Source: domain.md 1.5.

A rule is read from an object as JSON holds it, and written back as such. A site's own
rules of procedure may change some of it; what the law sets stays as it is.
"""

import re
from dataclasses import dataclass, field, fields

from .vote_checks import (
    RuleError,
    check_choice,
    check_flag,
    check_list,
    check_object,
    check_whole,
    join_path,
)
from .vote_condition import Group, Threshold, parse_condition
from .vote_heads import IDENTITIES, SAME_SET
from .vote_register import make_register
from .vote_sums import MEASURES

NO_QUORUM, LOST = "no_quorum", "lost"
FOLLOW_MAJORITY = "follow_majority_if_served"
ABSENT = ("none", FOLLOW_MAJORITY)
RANKS = ("sum_of_shares", "heads", "area")
OWN_KEYS = (
    "absent",
    "announce_days",
    "election",
    "exclude_kinds",
    "head_identity",
    "invalid_counts_as_participating",
    "notice_days",
    "one_owner_one_choice",
    "proxy_cap",
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    when: Threshold | Group
    final_after_days: int | None = None  # it stands unless owners petition before

    def to_dict(self):
        data = {"name": self.name, "when": self.when.to_dict()}
        if self.final_after_days is not None:
            data["final_after_days"] = self.final_after_days
        return data


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The vote of an original owner who holds much weighs less (New South Wales, s 5).

    With ``from_num / from_den`` or more of all, in a scheme of more than
    ``more_lots_than`` lots, it weighs ``num / den``; a fraction is left out.
    """

    measure: str
    num: int
    den: int
    from_num: int
    from_den: int
    more_lots_than: int = 0
    kind: str = "original_owner"

    def to_dict(self):
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Election:
    """How candidates are ranked; the margin is that of candidates over seats."""

    rank_by: str = "sum_of_shares"
    margin_num: int = 1
    margin_den: int = 5
    allows_proxy: bool = True

    def to_dict(self):
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class VoteRule:
    outcomes: tuple = ()  # the first that is met; none of them: lost
    quorum: Threshold | Group | None = None
    quorum_relaxes_after: int | None = None  # minutes: then who is there is enough
    needs_vote: bool = True
    exclude_kinds: dict = field(default_factory=dict)
    head_identity: str = SAME_SET
    one_owner_one_choice: bool = True
    absent: str = "none"
    invalid_counts_as_participating: bool = False
    adjust: tuple = ()
    proxy_cap: int | None = None  # heads one agent may vote for
    proxy_days: int | None = None  # a proxy ends so long after the meeting
    notice_days: int | None = None
    announce_days: int | None = None
    election: Election | None = None

    def make_register(self, rows, scope=None, developer=None):
        """Return the register of a motion under this rule."""
        return make_register(
            rows,
            self.exclude_kinds,
            scope,
            self.head_identity,
            developer,
            self.get_measures(),
        )

    def get_measures(self):
        """Return the measures in which the rule decides, in the order of all.

        >>> parse_rule({"outcomes": [{"name": "passed", "when": {
        ...     "measure": "lot", "votes": "yes", "of": "cast", "op": ">",
        ...     "num": 1, "den": 2}}]}).get_measures()
        ['lot']
        """
        conditions = [outcome.when for outcome in self.outcomes]
        return _list_measures(conditions + ([self.quorum] if self.quorum else []))

    def get_outcome_measures(self):
        """Return the measures that decide once the quorum is reached."""
        return _list_measures([outcome.when for outcome in self.outcomes])

    def to_dict(self):
        """Return the rule as JSON holds it, with every key."""
        data = {each.name: getattr(self, each.name) for each in fields(self)}
        return data | {
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
            "quorum": self.quorum and self.quorum.to_dict(),
            "exclude_kinds": {
                kind: list(measures) for kind, measures in self.exclude_kinds.items()
            },
            "adjust": [adjustment.to_dict() for adjustment in self.adjust],
            "election": self.election and self.election.to_dict(),
        }


def parse_rule(data):
    """Return the rule that is written as data.

    >>> parse_rule({"needs_vote": False}).outcomes
    ()
    >>> parse_rule({"outcomes": []})
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: outcomes: empty
    >>> parse_rule({"outcomes": [{"name": "passed", "when": {"all": []}}]})
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: outcomes[0].when.all: empty

    :raise RuleError: with the path of what is wrong
    """
    check_object(data, "", optional=_READERS)
    values = {key: _READERS[key](value, key) for key, value in data.items()}
    rule = VoteRule(**values)
    if rule.needs_vote:
        check_list(rule.outcomes, "outcomes")
    return rule


def merge_rule(preset, own):
    """Return a preset's rule as a site's own rules of procedure change it.

    Only what the law leaves to the owners; of the election only the keys given.

    >>> vote = {"needs_vote": False, "proxy_cap": None}
    >>> merge_rule(vote, {"proxy_cap": 3})["proxy_cap"]
    3
    >>> merge_rule(vote, {"quorum": None})
    Traceback (most recent call last):
    odoo.addons.property_crm.tools.vote_checks.RuleError: quorum: set_by_law

    :raise RuleError: with the key that is not theirs to change, or what is wrong
    """
    check_object(own, "", optional=_READERS)
    for key in own:
        if key not in OWN_KEYS:
            raise RuleError("set_by_law", key)
    merged = preset | own
    if own.get("election") and preset.get("election"):
        check_object(own["election"], "election", optional=_ELECTION_KEYS)
        merged["election"] = preset["election"] | own["election"]
    parse_rule(merged)
    return merged


def _list_measures(conditions):
    used = {
        threshold.measure
        for condition in conditions
        for threshold in condition.get_thresholds()
    }
    return [measure for measure in MEASURES if measure in used]


def _read_condition(data, path):
    return None if data is None else parse_condition(data, path)


def _read_outcomes(data, path):
    outcomes = []
    for place, outcome in enumerate(check_list(data, path, is_empty_allowed=True)):
        outcomes.append(_read_outcome(outcome, join_path(path, place)))
        if outcomes[-1].name in [earlier.name for earlier in outcomes[:-1]]:
            raise RuleError("twice", join_path(join_path(path, place), "name"))
    return tuple(outcomes)


def _read_outcome(data, path):
    check_object(data, path, ["name", "when"], ["final_after_days"])
    name, name_path = data["name"], join_path(path, "name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise RuleError("not_a_name", name_path, value=name)
    if name in (NO_QUORUM, LOST):
        raise RuleError("reserved", name_path, value=name)
    days_path = join_path(path, "final_after_days")
    return Outcome(
        name,
        parse_condition(data["when"], join_path(path, "when")),
        _read_number(data.get("final_after_days"), days_path),
    )


def _read_kinds(data, path):
    """Return the measures each kind is left out of; a list of kinds means of all."""
    if isinstance(data, list | tuple):
        for place, kind in enumerate(data):
            _check_kind(kind, join_path(path, place))
        return dict.fromkeys(data, MEASURES)
    if not isinstance(data, dict):
        raise RuleError("not_a_list", path)
    kinds = {}
    for kind, measures in data.items():
        _check_kind(kind, join_path(path, kind))
        for place, measure in enumerate(check_list(measures, join_path(path, kind))):
            check_choice(measure, join_path(join_path(path, kind), place), MEASURES)
        kinds[kind] = tuple(measure for measure in MEASURES if measure in measures)
    return kinds


def _check_kind(kind, path):
    if not isinstance(kind, str) or not kind:
        raise RuleError("not_a_name", path, value=kind)


def _read_adjustments(data, path):
    return tuple(
        _read_adjustment(adjustment, join_path(path, place))
        for place, adjustment in enumerate(
            check_list(data, path, is_empty_allowed=True)
        )
    )


def _read_adjustment(data, path):
    numbers = ("num", "den", "from_num", "from_den")
    check_object(data, path, ["kind", "measure", *numbers], ["more_lots_than"])
    check_choice(data["kind"], join_path(path, "kind"), ["original_owner"])
    weights = [measure for measure in MEASURES if measure != "head"]
    check_choice(data["measure"], join_path(path, "measure"), weights)
    for num, den in (("num", "den"), ("from_num", "from_den")):
        most = check_whole(data[den], join_path(path, den), least=1)
        check_whole(data[num], join_path(path, num), most=most)
    check_whole(data.get("more_lots_than", 0), join_path(path, "more_lots_than"))
    return Adjustment(**data)


def _read_election(data, path):
    if data is None:
        return None
    check_object(data, path, optional=_ELECTION_KEYS)
    election = Election(**data)
    check_choice(election.rank_by, join_path(path, "rank_by"), RANKS)
    check_whole(election.margin_num, join_path(path, "margin_num"))
    check_whole(election.margin_den, join_path(path, "margin_den"), least=1)
    check_flag(election.allows_proxy, join_path(path, "allows_proxy"))
    return election


def _read_number(value, path):
    return None if value is None else check_whole(value, path)


def _read_cap(value, path):
    return None if value is None else check_whole(value, path, least=1)


def _one_of(allowed):
    return lambda value, path: check_choice(value, path, allowed)


_ELECTION_KEYS = tuple(each.name for each in fields(Election))
_READERS = {
    "outcomes": _read_outcomes,
    "quorum": _read_condition,
    "quorum_relaxes_after": _read_number,
    "needs_vote": check_flag,
    "exclude_kinds": _read_kinds,
    "head_identity": _one_of(IDENTITIES),
    "one_owner_one_choice": check_flag,
    "absent": _one_of(ABSENT),
    "invalid_counts_as_participating": check_flag,
    "adjust": _read_adjustments,
    "proxy_cap": _read_cap,
    "proxy_days": _read_number,
    "notice_days": _read_number,
    "announce_days": _read_number,
    "election": _read_election,
}
