"""The half hours of a week by the clock on the wall; a slot is their number."""

from datetime import datetime, time, timedelta

SLOT = timedelta(minutes=30)
SLOTS = 48


def format_slot(slot):
    """Return when it begins.

    >>> format_slot(0), format_slot(19)
    ('00:00', '09:30')
    """
    return f"{slot // 2:02}:{slot % 2 * 30:02}"


def get_covered(start, stop, first):
    """Return the ``(weekday, slot)`` that lie wholly in a period, of seven days.

    >>> at = datetime.fromisoformat
    >>> sunday, monday = at("2026-03-01 00:30"), at("2026-03-02 08:10")
    >>> sorted(get_covered(monday, at("2026-03-02 09:30"), sunday))
    [(0, 17), (0, 18)]
    >>> sorted(get_covered(at("2026-02-28 22:00"), sunday, sunday))
    [(6, 0)]

    :param datetime start, stop: by the clock of the place, without a time zone
    :param datetime first: the first of the seven days; Monday is weekday 0
    """
    first = datetime.combine(first, time.min)
    start, stop = max(start, first), min(stop, first + timedelta(days=7))
    number = -((first - start) // SLOT)  # the first that begins at or after start
    covered = set()
    while first + (number + 1) * SLOT <= stop:
        day = (first + number * SLOT).weekday()
        covered.add((day, number % SLOTS))
        number += 1
    return covered
