"""Numbers of printed sheets: a serial and a check digit, so that no slip is keyed.

>>> make_number(1), make_number(572)
('0013', '5724')
>>> read_serial("5724")
572
>>> read_serial("5742")
Traceback (most recent call last):
...
ValueError: check
>>> read_serial("door")
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
FORM = re.compile(r"[0-9]{2,10}")


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


def read_serial(number):
    """Return the serial of a printed number."""
    if not FORM.fullmatch(number):
        raise ValueError("form")
    if check_digit(number):
        raise ValueError("check")
    return int(number[:-1])
