"""The position of a reader in a stream of changes, as one opaque text.

A change is placed by ``(write_date, id)``. The model is part of the text, so that a
cursor of one model is not taken for one of another.
"""

import base64
import binascii
from datetime import datetime
from typing import NamedTuple

START = datetime(1970, 1, 1)
_VERSION = "1"


class Position(NamedTuple):
    moment: datetime
    id: int


class BadCursor(ValueError):
    """The text is no cursor of this model."""


def encode(model, position):
    """Return the text for a position.

    >>> text = encode("property.unit", Position(datetime(2026, 3, 2, 10, 0, 0, 123), 7))
    >>> decode("property.unit", text)
    Position(moment=datetime.datetime(2026, 3, 2, 10, 0, 0, 123), id=7)
    """
    moment = position.moment.isoformat(timespec="microseconds")
    text = "|".join((_VERSION, model, moment, str(position.id)))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(model, text):
    """Return the position; without a text, the beginning.

    >>> decode("property.unit", None).id
    0
    >>> text = encode("property.unit", Position(START, 7))
    >>> decode("property.site", text)  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    BadCursor: cursor of property.unit
    """
    if text is None or text is False or text == "":
        return Position(START, 0)
    try:
        padded = text + "=" * (-len(text) % 4)
        raw = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        version, name, moment, number = raw.decode().split("|")
        position = Position(datetime.fromisoformat(moment), int(number))
    except (AttributeError, TypeError, ValueError, binascii.Error) as error:
        raise BadCursor("not a cursor") from error
    if version != _VERSION or position.moment.tzinfo or position.id < 0:
        raise BadCursor("not a cursor")
    if name != model:
        raise BadCursor(f"cursor of {name}")
    return position
