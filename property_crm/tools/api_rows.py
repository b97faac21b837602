"""Rows of the interface for integrators: what may stand in them, and what it becomes.

Only shapes and types are looked at here. A row is a dict of names and JSON values; each
name is declared by an ``ApiField``. What a value refers to is looked up by the caller.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timezone

from .phone_numbers import clean_phone, normalise_phone

KEY = "external_key"
MAX_INTEGER = 2**31 - 1
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def is_empty(value):
    """Whether a value stands for none at all; zero does not.

    >>> is_empty(False), is_empty(""), is_empty(0)
    (True, True, False)
    """
    return value is None or value is False or value == ""


class BadValue(ValueError):
    """What is wrong with a value: a code, and what its message needs."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class ApiField:
    """One name of a row.

    :param name: as in the row
    :param kind: char, integer, float, boolean, date, datetime, selection, phone, email
        or reference
    :param field: field of the model, if it is called differently
    :param required: must be given, and not empty, when the record is new
    :param model: of a reference, what it points to
    :param key: of a reference, the field of that model the value is looked up in
    """

    name: str
    kind: str = "char"
    field: str = ""
    required: bool = False
    model: str = ""
    key: str = KEY

    @property
    def target(self):
        return self.field or self.name


def _text(value, context):
    if not isinstance(value, str):
        raise BadValue("text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadValue("text") from None
    if "\0" in value:
        raise BadValue("text")
    return value.strip()


def _integer(value, context):
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValue("integer")
    if abs(value) > MAX_INTEGER:
        raise BadValue("too_large")
    return value


def _float(value, context):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadValue("number")
    if not math.isfinite(value):
        raise BadValue("number")
    if abs(value) > 1e10:
        raise BadValue("too_large")
    return float(value)


def _boolean(value, context):
    if not isinstance(value, bool):
        raise BadValue("boolean")
    return value


def _date(value, context):
    if not isinstance(value, str) or len(value) != 10:
        raise BadValue("date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadValue("date") from error


def _datetime(value, context):
    """Return naive UTC.

    >>> _datetime("2026-03-02T18:00:00+08:00", None)
    datetime.datetime(2026, 3, 2, 10, 0)
    """
    try:
        moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
        if moment.tzinfo:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    except (AttributeError, ValueError, OverflowError):
        raise BadValue("datetime") from None
    return moment.replace(microsecond=0)


def _selection(value, context):
    if value not in context["options"]:
        raise BadValue("selection", options=", ".join(context["options"]))
    return value


def _phone(value, context):
    text = _text(value, context)
    if not normalise_phone(text, context.get("region")):
        raise BadValue("phone", value=text)
    return clean_phone(text)


def _email(value, context):
    text = _text(value, context)
    if not _EMAIL.fullmatch(text):
        raise BadValue("email", value=text)
    return text


_PARSERS = {
    "char": _text,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "selection": _selection,
    "phone": _phone,
    "email": _email,
    "reference": _text,
}


def parse_value(field, value, context=None):
    """Return the value as the record takes it; an empty one is False.

    >>> parse_value(ApiField("area_gross", "float"), 89)
    89.0
    >>> parse_value(ApiField("date_to", "date"), None)
    False
    """
    if field.kind == "boolean":
        return False if value is None else _boolean(value, context)
    if is_empty(value):
        return False
    return _PARSERS[field.kind](value, context or {})


def parse_row(row, fields, contexts=None):
    """Return ``(values, errors)``: values by name, errors by name as ``BadValue``.

    ``fields`` is a dict of ``ApiField`` by name; ``contexts`` holds, by name, what a
    parser needs to know (options of a selection, region of a phone number).

    >>> fields = {"room": ApiField("room", required=True)}
    >>> parse_row({"external_key": "u1", "room": "101"}, fields)
    ({'external_key': 'u1', 'room': '101'}, {})
    >>> values, errors = parse_row({"rooms": "101"}, fields)
    >>> {name: error.code for name, error in errors.items()}
    {'external_key': 'required', 'rooms': 'unknown'}
    """
    if not isinstance(row, dict):
        return {}, {"": BadValue("not_a_row")}
    contexts = contexts or {}
    values, errors = {}, {}
    key = row.get(KEY)
    if not isinstance(key, str) or not key.strip():
        errors[KEY] = BadValue("required" if is_empty(key) else "text")
    else:
        try:
            values[KEY] = _text(key, None)
        except BadValue as error:
            errors[KEY] = error
    for name, value in row.items():
        if name == KEY:
            continue
        field = fields.get(name)
        if field is None:
            errors[str(name)] = BadValue("unknown")
            continue
        try:
            values[name] = parse_value(field, value, contexts.get(name))
        except BadValue as error:
            errors[name] = error
    return values, errors


def find_missing(values, fields, is_new):
    """Return the names that are required and empty.

    >>> fields = {"room": ApiField("room", required=True)}
    >>> find_missing({}, fields, True), find_missing({}, fields, False)
    (['room'], [])
    >>> find_missing({"room": False}, fields, False)
    ['room']
    """
    return [
        name
        for name, field in fields.items()
        if field.required and (is_new if name not in values else is_empty(values[name]))
    ]


def split_rounds(keys):
    """Return lists of positions: a key that comes again waits for the next list.

    >>> split_rounds(["a", "b", "a", None, "a"])
    [[0, 1, 3], [2], [4]]
    """
    rounds, seen = [], {}
    for position, key in enumerate(keys):
        number = seen.get(key, 0) if key else 0
        seen[key] = number + 1
        if number == len(rounds):
            rounds.append([])
        rounds[number].append(position)
    return rounds


def bisect_batch(items, run, errors=(Exception,)):
    """Run a batch; where it fails, run its halves, down to the one that is wrong.

    ``run`` takes a list of items and raises one of ``errors`` if it could not do them
    all, in which case it has done none. Return the failures as ``[(item, error)]``.

    >>> def run(items):
    ...     if 3 in items: raise ValueError("3")
    ...     done.extend(items)
    >>> done = []
    >>> bisect_batch([1, 2, 3, 4, 5], run), done
    ([(3, ValueError('3'))], [1, 2, 4, 5])
    """
    try:
        if items:
            run(items)
    except errors as error:
        if len(items) == 1:
            return [(items[0], error)]
        middle = len(items) // 2
        first = bisect_batch(items[:middle], run, errors)
        return first + bisect_batch(items[middle:], run, errors)
    return []
