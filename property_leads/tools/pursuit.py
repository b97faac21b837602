"""When an open lead needs somebody: not contacted, overdue or silent.

Times are naive UTC, minutes are those of the clock they are measured by.
"""

from dataclasses import dataclass
from datetime import datetime

TRIGGERS = ("contact", "overdue", "silence")


@dataclass(frozen=True, slots=True)
class Lead:
    """What the ladder asks: since when what has been waiting."""

    created: datetime
    contact_due: datetime | None = None
    contacted: datetime | None = None
    next_due: datetime | None = None
    last_action: datetime | None = None


def get_since(trigger, lead, now):
    """Return since when the lead waits in this sense, or None if it does not.

    >>> at = datetime.fromisoformat
    >>> lead = Lead(at("2026-03-02 08:00"), contact_due=at("2026-03-02 08:15"))
    >>> str(get_since("contact", lead, at("2026-03-02 09:00")))
    '2026-03-02 08:15:00'
    >>> get_since("overdue", lead, at("2026-03-02 09:00"))
    """
    if trigger == "contact":
        since = None if lead.contacted else lead.contact_due
    elif trigger == "overdue":
        since = lead.next_due
    else:
        since = lead.last_action or lead.created
    return since if since and since <= now else None


def is_reached(trigger, lead, now, minutes, measure):
    """Return since when it waits if that is long enough, else None.

    :param measure: ``measure(start, end)`` returns the minutes between two instants
    """
    since = get_since(trigger, lead, now)
    if since is None or measure(since, now) < minutes:
        return None
    return since
