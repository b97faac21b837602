"""The events of a series as one entry of a calendar, with what differs (RFC 5545)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

import pytz
from dateutil.rrule import rrulestr

END = ("COUNT=", "UNTIL=", "X-")
# of so many events one is taken to begin with; those before it stand alone
TRIED = 5


@dataclass(frozen=True)
class FeedSeries:
    """What the events of a series have in common.

    :param uid: of the series
    :param rule: an RRULE; where it ends is told by the events
    :param timezone: the name of the zone whose clock the rule follows
    """

    uid: str
    rule: str
    timezone: str = "UTC"


@dataclass(frozen=True)
class Entry:
    """One VEVENT.

    :param item: what it says; its instants are naive UTC
    :param timezone: of a part of a series
    :param rule: of a series, with its end
    :param dropped: the instants at which the rule names an event and there is none
    :param instead_of: the instant of the rule in whose place this one is
    """

    item: object
    timezone: str = ""
    rule: str = ""
    dropped: tuple = ()
    instead_of: datetime | None = None


def make_entries(items):
    """Return the entries of items: of a series one, and one for each that differs.

    A series is read from its events as they are, not from what was planned: what the
    rule names and is gone is dropped, what has moved takes the place that is empty.
    """
    series, entries = {}, []
    for item in items:
        if item.series:
            series.setdefault(item.series, []).append(item)
        else:
            entries.append(Entry(item))
    for one, members in series.items():
        members.sort(key=lambda item: (item.start, item.uid))
        # a rule names hours or whole days, never both
        like = [item for item in members if item.allday == members[0].allday]
        entries += _make_series(one, like)
        entries += [Entry(item) for item in members if item not in like]
    return entries


def get_rule(rule):
    """Return a rule without its beginning and end.

    >>> get_rule("DTSTART:20260309T010000\\nRRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO")
    'FREQ=WEEKLY;BYDAY=MO'
    """
    text = rule.strip().splitlines()[-1].split(":")[-1]
    return ";".join(part for part in text.split(";") if not part.startswith(END))


def _make_series(series, members):
    places = _find_places(series, members)
    if len(places) < 2:
        return [Entry(item) for item in members]
    placed, alone, empty = _place(places, members)
    first, last = places[0], max(placed)
    usual = _find_usual(placed)
    master = replace(
        usual,
        uid=series.uid,
        start=first,
        stop=first + (usual.stop - usual.start),
        changed=max(item.changed for item in members),
    )
    entry = Entry(
        master,
        timezone=series.timezone,
        rule=_add_end(series, last, usual.allday),
        dropped=tuple(place for place in empty if place < last),
    )
    return [
        entry,
        *_get_different(series, placed, usual),
        *(Entry(item) for item in alone),
    ]


def _find_places(series, members):
    """Return the instants the rule names, begun where most events are met."""
    starts = {item.start for item in members}
    found = (_expand(series, item, max(starts)) for item in members[:TRIED])
    return max(found, key=lambda places: len(starts.intersection(places)), default=[])


def _expand(series, first, until):
    """Return the instants of the rule, naive UTC; none if it leaves out the first."""
    begin = _to_local(first.start, series, first.allday)
    rule = rrulestr(get_rule(series.rule), dtstart=begin)
    last = _to_local(until, series, first.allday)
    places = [
        _to_utc(place, series, first.allday)
        for place in rule.between(begin, last, True)
    ]
    return places if places[:1] == [first.start] else []


def _place(places, members):
    """Return the items by their places, those that have none, and the empty places."""
    known, placed, moved = set(places), {}, []
    for item in members:
        if item.start in known and item.start not in placed:
            placed[item.start] = item
        else:
            moved.append(item)
    alone = []
    for item in moved:
        empty = [place for place in places if place not in placed]
        if empty:
            nearest = min(empty, key=lambda place: abs(place - item.start))
            placed[nearest] = item
        else:
            alone.append(item)
    return placed, alone, [place for place in places if place not in placed]


def _find_usual(placed):
    """Return an item that says what most of them say."""
    usual = Counter(_get_content(item) for item in placed.values()).most_common(1)
    return next(item for item in placed.values() if _get_content(item) == usual[0][0])


def _get_different(series, placed, usual):
    return [
        Entry(
            replace(item, uid=series.uid),
            timezone=series.timezone,
            instead_of=place,
        )
        for place, item in sorted(placed.items())
        if place != item.start or _get_content(item) != _get_content(usual)
    ]


def _get_content(item):
    return replace(item, uid="", start=item.stop - item.start, stop=None, changed=None)


def _add_end(series, last, allday):
    text = f"{last:%Y%m%d}" if allday else f"{last:%Y%m%dT%H%M%SZ}"
    return f"{get_rule(series.rule)};UNTIL={text}"


def _to_local(instant, series, allday):
    if allday:
        return instant
    zone = pytz.timezone(series.timezone)
    return pytz.utc.localize(instant).astimezone(zone).replace(tzinfo=None)


def _to_utc(local, series, allday):
    if allday:
        return local
    zone = pytz.timezone(series.timezone)
    instant = zone.localize(local, is_dst=False).astimezone(pytz.utc)
    return instant.replace(tzinfo=None)
