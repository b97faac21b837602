"""How well a free unit fits what somebody looks for, and why.

>>> from datetime import date
>>> wish = Wish(kind="dwelling", area_min=80, area_max=100, budget=5000,
...             must=frozenset({"kind"}))
>>> home = Offer(id=7, kind="dwelling", area=90.0, price=5250.0, site_id=1, floor=3,
...              free_from=date(2026, 3, 1))
>>> found = match(wish, home)
>>> found.score, found.reasons
(95, {'kind': 1.0, 'area': 1.0, 'budget': 0.83})
>>> match(Wish(kind="shop", must=frozenset({"kind"})), home) is None
True
>>> match(Wish(), home) is None  # nothing is wished for: nothing fits better
True
"""

from dataclasses import dataclass, field
from datetime import date

# What counts how much, where something is wished.
WEIGHTS = {"kind": 25, "site": 25, "area": 20, "budget": 20, "floor": 5, "date": 5}
# What is this much beyond the wish does not fit at all any more.
SLACK = 0.3
SLACK_FLOORS = 5
SLACK_DAYS = 60


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; what is empty does not matter to him."""

    kind: str = ""
    site_ids: frozenset = frozenset()
    area_min: float = 0
    area_max: float = 0
    budget: float = 0
    floor_min: int = 0
    floor_max: int = 0
    move_in: date | None = None
    must: frozenset = frozenset()


@dataclass(frozen=True)
class Offer:
    """A unit, what it costs (0: not said) and from when it is free."""

    id: int
    kind: str
    area: float
    price: float
    site_id: int
    floor: int
    free_from: date


@dataclass(frozen=True)
class Match:
    offer_id: int
    score: int  # 0 to 100
    reasons: dict = field(default_factory=dict)  # criterion -> 0.0 to 1.0


def match(wish, offer):
    """Return the ``Match``, None if a must is not met or nothing is wished."""
    fits = {
        name: fit
        for name, rate in CRITERIA.items()
        if (fit := rate(wish, offer)) is not None
    }
    if not fits or any(fits.get(name, 1) < 1 for name in wish.must):
        return None
    total = sum(WEIGHTS[name] for name in fits)
    score = sum(WEIGHTS[name] * fit for name, fit in fits.items()) / total
    return Match(
        offer.id,
        round(100 * score),
        {name: round(fit, 2) for name, fit in fits.items()},
    )


def best(wish, offers, limit=10):
    """Return the best of the matches, the better first, then the lower id.

    >>> from datetime import date
    >>> day = date(2026, 1, 1)
    >>> offers = [Offer(n, "shop", 10 * n, 0, 1, 1, day) for n in (1, 5, 4)]
    >>> [found.offer_id for found in best(Wish(area_min=40), offers, limit=2)]
    [4, 5]
    """
    found = [one for offer in offers if (one := match(wish, offer)) and one.score]
    return sorted(found, key=lambda one: (-one.score, one.offer_id))[:limit]


def within(value, low, high, slack):
    """Return 1 within the bounds, falling to 0 as far beyond them as the slack.

    >>> within(90, 80, 100, 30), within(110, 80, 100, 30), within(200, 80, 100, 30)
    (1.0, 0.6666666666666667, 0.0)
    >>> within(5, None, 4, 0)
    0.0
    """
    beyond = 0
    if low is not None and value < low:
        beyond = low - value
    elif high is not None and value > high:
        beyond = value - high
    if not beyond:
        return 1.0
    return max(0.0, 1 - beyond / slack) if slack else 0.0


def _rate_kind(wish, offer):
    return float(wish.kind == offer.kind) if wish.kind else None


def _rate_site(wish, offer):
    return float(offer.site_id in wish.site_ids) if wish.site_ids else None


def _rate_area(wish, offer):
    if not wish.area_min and not wish.area_max:
        return None
    return within(
        offer.area,
        wish.area_min or None,
        wish.area_max or None,
        SLACK * (wish.area_max or wish.area_min),
    )


def _rate_budget(wish, offer):
    """What is not priced yet may fit."""
    if not wish.budget:
        return None
    return within(offer.price, None, wish.budget, SLACK * wish.budget)


def _rate_floor(wish, offer):
    if not wish.floor_min and not wish.floor_max:
        return None
    return within(
        offer.floor, wish.floor_min or None, wish.floor_max or None, SLACK_FLOORS
    )


def _rate_date(wish, offer):
    if not wish.move_in:
        return None
    return within((offer.free_from - wish.move_in).days, None, 0, SLACK_DAYS)


CRITERIA = {
    "kind": _rate_kind,
    "site": _rate_site,
    "area": _rate_area,
    "budget": _rate_budget,
    "floor": _rate_floor,
    "date": _rate_date,
}
