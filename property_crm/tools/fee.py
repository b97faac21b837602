"""What a service costs: exact to the cent, by the month and by the day.

A month is rounded by itself, half up; a longer period is the sum of its months, never
rounded as a whole. What is not a whole month is charged by its days. Numbers are
``Decimal``; floats are read as they are written, so 89.32 is 89.32.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def to_decimal(number):
    """Return the number as it is written.

    >>> to_decimal(89.32), to_decimal("2.60"), to_decimal(None)
    (Decimal('89.32'), Decimal('2.60'), Decimal('0'))
    """
    if isinstance(number, float):
        return Decimal(repr(number))
    return Decimal(number or 0)


def round_half_up(number, unit=CENT):
    """Return the number rounded to the unit; a half goes away from zero.

    >>> round_half_up("0.125"), round_half_up("2.5", Decimal(1))
    (Decimal('0.13'), Decimal('3'))
    """
    return (to_decimal(number) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def month_amount(quantity, price, unit=CENT):
    """Return what a whole month costs.

    >>> month_amount(89.32, 2.60)
    Decimal('232.23')
    """
    return round_half_up(to_decimal(quantity) * to_decimal(price), unit)


def period_amount(quantity, price, months, unit=CENT):
    """Return what whole months cost together: the sum of the rounded ones.

    >>> period_amount(89.32, 2.60, 3)
    Decimal('696.69')
    """
    return month_amount(quantity, price, unit) * months


def partial_amount(quantity, price, days, days_in_month, unit=CENT):
    """Return what some days of a month cost.

    >>> partial_amount(89.32, 2.60, 14, 31)
    Decimal('104.88')
    """
    amount = to_decimal(quantity) * to_decimal(price) * days / days_in_month
    return round_half_up(amount, unit)


@dataclass(frozen=True, slots=True)
class MonthPart:
    """The days of one month that are charged."""

    year: int
    month: int
    days: int
    days_in_month: int

    @property
    def is_whole(self):
        return self.days == self.days_in_month

    def get_amount(self, quantity, price, unit=CENT):
        if self.is_whole:
            return month_amount(quantity, price, unit)
        return partial_amount(quantity, price, self.days, self.days_in_month, unit)


def split_months(first, last):
    """Return the months between two days, both included.

    >>> [(part.month, part.days) for part in split_months(
    ...     date(2026, 3, 18), date(2026, 5, 31))]
    [(3, 14), (4, 30), (5, 31)]
    """
    parts = []
    while first <= last:
        days_in_month = monthrange(first.year, first.month)[1]
        end = min(last, first.replace(day=days_in_month))
        days = (end - first).days + 1
        parts.append(MonthPart(first.year, first.month, days, days_in_month))
        first = end + timedelta(days=1)
    return parts


def amount_between(quantity, price, first, last, unit=CENT):
    """Return what a service by the month costs from the first to the last day.

    >>> amount_between(89.32, 2.60, date(2026, 3, 18), date(2026, 5, 31))
    Decimal('569.34')
    """
    parts = split_months(first, last)
    amounts = (part.get_amount(quantity, price, unit) for part in parts)
    return sum(amounts, Decimal(0))


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """A price and the days it holds; no day is no limit."""

    price: Decimal
    first: date | None = None
    last: date | None = None
    key: int = 0  # of the record it comes from


def split_by_price(first, last, spans):
    """Return the spans within the days, in order, cut to them.

    The earlier span wins where two overlap, so give the more specific ones first. Days
    without any price are left out. Without a last day the end stays open.

    >>> old = PriceSpan(Decimal("2.60"), last=date(2026, 6, 30))
    >>> new = PriceSpan(Decimal("2.80"), first=date(2026, 7, 1))
    >>> for span in split_by_price(date(2026, 1, 1), date(2026, 12, 31), [old, new]):
    ...     print(span.price, span.first, span.last)
    2.60 2026-01-01 2026-06-30
    2.80 2026-07-01 2026-12-31
    """
    end = last or date.max
    days = {first}
    for span in spans:
        days |= {span.first} if span.first else set()
        days |= {span.last + timedelta(days=1)} if span.last else set()
    starts = sorted(day for day in days if first <= day <= end)
    found = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        stop = following - timedelta(days=1) if following else last
        span = next((span for span in spans if _holds(span, start)), None)
        if not span:
            continue
        if found and _goes_on(found[-1], span, start):
            start = found.pop().first
        found.append(PriceSpan(span.price, start, stop, span.key))
    return found


def _holds(span, day):
    return (span.first or day) <= day <= (span.last or day)


def _goes_on(last, span, day):
    same = (last.key, last.price) == (span.key, span.price)
    return same and last.last and last.last + timedelta(days=1) == day
