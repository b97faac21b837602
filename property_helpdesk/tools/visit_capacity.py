"""How much of the day of a technician is free for visits.

All instants are naive datetimes in UTC, intervals are sorted and do not overlap.
"""

from datetime import timedelta

from odoo.addons.property_crm.tools.busy_time import intersect, subtract


def measure(intervals):
    """Return the whole minutes of the intervals.

    >>> from datetime import datetime
    >>> day = datetime(2026, 3, 9)
    >>> measure([(day, day + timedelta(hours=1)), (day, day + timedelta(minutes=5))])
    65
    """
    return sum((stop - start for start, stop in intervals), timedelta()) // timedelta(
        minutes=1
    )


def split_day(day, working, visits, others):
    """Return the minutes ``(working, other, visit)`` of one day.

    Working time that anything else takes is no time for visits; a visit beyond the
    working time counts all the same: somebody has to make it.

    >>> from datetime import datetime
    >>> at = datetime.fromisoformat
    >>> day = (at("2026-03-09"), at("2026-03-10"))
    >>> work = [(at("2026-03-09 08:00"), at("2026-03-09 12:00"))]
    >>> visit = [(at("2026-03-09 11:30"), at("2026-03-09 12:30"))]
    >>> meeting = [(at("2026-03-09 07:00"), at("2026-03-09 09:00"))]
    >>> split_day(day, work, visit, meeting)
    (240, 60, 60)
    """
    works = intersect(working, [day])
    other = intersect(subtract(others, visits), works)
    return measure(works), measure(other), measure(intersect(visits, [day]))
