"""Which territory a place belongs to: the most specific one that covers it.

A territory covers a place when each limit it sets (building, entrance, floors,
list of units) holds for that place. Of those that cover it the most specific
kind wins, then the one with fewer floors, then the oldest.
"""

from dataclasses import dataclass, field

SPECIFICITY = ("district", "site", "building", "entrance", "floors", "units")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a territory covers, within one site."""

    key: int
    kind: str
    building: int | None = None
    entrance: str = ""
    floor_from: int = 0
    floor_to: int = 0
    units: frozenset = field(default_factory=frozenset)

    @property
    def rank(self):
        floors = self.floor_to - self.floor_from if self.kind == "floors" else 0
        return (SPECIFICITY.index(self.kind), -floors, -self.key)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or a coarser place that leaves the finer limits empty."""

    unit: int | None = None
    building: int | None = None
    entrance: str = ""
    floor: int | None = None


def covers(scope, place):
    """Tell whether ``scope`` covers ``place``.

    >>> covers(Scope(1, "building", building=7), Place(building=7))
    True
    >>> covers(Scope(1, "floors", 7, "", 1, 3), Place(building=7, floor=4))
    False
    """
    if scope.kind == "units":
        return place.unit is not None and place.unit in scope.units
    if scope.kind in ("district", "site"):
        return True
    if place.building is None or scope.building != place.building:
        return False
    if scope.kind != "building" and scope.entrance not in ("", place.entrance):
        return False
    if scope.kind == "floors":
        return (
            place.floor is not None
            and scope.floor_from <= place.floor <= scope.floor_to
        )
    return True


def most_specific(scopes, place):
    """Return the key of the most specific scope that covers ``place``, or None.

    >>> scopes = [Scope(1, "site"), Scope(2, "building", building=7)]
    >>> most_specific(scopes, Place(building=7)), most_specific(scopes, Place())
    (2, 1)
    """
    fitting = [scope for scope in scopes if covers(scope, place)]
    return max(fitting, key=lambda scope: scope.rank).key if fitting else None
