"""How long a case waited between people, from its log."""

from datetime import timedelta

OPENS = {"handover", "unassigned"}
ENDS = {"handover_ended", "assigned", "reassigned", "done", "closed"}


def wait_minutes(steps, now):
    """Return the whole minutes of all waits; one that has not ended lasts until now.

    >>> from datetime import datetime
    >>> at = lambda minute: datetime(2026, 3, 9, 10, minute)
    >>> steps = [(at(0), "assigned"), (at(5), "handover"), (at(20), "reassigned")]
    >>> wait_minutes(steps, at(50))
    15
    >>> wait_minutes([(at(0), "assigned"), (at(10), "unassigned")], at(50))
    40

    :param steps: ``[(date, kind)]``, the oldest first
    """
    total, since = timedelta(), None
    for date, kind in steps:
        if kind in OPENS and since is None:
            since = date
        elif kind in ENDS and since is not None:
            total += date - since
            since = None
    if since is not None:
        total += now - since
    return total // timedelta(minutes=1)
