"""Numbers of printed sheets: a serial and a check digit, so that no slip is keyed.

>>> make_number(1), make_number(572)
('0013', '5724')
>>> read_number("5724"), read_number(" Q12-5724 ")
((None, 572), (12, 572))
>>> read_number("5742")
Traceback (most recent call last):
...
ValueError: check
>>> read_number("door")
Traceback (most recent call last):
...
ValueError: form
"""

import re

from odoo.addons.property_crm.tools.check_digit import make_number, read_serial

FORM = re.compile(r"(?:Q(\d{1,9})-)?(\d{2,10})", re.IGNORECASE)


def make_code(campaign, serial):
    """Return what the square code of a sheet says.

    >>> make_code(12, 572)
    'Q12-5724'
    """
    return f"Q{campaign}-{make_number(serial)}"


def read_number(text):
    """Return ``(campaign or None, serial)`` of what was keyed or scanned."""
    found = FORM.fullmatch((text or "").strip())
    if not found:
        raise ValueError("form")
    campaign, number = found.groups()
    return campaign and int(campaign), read_serial(number)
