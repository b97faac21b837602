"""A calendar as other programs subscribe to it (RFC 5545)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytz
import vobject

from .ics_series import FeedSeries, make_entries

PRODUCT = "-//Property CRM//Calendar feed//EN"


@dataclass(frozen=True)
class FeedItem:
    """One entry; instants are naive UTC, of whole days only the dates count.

    :param uid: stays the same when the entry moves
    :param stop: of whole days the last of them
    :param changed: when it was changed last, naive UTC
    :param series: if it is one of many that a rule names
    """

    uid: str
    start: datetime
    stop: datetime
    summary: str
    changed: datetime
    allday: bool = False
    location: str = ""
    private: bool = False
    tentative: bool = False
    series: FeedSeries | None = None


def make_feed(items, name):
    """Return the calendar as bytes; the same items always make the same bytes.

    >>> at = datetime(2026, 3, 9, 1)
    >>> item = FeedItem("a@b", at, at + timedelta(hours=1), "Viewing; gate 2", at)
    >>> feed = make_feed([item], "Lin").decode()
    >>> [line for line in feed.splitlines() if line.startswith(("DT", "SUM"))]
    ['DTSTART:20260309T010000Z', 'DTEND:20260309T020000Z', \
'DTSTAMP:20260309T010000Z', 'SUMMARY:Viewing\\\\; gate 2']
    >>> feast = FeedItem("c@d", at, at, "Feast", at, allday=True)
    >>> b"DTEND;VALUE=DATE:20260310" in make_feed([feast], "Lin")
    True
    """
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = PRODUCT
    calendar.add("method").value = "PUBLISH"
    calendar.add("x-wr-calname").value = name
    entries = make_entries(items)
    for entry in sorted(entries, key=lambda entry: (entry.item.start, entry.item.uid)):
        _add(calendar, entry)
    return calendar.serialize().encode()


def get_tag(feed):
    """Return a short name of the content, for whoever has it already."""
    return hashlib.sha256(feed).hexdigest()[:32]


def _add(calendar, entry):
    item = entry.item
    event = calendar.add("vevent")
    event.add("uid").value = item.uid
    event.add("dtstamp").value = _to_utc(item.changed)
    event.add("last-modified").value = _to_utc(item.changed)
    event.add("summary").value = item.summary
    _add_times(event, entry)
    if item.location:
        event.add("location").value = item.location
    if item.private:
        event.add("class").value = "PRIVATE"
    event.add("status").value = "TENTATIVE" if item.tentative else "CONFIRMED"


def _add_times(event, entry):
    item = entry.item

    def to_value(instant):
        return _to_date(instant) if item.allday else _to_zone(instant, entry.timezone)

    event.add("dtstart").value = to_value(item.start)
    # of whole days the end is the first day that is free again
    more = timedelta(days=1 if item.allday else 0)
    event.add("dtend").value = to_value(item.stop + more)
    if entry.rule:
        event.add("rrule").value = entry.rule
    if entry.dropped:
        event.add("exdate").value = [to_value(place) for place in entry.dropped]
    if entry.instead_of:
        event.add("recurrence-id").value = to_value(entry.instead_of)


def _to_utc(instant):
    return instant.replace(microsecond=0, tzinfo=pytz.utc)


def _to_zone(instant, timezone):
    """The rule of a series follows the clock of a place, summer time included."""
    return _to_utc(instant).astimezone(pytz.timezone(timezone or "UTC"))


def _to_date(instant):
    return date(instant.year, instant.month, instant.day)
