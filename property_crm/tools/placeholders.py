"""Texts with places to fill in: ``Dear {customer}, your flat {unit} …``."""

import re

from markupsafe import Markup, escape

_PLACE = re.compile(r"\{\s*([a-z_]+)\s*(?::\s*([^{}<>]*?)\s*)?\}")


def find_places(text):
    """Return the names in the text, with what stands behind the colon.

    >>> find_places("{customer} pays {price: PM-01} for { unit }; {Not} this")
    [('customer', ''), ('price', 'PM-01'), ('unit', '')]
    """
    return [(name, detail or "") for name, detail in _PLACE.findall(text or "")]


def fill_in(text, values):
    """Return the text as markup, each known place filled with its escaped value.

    A value may be a function of what stands behind the colon. What is not known stays
    as it is, so that it is seen.

    >>> fill_in("<b>{customer}</b> {price:A} {x}",
    ...     {"customer": "A & B", "price": lambda code: f"1.00 ({code})"})
    Markup('<b>A &amp; B</b> 1.00 (A) {x}')
    """

    def replace(match):
        name, detail = match.groups()
        if name not in values:
            return match.group()
        value = values[name]
        return str(escape(value(detail or "") if callable(value) else value))

    return Markup(_PLACE.sub(replace, text or ""))
