"""Exact shares of a unit: integers and fractions, never percentages or floats."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

WHOLE = Fraction(1)
_SHARE = re.compile(
    r"""(?: (?P<top>\d+) \s*/\s* (?P<bottom>\d+)
          | (?P<percent>\d+(?:\.\d+)?) \s*%
          | (?P<decimal>\d+(?:\.\d+)?) )""",
    re.VERBOSE,
)


class Holding(NamedTuple):
    """One owner's share in a unit; the dates are inclusive, ``None`` is open."""

    share: Fraction
    date_from: date | None = None
    date_to: date | None = None
    is_joint: bool = False

    def covers(self, day):
        """Tell whether the holding is in force on that day.

        >>> Holding(WHOLE, date_to=date(2024, 1, 31)).covers(date(2024, 1, 31))
        True
        """
        return (self.date_from is None or self.date_from <= day) and (
            self.date_to is None or day <= self.date_to
        )


def parse_share(text):
    """Return a share as written in a spreadsheet as an exact fraction.

    >>> [str(parse_share(text)) for text in ("1/3", "33.5 %", "0.25", "１／２")]
    ['1/3', '67/200', '1/4', '1/2']

    :raise ValueError: if it is no share, nothing, or more than the whole
    """
    match = _SHARE.fullmatch(unicodedata.normalize("NFKC", str(text)).strip())
    if not match:
        raise ValueError(text)
    if match["top"]:
        bottom = int(match["bottom"])
        share = Fraction(int(match["top"]), bottom) if bottom else Fraction(0)
    elif match["percent"]:
        share = Fraction(Decimal(match["percent"])) / 100
    else:
        share = Fraction(Decimal(match["decimal"]))
    if not 0 < share <= 1:
        raise ValueError(text)
    return share


def total_share(holdings, day):
    """Return the sum of the shares in force on a day.

    >>> third = Holding(Fraction(1, 3))
    >>> total_share([third, third, third], date(2024, 1, 1))
    Fraction(1, 1)
    """
    return sum((held.share for held in holdings if held.covers(day)), Fraction(0))


def remaining_share(holdings, day):
    """Return what the shares leave on a day: joint owners hold it together.

    >>> remaining_share([Holding(Fraction(2, 3))], date(2024, 1, 1))
    Fraction(1, 3)
    """
    return WHOLE - total_share(holdings, day)


def first_overload(holdings):
    """Return ``(day, sum)`` of the first day on which more than the whole is held.

    With a joint owner something must be left for him. A sum can only grow on the
    first day of a holding, so no other day is looked at.

    >>> half, all_of_it = Fraction(1, 2), Fraction(1)
    >>> first_overload([Holding(half), Holding(all_of_it, date(2024, 5, 1))])
    (datetime.date(2024, 5, 1), Fraction(3, 2))
    >>> first_overload([Holding(half), Holding(half)])
    >>> first_overload([Holding(all_of_it), Holding(Fraction(0), is_joint=True)])
    (datetime.date(1, 1, 1), Fraction(1, 1))
    """
    for day in sorted({held.date_from or date.min for held in holdings}):
        current = [held for held in holdings if held.covers(day)]
        total = sum((held.share for held in current), Fraction(0))
        has_joint = any(held.is_joint for held in current)
        if total > WHOLE or (has_joint and total == WHOLE):
            return day, total
    return None
