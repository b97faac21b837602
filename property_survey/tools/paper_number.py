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

# H. M. Damm 2004: finds every wrong digit and every two that changed places.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
FORM = re.compile(r"(?:Q(\d{1,9})-)?(\d{2,10})", re.IGNORECASE)


def check_digit(digits):
    """Return the digit that makes the check of all of them nought.

    >>> check_digit("572")
    4
    """
    state = 0
    for digit in digits:
        state = DAMM[state][int(digit)]
    return state


def make_number(serial):
    """Return the printed number of the sheet of this serial."""
    return f"{serial:03d}{check_digit(f'{serial:03d}')}"


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
    if check_digit(number):
        raise ValueError("check")
    return campaign and int(campaign), int(number[:-1])
