"""Which appointment windows can be offered, and to whose time.

A window is what is promised to the resident (08:30 to 12:00, say); the slot is when
somebody has the time in it. All instants are naive datetimes in UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from odoo.addons.property_crm.tools.busy_time import find_free, intersect, subtract

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Offer:
    """``person`` can come from ``start`` to ``stop``, within the window."""

    window: int
    window_start: datetime
    window_stop: datetime
    person: int
    start: datetime
    stop: datetime


def lay_out(windows, zone, first, days):
    """Return ``[(key, start, stop)]`` of the windows of some days, the first first.

    >>> from datetime import date
    >>> import pytz
    >>> shanghai = pytz.timezone("Asia/Shanghai")
    >>> [(key, start, stop)] = lay_out([(7, 8.5, 12)], shanghai, date(2026, 3, 9), 1)
    >>> f"{start:%d %H:%M}-{stop:%H:%M}"
    '09 00:30-04:00'

    :param windows: ``[(key, hour_from, hour_to)]``, hours of the day as floats
    :param zone: the time zone whose wall clock counts
    """
    spans = []
    for number in range(days):
        midnight = datetime.combine(first + timedelta(days=number), datetime.min.time())
        for key, *hours in windows:
            start, stop = (
                _to_utc(zone, midnight + round(hour * 60) * MINUTE) for hour in hours
            )
            spans.append((key, start, stop))
    return sorted(spans, key=lambda span: (span[1], span[2], span[0]))


def _to_utc(zone, wall):
    return zone.localize(wall).astimezone(timezone.utc).replace(tzinfo=None)


def find_offers(spans, people, duration, earliest, each=1):
    """Return the offers of all spans, at most ``each`` people per span.

    >>> at = datetime.fromisoformat
    >>> span = (1, at("2026-03-09 08:30"), at("2026-03-09 12:00"))
    >>> free = [(at("2026-03-09 10:00"), at("2026-03-09 18:00"))]
    >>> [offer] = find_offers([span], {5: free}, timedelta(hours=1), span[1])
    >>> f"{offer.person}: {offer.start:%H:%M}-{offer.stop:%H:%M}"
    '5: 10:00-11:00'
    >>> find_offers([span], {5: free}, timedelta(hours=3), span[1])
    []

    :param people: ``{key: sorted free intervals}``, who suits best first
    :param earliest: nobody comes before
    """
    offers = []
    for key, start, stop in spans:
        found = []
        opened = [(max(start, earliest), stop)]
        for person, free in people.items():
            if len(found) == each or opened[0][0] >= stop:
                break
            for begin, end in find_free([opened, free], [], duration, 1):
                found.append(Offer(key, start, stop, person, begin, end))
        offers += found
    return offers


def get_free(working, opened, taken):
    """Return the sorted intervals in which somebody works, and is not taken."""
    return subtract(intersect(working, opened), taken)


def find_window(spans, start, stop):
    """Return the first of the spans that holds the time, or None.

    >>> find_window([(1, 3, 6), (2, 1, 9)], 2, 5)
    (2, 1, 9)
    """
    return next((span for span in spans if span[1] <= start and stop <= span[2]), None)
