"""The position of a reader on a timeline, as one opaque text.

Entries stand newest first by ``(moment, source, id)``. A position is the last entry
read, so what is added meanwhile neither repeats an entry nor hides one.
"""

import base64
import binascii
from datetime import datetime
from typing import NamedTuple

_VERSION = "1"


class Position(NamedTuple):
    moment: datetime
    source: str
    id: int


class BadCursor(ValueError):
    """The text is no position on a timeline."""


def encode(position):
    """Return the text for a position.

    >>> decode(encode(Position(datetime(2026, 3, 2, 10), "ticket", 7)))
    Position(moment=datetime.datetime(2026, 3, 2, 10, 0), source='ticket', id=7)
    """
    moment = position.moment.isoformat(timespec="microseconds")
    text = "|".join((_VERSION, moment, position.source, str(position.id)))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text):
    """Return the position, None for the beginning.

    >>> decode("")
    >>> decode("yesterday")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    BadCursor: not a cursor
    """
    if text is None or text is False or text == "":
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        raw = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        version, moment, source, number = raw.decode().split("|")
        position = Position(datetime.fromisoformat(moment), source, int(number))
    except (AttributeError, TypeError, ValueError, binascii.Error) as error:
        raise BadCursor("not a cursor") from error
    if version != _VERSION or position.moment.tzinfo or not 0 <= position.id < 2**31:
        raise BadCursor("not a cursor")
    return position
