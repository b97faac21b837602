"""Codes that people read aloud and type: short, random, without look-alikes."""

import secrets
import unicodedata

# no 0 and O, no 1, I and L
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_code(length=LENGTH):
    """Return a code that nobody guesses: 31 to the power of its length are possible.

    >>> code = new_code()
    >>> len(code), set(code) <= set(ALPHABET)
    (8, True)
    """
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def read_code(text):
    """Return the code that somebody typed or scanned, in its stored form.

    >>> read_code(" abcd-2345 "), read_code("ＡＢＣＤ２３４５"), read_code(None)
    ('ABCD2345', 'ABCD2345', '')
    """
    plain = unicodedata.normalize("NFKC", text or "").upper()
    return "".join(sign for sign in plain if sign.isalnum())


def show_code(code):
    """Return the code in groups of four, as it is read aloud.

    >>> show_code("ABCD2345"), show_code(""), show_code("ABCDEF")
    ('ABCD-2345', '', 'ABCD-EF')
    """
    code = code or ""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
