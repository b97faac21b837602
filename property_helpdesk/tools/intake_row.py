"""Reads one row of the intake interface, without the ORM.

>>> values, references, errors = read_row(
...     {"external_key": "A1", "name": "Leak", "created": "2026-03-02T08:00:00Z"}
... )
>>> values["reported_at"], references, errors
(datetime.datetime(2026, 3, 2, 8, 0), {}, [])
>>> read_row({"name": "Leak"})[2]
[('external_key', 'missing', None)]
"""

from datetime import datetime, timezone

TEXTS = {
    "name": "name",
    "description": "description",
    "requester_name": "partner_name",
    "requester_email": "partner_email",
    "solution": "solution",
}
DATES = {"created": "reported_at", "due": "date_deadline", "closed": "closed_date"}
FLAGS = {
    "emergency": "is_emergency",
    "payable": "is_payable",
    "warranty": "is_warranty",
}
KEYS = ("site", "building", "unit", "partner", "place", "category", "problem")
CHOICES = {
    "case_type": ("repair", "complaint", "enquiry", "suggestion", "praise"),
    "status": ("open", "closed"),
    "priority": ("0", "1", "2", "3"),
    "channel": (
        "phone",
        "walk_in",
        "letter",
        "email",
        "web",
        "portal",
        "mobile",
        "suggestion_box",
        "staff",
        "api",
        "other",
        "unknown",
    ),
}
KNOWN = {"external_key", *TEXTS, *DATES, *FLAGS, *KEYS, *CHOICES}


def read_date(text):
    """Return a naive UTC datetime; a text without zone is taken as UTC.

    >>> read_date("2026-03-02T08:00:00+08:00")
    datetime.datetime(2026, 3, 2, 0, 0)
    """
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def read_row(row):
    """Return ``(values, references, errors)``.

    Values are for the ticket, references still name other records by key, errors
    are ``(field, problem, value)``.
    """
    if not isinstance(row, dict):
        return {}, {}, [("", "row", None)]
    errors = [(name, "unknown", row[name]) for name in row if name not in KNOWN]
    for name in ("external_key", "name"):
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            errors.append((name, "missing", None))
    values, references = {}, {}
    _read_texts(row, values, errors)
    _read_dates(row, values, errors)
    _read_choices(row, values, references, errors)
    for name in KEYS:
        if row.get(name):
            references[name] = row[name]
            if not isinstance(row[name], str):
                errors.append((name, "text", row[name]))
    _check_order(row, values, references, errors)
    return values, references, errors


def _read_texts(row, values, errors):
    for name, field in TEXTS.items():
        if row.get(name):
            values[field] = row[name]
            if not isinstance(row[name], str) and name != "name":
                errors.append((name, "text", row[name]))
    for name, field in FLAGS.items():
        if name in row:
            values[field] = row[name]
            if not isinstance(row[name], bool):
                errors.append((name, "boolean", row[name]))


def _read_dates(row, values, errors):
    for name, field in DATES.items():
        if not row.get(name):
            continue
        try:
            values[field] = read_date(row[name])
        except (AttributeError, TypeError, ValueError, OverflowError):
            errors.append((name, "date", row[name]))


def _read_choices(row, values, references, errors):
    for name, choices in CHOICES.items():
        value = row.get(name)
        if not value:
            continue
        if value not in choices:
            errors.append((name, "choice", value))
        elif name == "channel":
            values["channel_code"] = value
        elif name == "priority":
            values["priority"] = value
        else:
            references[name] = value


def _check_order(row, values, references, errors):
    """A closing date means closed, and cannot lie before the creation."""
    closed = values.get("closed_date")
    if closed:
        references.setdefault("status", "closed")
    if references.get("status") == "open":
        values.pop("closed_date", None)
    created = values.get("reported_at")
    if closed and created and closed < created:
        errors.append(("closed", "before", row["closed"]))
