"""A list that cannot be changed unseen: every row is hashed with the one before it.

Rows are hashed as canonical JSON: keys sorted by code point, no blanks, UTF-8, no
number with a fraction. So anybody comes to the same bytes in any language, and an
area is an integer of 0.01 m² there as everywhere in a tally.

What it proves: that no row was changed, taken out, put in or moved before the last
hash that somebody else has kept (in the printed minutes, in a mail). Whoever can
write to the table can also hash it all anew: without a kept hash it proves nothing.
"""

import json
from hashlib import sha256
from hmac import compare_digest

GENESIS = "00" * 32


def canonical(value):
    """Return the one way to write a value as bytes.

    >>> canonical({"户": [1, None, True], "area": 10000}).decode()
    '{"area":10000,"户":[1,null,true]}'

    :raise TypeError: if it holds a float, or a key that is no text
    :raise ValueError: if it holds text that is not Unicode
    """
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _check(value):
    if value is None or isinstance(value, (str, int)):
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            _check(item)
        return
    if not isinstance(value, dict):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"{type(key).__name__} is no key")
        _check(item)


def link(previous, row):
    """Return the hash of a row that stands after the one with the hash ``previous``.

    >>> link(GENESIS, {"unit": "A101"})[:16]
    '631dab0f70ae4da2'
    """
    return sha256(bytes.fromhex(previous) + canonical(row)).hexdigest()


def chain(rows, previous=GENESIS):
    """Return the hashes of rows, in their order.

    >>> chain([1, 2])[1] == link(chain([1])[0], 2)
    True
    """
    hashes = []
    for row in rows:
        previous = link(previous, row)
        hashes.append(previous)
    return hashes


def find_break(entries, head=None, previous=GENESIS):
    """Return the place of the first row that is not what was hashed, or ``None``.

    >>> rows = ["a", "b", "c"]
    >>> entries = list(zip(rows, chain(rows)))
    >>> find_break(entries), find_break([entries[0], ("x", entries[1][1]), entries[2]])
    (None, 1)

    Rows cut off at the end are only seen by whoever has kept the last hash: the place
    is then the one behind the last row.

    >>> find_break(entries[:2]), find_break(entries[:2], head=chain(rows)[-1])
    (None, 2)

    :param entries: pairs ``(row, hash)``
    :param head: the last hash, as kept elsewhere
    """
    place = -1
    for place, (row, stored) in enumerate(entries):
        previous = link(previous, row)
        if not same_hash(previous, stored):
            return place
    if head is not None and not same_hash(previous, head):
        return place + 1
    return None


def same_hash(one, other):
    """Tell whether two hashes in hexadecimal are the same.

    >>> same_hash("0a", "0A"), same_hash("0a", None)
    (True, False)
    """
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return compare_digest(one.lower().encode(), other.lower().encode())
