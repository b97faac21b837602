"""Which finished requests are asked about again: lots that anybody can draw anew.

The lot of a request is a hash of the seed and its key, so nobody chooses, and whoever
knows the seed gets the same. A request with a lot below its share is drawn; who has
fewer than the least after that gets his next lowest lots.

>>> requests = [Request(n, "anna" if n % 10 else "bert", 0.1) for n in range(200)]
>>> drawn = draw(requests, "2026")
>>> 10 < len(drawn) < 30, draw(reversed(requests), "2026") == drawn
(True, True)
>>> both = draw(requests, "2026", least=5)
>>> "least" in both.values(), drawn.items() <= both.items()
(True, True)
"""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Request:
    key: object
    worker: object
    share: float  # of its kind: 0 to 1


def lot(seed, key):
    """Return a number from 0 to 1.

    >>> 0 <= lot("a", 1) < 1, lot("a", 1) == lot("a", 1), lot("a", 1) == lot("b", 1)
    (True, True, False)
    """
    digest = sha256(f"{seed}:{key}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def draw(requests, seed, least=0):
    """Return ``{key: why}``: ``always`` (share 1), ``share`` or ``least``.

    >>> draw([Request(1, "anna", 1), Request(2, "anna", 0)], "s", least=2)
    {1: 'always', 2: 'least'}
    """
    by_lot = sorted((lot(seed, one.key), str(one.key), one) for one in requests)
    drawn = {
        one.key: "always" if one.share >= 1 else "share"
        for number, _key, one in by_lot
        if number < one.share
    }
    counts = Counter(one.worker for _lot, _key, one in by_lot if one.key in drawn)
    for _number, _key, one in by_lot:
        if one.key not in drawn and counts[one.worker] < least:
            drawn[one.key] = "least"
            counts[one.worker] += 1
    return drawn


def give(wanted, loads):
    """Return ``{key: who asks}``, each time the one with the least to do; None: nobody.

    :param dict wanted: ``{key: [people who may ask]}``
    :param dict loads: what each of them has to ask already

    >>> give({1: ["a", "b"], 2: ["a", "b"], 3: ["a"], 4: []}, {"a": 1})
    {1: 'b', 2: 'a', 3: 'a', 4: None}
    """
    loads, given = Counter(loads), {}
    for key, people in wanted.items():
        given[key] = min(people, key=lambda who: loads[who], default=None)
        loads[given[key]] += 1
    return given
