"""The register of a vote: what each exclusive part and each head weighs in it.

Source: domain.md 1.2. Whole numbers only: areas are in 0.01 m². The rows are a picture
of the day of the notice; a motion counts those in its scope, without the kinds its rule
leaves out.
"""

from dataclasses import dataclass, field, fields
from typing import NamedTuple

from .vote_heads import DEVELOPER, HELD_BACK, SAME_SET, get_heads
from .vote_sums import MEASURES

STATES = ("sold", *HELD_BACK)
SCOPES = ("site", "building", "entrance", "units")
WEIGHTS = tuple(measure for measure in MEASURES if measure != "head")


@dataclass(frozen=True, slots=True)
class Row:
    """One exclusive part as it was when the notice went out."""

    unit: object
    kind: str = "dwelling"
    area: int = 0  # in 0.01 m²
    area_source: str | None = None
    state: str = "sold"
    owners: frozenset = frozenset()
    lot: int = 1
    entitlement: int = 0
    share: int = 0
    building: object = None
    entrance: object = None

    def __post_init__(self):
        object.__setattr__(self, "owners", frozenset(self.owners))
        if self.state not in STATES:
            raise ValueError(self.state)
        for measure in WEIGHTS:
            weight = getattr(self, measure)
            if isinstance(weight, bool) or not isinstance(weight, int) or weight < 0:
                raise ValueError(f"{self.unit}: {measure} {weight!r}")
        for owner in self.owners:
            if not _is_owner_key(owner):
                raise ValueError(f"{self.unit}: {owner!r}")

    def to_dict(self):
        """Return the row as it is written to a file."""
        data = {each.name: getattr(self, each.name) for each in fields(self)}
        return data | {"owners": sorted(self.owners, key=str)}

    @classmethod
    def from_dict(cls, data):
        """
        >>> row = Row("A101", area=10000, owners=["o2", "o1"], building="A")
        >>> Row.from_dict(row.to_dict()) == row
        True
        """
        return cls(**data)


class Scope(NamedTuple):
    """The parts whose owners decide: those who share what the motion is about."""

    kind: str = "site"
    building: object = None
    entrance: object = None
    units: frozenset = frozenset()

    def holds(self, row):
        """
        >>> row = Row("A101", building="A", entrance="1")
        >>> Scope("building", "A").holds(row), Scope("entrance", "A", "2").holds(row)
        (True, False)
        >>> Scope("units", units=frozenset(["A101"])).holds(row), Scope().holds(row)
        (True, True)
        """
        if self.kind not in SCOPES:
            raise ValueError(self.kind)
        if self.kind == "units":
            return row.unit in self.units
        if self.kind == "entrance":
            return (row.building, row.entrance) == (self.building, self.entrance)
        return self.kind == "site" or row.building == self.building


@dataclass(frozen=True)
class Register:
    """What is counted of a motion; ``totals`` are the wholes of its shares."""

    weights: dict  # of each unit that counts: its weights, in the order of WEIGHTS
    heads: dict  # of each unit that counts in any measure
    counts_head: frozenset  # the units that make their head count
    excluded: frozenset  # in the scope, but of a kind that does not count
    totals: dict = field(init=False)

    def __post_init__(self):
        columns = list(zip(*self.weights.values(), strict=True)) or [()] * len(WEIGHTS)
        totals = {
            measure: sum(column)
            for measure, column in zip(WEIGHTS, columns, strict=True)
        }
        totals["head"] = len({self.heads[unit] for unit in self.counts_head})
        object.__setattr__(self, "totals", totals)


def make_register(
    rows,
    exclude_kinds=None,
    scope=None,
    identity=SAME_SET,
    developer=None,
    measures=MEASURES,
):
    """Return the register of a motion.

    :param exclude_kinds: ``{kind: measures it does not count in}``, or the kinds that
        count in none
    :param measures: those of the rule; a unit that counts in none of them has no vote
    :raise ValueError: if a unit is there twice

    >>> rows = [Row("1", area=8000, state="unsold"), Row("2", area=12000),
    ...         *(Row(unit, area=9000, owners=["bob"]) for unit in "34"),
    ...         Row("P1", "parking", area=1200, owners=["cai"])]
    >>> make_register(rows).totals
    {'area': 39200, 'lot': 5, 'entitlement': 0, 'share': 0, 'head': 4}
    >>> register = make_register(rows, ["parking"])
    >>> register.totals["area"], register.totals["head"], register.excluded
    (38000, 3, frozenset({'P1'}))
    """
    rows, left_out = list(rows), get_left_out(exclude_kinds)
    if len({row.unit for row in rows}) < len(rows):
        raise ValueError("A unit stands twice in the register.")
    held = [row for row in rows if (scope or Scope()).holds(row)]
    silent = get_silent_kinds(left_out, measures)
    names = _get_bound_heads(rows, silent, identity, developer)
    counted = [row for row in held if row.kind not in silent]
    heads = {row.unit: names[row.unit] for row in counted}
    return Register(
        weights={row.unit: _get_weights(row, left_out) for row in counted},
        heads=heads,
        counts_head=frozenset(
            row.unit for row in counted if "head" in _get_measures(row, left_out)
        ),
        excluded=frozenset(row.unit for row in held if row.unit not in heads),
    )


def get_left_out(exclude_kinds):
    """Return the measures each kind does not count in.

    >>> get_left_out({"parking": ["head"]}), len(get_left_out(["storage"])["storage"])
    ({'parking': frozenset({'head'})}, 5)
    """
    if not isinstance(exclude_kinds, dict):
        exclude_kinds = dict.fromkeys(exclude_kinds or (), MEASURES)
    return {kind: frozenset(measures) for kind, measures in exclude_kinds.items()}


def _get_bound_heads(rows, silent, identity, developer):
    """Return the heads of what counts.

    Owners in common bind by whatever counts, in the scope or not: so who is one head is
    the same in all motions of a vote. Here Ann and Bob are one by the shop, which does
    not share the entrance, and would not be one by the parking space.

    >>> rows = [Row("1", owners=["ann"], entrance="1"),
    ...         Row("2", owners=["bob"], entrance="1"),
    ...         Row("P1", "parking", owners=["ann", "bob"])]
    >>> entrance, common = Scope("entrance", None, "1"), {"identity": "any_common"}
    >>> make_register(rows, ["parking"], entrance, **common).heads
    {'1': 'ann', '2': 'bob'}
    >>> rows.append(Row("S1", "shop", owners=["ann", "bob"]))
    >>> make_register(rows, ["parking"], entrance, **common).heads
    {'1': 'ann+bob', '2': 'ann+bob'}
    """
    counted = [row for row in rows if row.kind not in silent]
    return get_heads(counted, identity, developer)


def get_silent_kinds(left_out, measures):
    """Return the kinds that count in none of the measures.

    >>> sorted(get_silent_kinds({"parking": {"area", "head"}, "shop": {"head"}},
    ...     ["area", "head"]))
    ['parking']
    """
    return {kind for kind, out in left_out.items() if not set(measures) - set(out)}


def get_affected(rows, unit, also=()):
    """Return the units whose owners must all agree that a dwelling becomes a business.

    By definition these are all others of the same building; others may be added.

    >>> rows = [Row("A1", building="A", owners=["ann"]), Row("B1", building="B"),
    ...         Row("A2", building="A", owners=["bob"]),
    ...         Row("A3", building="A", owners=["ann"])]
    >>> sorted(get_affected(rows, "A1")), sorted(get_affected(rows, "A1", ["B1"]))
    (['A2'], ['A2', 'B1'])
    """
    rows = list(rows)
    own = next(row for row in rows if row.unit == unit)
    return frozenset(also) | frozenset(
        row.unit
        for row in rows
        if row.unit != unit
        and own.building is not None
        and row.building == own.building
        and not (row.owners and row.owners == own.owners and row.state == own.state)
    )


def _is_owner_key(owner):
    """Tell whether the keys of heads made of it cannot be taken for another's."""
    text = str(owner)
    return bool(text) and text != DEVELOPER and "+" not in text and text[0] != "?"


def _get_measures(row, left_out):
    return frozenset(MEASURES) - left_out.get(row.kind, frozenset())


def _get_weights(row, left_out):
    measures = _get_measures(row, left_out)
    return tuple(
        getattr(row, measure) if measure in measures else 0 for measure in WEIGHTS
    )
