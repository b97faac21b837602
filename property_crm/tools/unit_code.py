"""Display codes of units, by the pattern of their site.

A pattern is text with placeholders, ``{building}栋{entrance}单元{room}室`` or
``{building}-{entrance}-{room}``. A placeholder without a value takes the text
that follows it along, so that a tower block without entrances reads well.
"""

import re

PLACEHOLDERS = ("site", "building", "entrance", "floor", "room")
_PART = re.compile(r"\{([^{}]*)\}([^{}]*)")


def check_pattern(pattern):
    """Return what is wrong with the pattern, or an empty string.

    Answers are ``"braces"``, ``"unknown:<name>"`` and ``"room"`` (no room in it).

    >>> check_pattern("{building}-{room}"), check_pattern("{wing}-{room}")
    ('', 'unknown:wing')
    """
    names = re.findall(r"\{([^{}]*)\}", pattern)
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)):
        return "braces"
    for name in names:
        if name not in PLACEHOLDERS:
            return f"unknown:{name}"
    return "" if "room" in names else "room"


def format_code(pattern, **parts):
    """Return the code of a unit.

    >>> format_code("{building}-{entrance}-{room}", building="3", room="1202")
    '3-1202'
    >>> format_code("{building}栋{entrance}单元{room}室", building="3",
    ...             entrance="2", room="1202")
    '3栋2单元1202室'
    """
    head = pattern.split("{", 1)[0]
    kept = [
        (parts[name], literal)
        for name, literal in _PART.findall(pattern)
        if parts.get(name)
    ]
    body = "".join(value + literal for value, literal in kept)
    if kept and not parts.get(_PART.findall(pattern)[-1][0]):
        body = body[: len(body) - len(kept[-1][1])]
    return head + body
