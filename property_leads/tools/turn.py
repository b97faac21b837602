"""Whose turn it is: smooth weighted round robin among those who can take it.

Everybody who can take a lead gains his weight; who has most takes it and gives back the
sum of what was gained. Over any long run each gets his share, and nobody gets two in a
row while others wait. Hard rules come first: whoever breaks one is passed over, and
every rule he breaks is told. Nothing here knows the ORM.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Seller:
    """What counts about one person; ``credit`` is what he has gained so far.

    ``territories`` None: all of them; ``langs``, ``tags`` and ``kinds`` empty: any.
    """

    key: int
    weight: int = 1
    credit: int = 0
    load: int = 0
    capacity: int = 0
    territories: frozenset | None = None
    companies: frozenset | None = None
    kinds: frozenset = frozenset()
    langs: frozenset = frozenset()
    tags: frozenset = frozenset()
    is_active: bool = True
    is_away: bool = False
    on_duty: frozenset | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a lead asks for."""

    territory: int = 0
    company: int = 0
    kind: str = ""
    lang: str = ""
    tags: frozenset = field(default_factory=frozenset)


def find_obstacles(seller, wanted):
    """Return the codes of the hard rules he breaks, the gravest first.

    >>> find_obstacles(Seller(1, load=5, capacity=5, is_away=True), Wanted())
    ['away', 'full']
    """
    needed = wanted.tags
    checks = (
        ("left", not seller.is_active),
        (
            "company",
            bool(wanted.company)
            and seller.companies is not None
            and wanted.company not in seller.companies,
        ),
        (
            "elsewhere",
            bool(wanted.territory)
            and seller.territories is not None
            and wanted.territory not in seller.territories,
        ),
        (
            "kind",
            bool(wanted.kind and seller.kinds) and wanted.kind not in seller.kinds,
        ),
        (
            "lang",
            bool(wanted.lang and seller.langs) and wanted.lang not in seller.langs,
        ),
        ("skill", bool(needed) and not needed <= seller.tags),
        ("weight", seller.weight <= 0),
        ("away", seller.is_away),
        (
            "off_duty",
            seller.on_duty is not None and wanted.territory not in seller.on_duty,
        ),
        ("full", bool(seller.capacity) and seller.load >= seller.capacity),
    )
    return [code for code, is_broken in checks if is_broken]


def _lacks(has, asked):
    """Tell whether he takes only some, and this is none of them."""
    return bool(asked and has) and asked not in has


def pick(sellers, wanted):
    """Return ``(key or None, verdicts)`` and move the turn on.

    A verdict is ``{"user", "codes", "credit", "weight", "load", "capacity"}``; without
    codes he could have taken it, and whoever had most credit did.

    >>> team = [Seller(1, 5), Seller(2, 3), Seller(3, 2)]
    >>> "".join("-abc"[pick(team, Wanted())[0]] for _n in range(10))
    'abcaabacba'
    >>> pick([Seller(1, is_away=True)], Wanted())[0] is None
    True
    """
    verdicts, able = [], []
    for seller in sellers:
        codes = find_obstacles(seller, wanted)
        if not codes:
            able.append(seller)
            seller.credit += seller.weight
        verdicts.append(_tell(seller, codes))
    if not able:
        return None, verdicts
    chosen = max(able, key=lambda seller: (seller.credit, -seller.key))
    chosen.credit -= sum(seller.weight for seller in able)
    chosen.load += 1
    return chosen.key, verdicts


def _tell(seller, codes):
    return {
        "user": seller.key,
        "codes": codes,
        "credit": seller.credit,
        "weight": seller.weight,
        "load": seller.load,
        "capacity": seller.capacity,
    }
