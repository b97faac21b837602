"""What is hung up for all to read shows no personal data (spec/domain.md 6.4)."""

import re

from lxml import html

from .masking import (
    mask_email,
    mask_id_number,
    mask_name,
    mask_phone,
    mask_plate,
    same_number,
)

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_PHONE = re.compile(
    r"(?<![\d.])(?:\+\d[\d\s-]{7,16}\d"
    r"|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
    r"|0\d{2,3}[\s-]?\d{3,4}[\s-]?\d{4})(?!\d)"
)
_PLATE = re.compile(r"[\u4e00-\u9fa5][A-Z][·\s]?[A-Z0-9]{5,6}(?![A-Z0-9])")


def mask_unit(code):
    """Hide the room of a unit's code.

    >>> mask_unit("1-2-301"), mask_unit("HP 1204"), mask_unit("1幢2单元301室")
    ('1-*-***', 'HP ***', '1幢*单元***室')
    """
    parts = re.split(r"(\d+)", code)
    numbers = range(1, len(parts), 2)
    hidden = numbers[-1:] if len(numbers) < 3 else numbers[1:]
    for index in hidden:
        parts[index] = "***" if index == numbers[-1] else "*"
    return "".join(parts)


def mask_text(text, names=(), units=(), keep=()):
    """Mask what tells of a person in a plain text.

    :param names: names of people that are hidden where they occur
    :param units: codes of units whose room is hidden
    :param keep: numbers and addresses of the office, which stay

    >>> mask_text("Call 13800138000 or a.b@x.org", keep=["a.b@x.org"])
    'Call 138****8000 or a.b@x.org'
    >>> mask_text("Office: 0571-8765 4321", keep=["+86 571 8765 4321"])
    'Office: 0571-8765 4321'
    >>> mask_text("王小明 of 1-2-301", names=["王小明"], units=["1-2-301"])
    '王* of 1-*-***'
    """

    def unless_kept(mask):
        def hide(match):
            found = match.group()
            if found in keep or any(same_number(found, known) for known in keep):
                return found
            return mask(found)

        return hide

    text = _EMAIL.sub(lambda m: m[0] if m[0] in keep else mask_email(m[0]), text)
    text = _ID_NUMBER.sub(lambda m: mask_id_number(m[0], keep=1), text)
    text = _PHONE.sub(unless_kept(mask_phone), text)
    text = _PLATE.sub(lambda m: mask_plate(m[0]), text)
    text = _replace(text, units, mask_unit)
    return _replace(text, names, mask_name)


def _replace(text, words, mask):
    """Replace whole words, the longest first."""
    found = sorted(
        {word for word in words if word and len(word) > 1 and word in text},
        key=len,
        reverse=True,
    )
    if not found:
        return text
    pattern = "|".join(re.escape(word) for word in found)
    return re.sub(
        rf"(?<![0-9A-Za-z])(?:{pattern})(?![0-9A-Za-z])", lambda m: mask(m[0]), text
    )


def mask_html(body, names=(), units=(), keep=()):
    """Mask the texts of an HTML fragment, and leave its tags alone.

    >>> mask_html("<p>Ask <b>13800138000</b>, not 13900139000</p>")
    '<div><p>Ask <b>138****8000</b>, not 139****9000</p></div>'
    """
    tree = html.fragment_fromstring(body or "", create_parent="div")
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        for part in ("text", "tail"):
            if value := getattr(node, part):
                setattr(node, part, mask_text(value, names, units, keep))
        for name, value in node.items():
            if name in ("href", "title", "alt"):
                node.set(name, mask_text(value, names, units, keep))
    return html.tostring(tree, encoding="unicode")
