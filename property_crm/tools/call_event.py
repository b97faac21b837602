"""What a telephone system tells of a call: whether it is genuine, and what it says."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from .api_rows import ApiField, BadValue, parse_value
from .call_times import KINDS

TOLERANCE = 300
MAX_BODY, MAX_EVENTS = 64 * 1024, 100
# "wrap_up" is what telephone systems call the end of the work after a talk.
EVENTS = {"wrap_up": "wrapped_up", **{kind: kind for kind in KINDS}}
FAILURES = ("no_answer", "busy", "failed")
_TEXTS = ("number", "queue", "agent")
_MAX_TEXT = 200


class BadEvent(ValueError):
    """What is wrong with an event: the name in it, and a code for the message."""

    def __init__(self, field, code="unknown"):
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


def sign(secret, moment, body):
    """Return the signature of a body that is sent at a moment (seconds since 1970).

    >>> sign("secret", 1, b"{}")[:16]
    '1122767b193110cf'
    """
    message = f"{moment}.".encode() + body
    return hmac.new(secret.encode(), message, sha256).hexdigest()


def is_genuine(secret, moment, body, signature, now):
    """Whether the body was signed with the secret, not long ago.

    >>> good = sign("secret", 1000, b"{}")
    >>> is_genuine("secret", "1000", b"{}", good, 1300)
    True
    >>> is_genuine("secret", "1000", b"{}", good, 1301)
    False
    >>> is_genuine("other", "1000", b"{}", good, 1000)
    False
    >>> is_genuine("", "1000", b"{}", sign("", 1000, b"{}"), 1000)
    False
    """
    moment, signature = str(moment or ""), str(signature or "")
    if not secret or not moment.isascii() or not moment.isdecimal():
        return False
    is_fresh = len(moment) < 16 and abs(int(moment) - now) <= TOLERANCE
    expected = sign(secret, moment, body)
    return hmac.compare_digest(expected.encode(), signature.encode()) and is_fresh


@dataclass(frozen=True)
class CallEvent:
    """One thing that happened to a call, as its telephone system tells it."""

    key: str
    kind: str
    moment: datetime
    direction: str | None = None
    number: str = ""
    queue: str = ""
    agent: str = ""
    hold: int | None = None
    failure: str | None = None


def read_events(body):
    """Return the events of a body as they came: one, or a list in ``events``.

    >>> read_events(b'{"event": "ended"}'), len(read_events(b'{"events": [{}, {}]}'))
    ([{'event': 'ended'}], 2)

    :raise BadEvent: it is no JSON, or too many
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise BadEvent("body", "json") from None
    if not isinstance(told, dict):
        raise BadEvent("body", "json")
    events = told.get("events", [told])
    if not isinstance(events, list):
        raise BadEvent("events", "list")
    if len(events) > MAX_EVENTS:
        raise BadEvent("events", "many")
    return events


def parse_event(told):
    """Return the ``CallEvent``.

    >>> told = {"call_id": "7", "event": "wrap_up", "at": "2026-03-02T10:00:00Z"}
    >>> parse_event(told).kind
    'wrapped_up'

    :raise BadEvent: with the name of what is wrong
    """
    if not isinstance(told, dict):
        raise BadEvent("event", "object")
    key = told.get("call_id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if not _is_text(key) or not key.strip():
        raise BadEvent("call_id", "text")
    kind = told.get("event")
    if not isinstance(kind, str) or kind not in EVENTS:
        raise BadEvent("event")
    texts = {name: told.get(name) or "" for name in _TEXTS}
    for name, text in texts.items():
        if not _is_text(text):
            raise BadEvent(name, "text")
    return CallEvent(
        key.strip(),
        EVENTS[kind],
        _parse_moment(told.get("at")),
        _choose(told, "direction", ("inbound", "outbound")),
        hold=_parse_seconds(told.get("hold_seconds")),
        failure=_choose(told, "cause", FAILURES),
        **{name: text.strip() for name, text in texts.items()},
    )


def _is_text(value):
    return isinstance(value, str) and len(value) <= _MAX_TEXT and "\0" not in value


def _choose(told, name, known):
    value = told.get(name)
    if value in (None, "", False):
        return None
    if not isinstance(value, str) or value not in known:
        raise BadEvent(name)
    return value


def _parse_moment(value):
    try:
        moment = parse_value(ApiField("at", "datetime"), value)
    except BadValue:
        moment = None
    if not moment or not 2000 <= moment.year <= 2100:
        raise BadEvent("at", "datetime")
    return moment


def _parse_seconds(value):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**6:
        raise BadEvent("hold_seconds", "number")
    return value
