"""What a customer leaves us: time-driven costs, three margins, the whale curve.

Numbers are ``Decimal``; floats are read as they are written. A cost is rounded once,
where it becomes money; margins are sums of rounded money, so that they add up.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from .fee import CENT, round_half_up, to_decimal

PRACTICAL_SHARE = Decimal("0.80")
ZERO = Decimal(0)


def practical_capacity(staff, days, hours, share=PRACTICAL_SHARE):
    """Return the minutes that people really have for customers.

    >>> practical_capacity(10, 250, 8)
    Decimal('960000.00')
    """
    minutes = to_decimal(staff) * to_decimal(days) * to_decimal(hours) * 60
    return minutes * to_decimal(share)


def capacity_rate(cost, minutes):
    """Return what a minute of the capacity costs, with four decimals.

    >>> capacity_rate(560_000, 700_000)
    Decimal('0.8000')
    """
    minutes = to_decimal(minutes)
    if not minutes:
        return ZERO
    return round_half_up(to_decimal(cost) / minutes, Decimal("0.0001"))


def request_minutes(base, extras=()):
    """Return the minutes of a request by its time equation.

    ``extras`` are pairs: minutes of what may come to it, and how often it came.

    >>> request_minutes(30, [(20, 1), (45, 0), (15, 2)])
    Decimal('80')
    """
    added = (to_decimal(each) * to_decimal(count) for each, count in extras)
    return to_decimal(base) + sum(added, ZERO)


def time_cost(minutes, rate, unit=CENT):
    """Return what the minutes cost.

    >>> time_cost(40, "0.80"), time_cost(392_000, "0.80")
    (Decimal('32.00'), Decimal('313600.00'))
    """
    return round_half_up(to_decimal(minutes) * to_decimal(rate), unit)


@dataclass(frozen=True, slots=True)
class CapacityUse:
    """How much of the capacity was used; what was not is no customer's cost."""

    cost: Decimal
    capacity: Decimal
    used: Decimal

    @property
    def used_percent(self):
        return round_half_up(100 * self.used / self.capacity)

    @property
    def unused_minutes(self):
        return self.capacity - self.used

    @property
    def used_cost(self):
        return time_cost(self.used, capacity_rate(self.cost, self.capacity))

    @property
    def unused_cost(self):
        return self.cost - self.used_cost


def use_capacity(cost, capacity, activities):
    """Return how pairs of minutes each and how often use the capacity.

    >>> use = use_capacity(560_000, 700_000, [(40, 9_800), (220, 280), (250, 500)])
    >>> use.used, use.used_cost, use.used_percent
    (Decimal('578600'), Decimal('462880.00'), Decimal('82.66'))
    >>> use.unused_minutes, use.unused_cost
    (Decimal('121400'), Decimal('97120.00'))
    """
    used = request_minutes(0, activities)
    return CapacityUse(to_decimal(cost), to_decimal(capacity), used)


def carrying_cost(overdue, capital_rate, days, unit=CENT):
    """Return what it costs to wait for the money; the rate is a year's, as a share.

    >>> carrying_cost(10_000, "0.06", 73)
    Decimal('120.00')
    """
    cost = to_decimal(overdue) * to_decimal(capital_rate) * to_decimal(days) / 365
    return round_half_up(cost, unit)


@dataclass(frozen=True, slots=True)
class Margins:
    """What a customer leaves after each kind of cost."""

    cm1: Decimal
    cm2: Decimal
    cm3: Decimal

    @property
    def below_marginal_cost(self):
        """He costs more than he brings: find the cause, do not drop the customer."""
        return self.cm2 < 0

    @property
    def unprofitable_full_cost(self):
        """He does not pay his part of what we keep ready."""
        return self.cm3 < 0


def get_margins(
    revenue, direct, minutes, variable, full, bad_debt=0, carrying=0, unit=CENT
):
    """Return the margins; ``variable`` and ``full`` are what a minute costs.

    >>> get_margins(60_000, 30_000, 9_000, "0.40", "0.80").cm3
    Decimal('22800.00')
    """
    cm1 = to_decimal(revenue) - to_decimal(direct)
    lost = to_decimal(bad_debt) + to_decimal(carrying)
    cm2 = cm1 - time_cost(minutes, variable, unit) - lost
    fixed = to_decimal(full) - to_decimal(variable)
    return Margins(cm1, cm2, cm2 - time_cost(minutes, fixed, unit))


def get_band(margins, is_best_fifth):
    """Return the band of a customer, the best first.

    >>> get_band(get_margins(3_000, 2_600, 1_500, "0.40", "0.80"), False)
    '4_below'
    """
    if margins.below_marginal_cost:
        return "4_below"
    if margins.unprofitable_full_cost:
        return "3_full"
    return "1_best" if is_best_fifth else "2_profit"


@dataclass(frozen=True, slots=True)
class WhalePoint:
    """One customer on the curve, and what he and all better ones leave together."""

    rank: int
    profit: Decimal
    cumulative: Decimal
    percent: Decimal | None
    customers: int  # percent of all, in steps of five


def whale_curve(profits):
    """Return the points of the curve, the best customer first.

    Without a profit in all there is nothing to be a percentage of.

    >>> curve = whale_curve([10, -5, 20])
    >>> [(point.profit, point.percent, point.customers) for point in curve]
    ... # doctest: +NORMALIZE_WHITESPACE
    [(Decimal('20'), Decimal('80.00'), 35),
     (Decimal('10'), Decimal('120.00'), 70),
     (Decimal('-5'), Decimal('100.00'), 100)]
    >>> whale_curve([-1])[0].percent
    """
    ordered = sorted(map(to_decimal, profits), reverse=True)
    total, count = sum(ordered, ZERO), len(ordered)
    return [
        WhalePoint(
            rank,
            profit,
            cumulative,
            round_half_up(100 * cumulative / total) if total > 0 else None,
            -(-20 * rank // count) * 5,
        )
        for rank, (profit, cumulative) in enumerate(
            zip(ordered, accumulate(ordered), strict=True), start=1
        )
    ]
