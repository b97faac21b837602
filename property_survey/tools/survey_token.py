"""The code of an invitation: nobody guesses it, and anybody can type it.

Eighty random bits in an alphabet without look-alikes.

>>> len(new_token()), pretty("abcdefghjkmnpqrs")
(16, 'abcd-efgh-jkmn-pqrs')
>>> clean(" ABCD-efgh jkmn-pqrs ")
'abcdefghjkmnpqrs'
"""

import re
from secrets import choice

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16
GROUP = 4


def new_token():
    return "".join(choice(ALPHABET) for _place in range(LENGTH))


def clean(text):
    """Return what was typed as it is stored.

    >>> clean(None)
    ''
    """
    return re.sub(r"[^0-9a-z]", "", (text or "").lower())[:LENGTH]


def pretty(token):
    return "-".join(
        token[start : start + GROUP] for start in range(0, len(token), GROUP)
    )
