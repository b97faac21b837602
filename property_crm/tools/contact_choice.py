"""Whom to call about a unit, for which purpose, now: ranked, with the reasons.

A wish of the customer (a contact preference for the purpose) comes before what his
role suggests. Who cannot be reached at all is last; who asked not to be called at
this hour comes after those who may be, except in an emergency.
"""

from typing import NamedTuple

PURPOSES = ("billing", "emergency", "repair", "notices")

# Where an answer is needed at once, so that an e-mail does not do.
CALLED = ("emergency", "repair")

# What speaks for a person, by purpose, the strongest first.
SUITABLE = {
    "billing": (
        "pays_fees",
        "representative",
        "owner",
        "main_contact",
        "occupant",
        "developer",
    ),
    "emergency": (
        "emergency_contact",
        "main_contact",
        "occupant",
        "has_key",
        "representative",
        "owner",
        "developer",
    ),
    "repair": (
        "main_contact",
        "occupant",
        "has_key",
        "representative",
        "owner",
        "emergency_contact",
        "developer",
    ),
    "notices": (
        "main_contact",
        "occupant",
        "representative",
        "owner",
        "developer",
    ),
}


class Preference(NamedTuple):
    """A customer's wish; hours are local, and a window may pass midnight.

    A general wish says how to call him about anything, not that he be called first.
    """

    purpose: str
    weekdays: frozenset = frozenset(range(7))
    hour_from: float = 0.0
    hour_to: float = 24.0
    sequence: int = 10
    is_for_unit: bool = False
    is_general: bool = False
    phone: str = ""

    def allows(self, moment):
        """Tell whether the customer may be called at that local time.

        >>> from datetime import datetime
        >>> friday_night = Preference("repair", frozenset({4}), 22.0, 2.0)
        >>> friday_night.allows(datetime(2024, 1, 6, 1))
        True
        >>> friday_night.allows(datetime(2024, 1, 5, 1))
        False
        """
        hour = moment.hour + moment.minute / 60
        today = moment.weekday()
        if self.hour_from < self.hour_to:
            return today in self.weekdays and self.hour_from <= hour < self.hour_to
        if hour >= self.hour_from:
            return today in self.weekdays
        return hour < self.hour_to and (today - 1) % 7 in self.weekdays


class Candidate(NamedTuple):
    """A person of the unit; ``traits`` are words of SUITABLE that hold for him."""

    id: int
    traits: frozenset = frozenset()
    phone: str = ""
    email: str = ""
    preferences: tuple = ()


class Choice(NamedTuple):
    """A candidate's place in the ranking: its reasons, the number to call."""

    id: int
    reasons: tuple
    phone: str
    email: str
    is_available: bool


def rank_contacts(candidates, purpose, moment):
    """Return the choices for a purpose at a local time, the best first.

    >>> tenant = Candidate(1, frozenset({"occupant", "main_contact"}), phone="+861")
    >>> owner = Candidate(2, frozenset({"owner"}), phone="+862")
    >>> from datetime import datetime
    >>> noon = datetime(2024, 1, 5, 12)
    >>> [choice.id for choice in rank_contacts([owner, tenant], "repair", noon)]
    [1, 2]
    >>> rank_contacts([owner, tenant], "billing", noon)[0].reasons
    ('owner',)
    """
    ranked = sorted(_judge(person, purpose, moment) for person in candidates)
    return [choice for _key, choice in ranked]


def _judge(person, purpose, moment):
    wish = _preference(person, purpose)
    order = SUITABLE[purpose]
    traits = [trait for trait in order if trait in person.traits]
    is_asked_for = bool(wish and not wish.is_general)
    is_open = wish is None or wish.allows(moment)
    phone = (wish and wish.phone) or person.phone
    can_reach = bool(phone or person.email)
    must_wait = not is_open and purpose != "emergency"
    reasons = (
        *(["preference"] if is_asked_for else []),
        *traits,
        *([] if is_open else ["outside_hours"]),
        *([] if phone else ["email_only" if person.email else "unreachable"]),
    )
    key = (
        not can_reach,
        must_wait,
        purpose in CALLED and not phone,
        not is_asked_for,
        wish.sequence if is_asked_for else 0,
        order.index(traits[0]) if traits else len(order),
        not phone,
        person.id,
    )
    choice = Choice(
        person.id, reasons, phone, person.email, can_reach and not must_wait
    )
    return key, choice


def _preference(person, purpose):
    """Return the wish that counts: for the purpose, for the unit, then in order."""
    wishes = [wish for wish in person.preferences if wish.purpose == purpose]
    return min(
        wishes,
        key=lambda wish: (wish.is_general, not wish.is_for_unit, wish.sequence),
        default=None,
    )
