"""When several like requests look like one cause: a burst.

A burst is a run of like requests in which every request belongs to some stretch of
``minutes`` with requests of at least ``count`` different senders. Somebody who reports
the same thing again and again is one sender.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """One request; ``like`` says which others it can be alike."""

    key: Any
    moment: datetime
    like: Hashable
    sender: Hashable


def find_bursts(reports, count, minutes):
    """Return the bursts as lists of keys, each in the order of time.

    >>> day = datetime(2026, 3, 2, 8)
    >>> calls = [
    ...     Report(n, day + timedelta(minutes=10 * n), "lift", sender)
    ...     for n, sender in enumerate("abcz")
    ... ]
    >>> find_bursts(calls, 3, 20)
    [[0, 1, 2, 3]]
    >>> find_bursts(calls, 3, 19)
    []
    """
    by_like = {}
    for report in sorted(reports, key=lambda one: one.moment):
        by_like.setdefault(report.like, []).append(report)
    window = timedelta(minutes=minutes)
    return [
        [report.key for report in alike[start:end]]
        for alike in by_like.values()
        for start, end in _find_runs(alike, count, window)
    ]


def _find_runs(alike, count, window):
    """Return ``[(start, end)]`` of the runs in what is sorted by time."""
    runs, start = [], 0
    for end, last in enumerate(alike, 1):
        while last.moment - alike[start].moment > window:
            start += 1
        if len({report.sender for report in alike[start:end]}) < count:
            continue
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
