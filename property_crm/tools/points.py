"""Points of members: what is left of what was earned, and what runs out."""

from dataclasses import dataclass
from datetime import date


@dataclass
class Lot:
    """Points that run out on the same day; ``None`` if they never do."""

    points: int
    expires: date | None


def get_lots(entries):
    """Return the lots that are left, those that run out first come first.

    What is spent is taken from what runs out first, of what was there by then.

    :param entries: ``(points, expires)`` in the order in which they were written;
        points spent are negative and have no date

    >>> soon, late = date(2026, 6, 30), date(2026, 12, 31)
    >>> get_lots([(100, late), (50, soon), (-70, None)])
    [Lot(points=80, expires=datetime.date(2026, 12, 31))]
    >>> get_lots([(100, soon), (-100, None)])
    []
    >>> get_lots([(30, None), (20, soon), (-25, None)])
    [Lot(points=25, expires=None)]
    """
    lots = []
    for points, expires in entries:
        if points > 0:
            lots.append(Lot(points, expires))
            continue
        _take(lots, -points)
    return sorted((lot for lot in lots if lot.points), key=_get_order)


def get_expired(entries, today):
    """Return how many points have run out and are still there.

    >>> get_expired([(100, date(2026, 6, 30)), (-30, None)], date(2026, 7, 1))
    70
    >>> get_expired([(100, date(2026, 6, 30))], date(2026, 6, 30))
    0
    """
    return sum(
        lot.points for lot in get_lots(entries) if lot.expires and lot.expires < today
    )


def _take(lots, points):
    for lot in sorted(lots, key=_get_order):
        taken = min(lot.points, points)
        lot.points -= taken
        points -= taken


def _get_order(lot):
    return lot.expires or date.max
