"""When people and rooms are taken, who clashes with what, and when all are free.

All instants are naive datetimes in UTC. Intervals contain their start and not their
end: what ends at ten does not clash with what begins at ten, and what takes no time
clashes with nothing.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from .working_plan import DAY, get_offset, subtract
from .working_time import join

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Busy:
    """Somebody or something is taken.

    :param label: what by, as whoever asked may read it: of a private event it says
        only that the person is busy
    :param model: of the record behind it, with its ``id``
    :param private: the record is private, whoever asks
    """

    start: datetime
    stop: datetime
    label: str = ""
    model: str = ""
    id: int = 0
    private: bool = False


def find_clashes(wanted, busy):
    """Return ``[(interval, Busy)]``: which of the wanted intervals meets what.

    >>> at = datetime.fromisoformat
    >>> visit = Busy(at("2026-03-09 09:00"), at("2026-03-09 10:00"), "Visit")
    >>> nine, ten = at("2026-03-09 09:30"), at("2026-03-09 10:00")
    >>> [found.label for _wanted, found in find_clashes([(nine, ten)], [visit])]
    ['Visit']
    >>> find_clashes([(ten, ten + DAY)], [visit])
    []
    """
    wanted = sorted(interval for interval in wanted if interval[0] < interval[1])
    starts = [start for start, _stop in wanted]
    longest = max((stop - start for start, stop in wanted), default=timedelta())
    clashes = []
    for taken in busy:
        if taken.start >= taken.stop:
            continue
        # what begins earlier than this is over, however long it is
        first = bisect_left(starts, taken.start - longest)
        for start, stop in wanted[first : bisect_left(starts, taken.stop)]:
            if taken.start < stop:
                clashes.append(((start, stop), taken))
    return sorted(clashes, key=_get_order)


def _get_order(clash):
    (start, stop), taken = clash
    return start, stop, taken.start, taken.stop, taken.model, taken.id


def merge(busy):
    """Return sorted intervals of the time that is taken by anything.

    >>> day = datetime(2026, 3, 9)
    >>> [str(stop - start) for start, stop in merge([Busy(day, day + DAY)] * 2)]
    ['1 day, 0:00:00']
    """
    return join((taken.start, taken.stop) for taken in busy)


def intersect(first, second):
    """Return what two sorted lists of intervals have in common.

    >>> intersect([(1, 4), (6, 9)], [(3, 7)])
    [(3, 4), (6, 7)]
    """
    common, position = [], 0
    for start, stop in first:
        while position < len(second) and second[position][1] <= start:
            position += 1
        index = position
        while index < len(second) and second[index][0] < stop:
            begin, end = max(start, second[index][0]), min(stop, second[index][1])
            common.append((begin, end))
            index += 1
    return common


def find_free(opened, busy, duration, count, step=QUARTER):
    """Return the first slots in which all are free, one after the other.

    Each lies within one interval of the time that is open to all. They begin on the
    quarter of an hour, and do not overlap: several offers are several choices.

    >>> at = datetime.fromisoformat
    >>> morning = [(at("2026-03-09 08:40"), at("2026-03-09 12:00"))]
    >>> visit = Busy(at("2026-03-09 09:50"), at("2026-03-09 10:20"))
    >>> slots = find_free([morning], [visit], timedelta(hours=1), 3)
    >>> [f"{start:%H:%M}-{stop:%H:%M}" for start, stop in slots]
    ['08:45-09:45', '10:30-11:30']

    :param opened: for each of all, sorted intervals of his working time
    :param busy: what takes any of them
    """
    if duration <= timedelta() or count <= 0 or not opened:
        return []
    common = opened[0]
    for intervals in opened[1:]:
        common = intersect(common, intervals)
    slots = []
    for start, stop in subtract(common, merge(busy)):
        start = round_up(start, step)
        while start + duration <= stop:
            slots.append((start, start + duration))
            if len(slots) == count:
                return slots
            start = round_up(start + duration, step)
    return slots


def round_up(instant, step=QUARTER):
    """Return the next instant on the step, counted from midnight UTC.

    >>> str(round_up(datetime(2026, 3, 9, 8, 31)))
    '2026-03-09 08:45:00'
    """
    return instant + (datetime.min - instant) % step


def get_days(tz, first, last):
    """Return the interval in UTC from the beginning of a day to the end of another.

    >>> from datetime import timezone
    >>> day, shanghai = datetime(2026, 3, 9).date(), timezone(timedelta(hours=8))
    >>> [str(instant) for instant in get_days(shanghai, day, day)]
    ['2026-03-08 16:00:00', '2026-03-09 16:00:00']
    """
    return get_midnight(tz, first), get_midnight(tz, last + DAY)


@lru_cache(maxsize=4096)
def get_midnight(tz, day):
    """Return the first instant of a day by the wall clock of a time zone.

    Where clocks are put forward at midnight the day begins later, and where they are
    put back after it the first of both midnights counts.
    """
    midnight = datetime.combine(day, time.min)
    instants = [midnight - get_offset(tz, midnight + side) for side in (-DAY, DAY)]
    return min(at for at in instants if (at + get_offset(tz, at)).date() >= day)
