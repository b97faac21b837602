"""Which answers make a determinant, so that nothing beside it gives a few away.

A determinant's mean stands beside the means of its items: less these it tells what
those said who left out some. So, for each determinant,

* an item that fewer than five answered is as if it were not asked,
* sheets that leave out some of the others do not count in it where they are fewer than
  five,
* its items are hidden, and only it is shown, where fewer than five answered them all.

Then whatever is added and subtracted of it, at least five people stand behind the rest.

>>> place = {"1": "a", "2": "a", "3": "a"}
>>> sheets = {who: {"1": 5, "2": 4} for who in range(8)}
>>> sheets[0]["3"] = 1  # alone
>>> del sheets[7]["2"]  # he, too
>>> kept, parts = keep(sheets, place)
>>> [len([one for one in kept.values() if item in one]) for item in place]
[7, 7, 0]
>>> parts.skipped, sorted(parts.items)
({'a'}, ['1', '2'])
"""

from dataclasses import dataclass, field

from .disclosure import LEAST


@dataclass(frozen=True)
class Parts:
    """What may be shown."""

    items: set = field(default_factory=set)
    answered: set = field(default_factory=set)  # items of five, shown or not
    # Determinants of whose sheets some do not count, or whose items are hidden.
    skipped: set = field(default_factory=set)
    covered: set = field(default_factory=set)


def choose(place, counts, whole, some, least=LEAST):
    """Return the ``Parts``.

    ``counts`` is how many answered each item, ``whole`` and ``some`` how many answered
    all and any of a determinant's items, without those of fewer than five.

    >>> choose({"1": "a", "2": "a"}, {"1": 9, "2": 7}, {"a": 7}, {"a": 9}).skipped
    {'a'}
    >>> choose({"1": "a", "2": "a"}, {"1": 9, "2": 7}, {"a": 4}, {"a": 12}).covered
    {'a'}
    """
    answered = {item for item in place if counts.get(item, 0) >= least}
    skipped, covered = set(), set()
    for name in {place[item] for item in answered}:
        if whole.get(name, 0) < least:
            covered.add(name)
        elif 0 < some.get(name, 0) - whole[name] < least:
            skipped.add(name)
    items = {item for item in answered if place[item] not in covered}
    return Parts(items, answered, skipped, covered)


def keep(answers, place, least=LEAST):
    """Return the answers that count, and the ``Parts``.

    ``answers`` is ``{respondent: {item: number}}``, ``place`` ``{item: determinant}``.
    """
    counts = {item: sum(item in one for one in answers.values()) for item in place}
    mine = {}
    for item, name in place.items():
        if counts[item] >= least:
            mine.setdefault(name, set()).add(item)
    whole = {
        name: sum(items <= one.keys() for one in answers.values())
        for name, items in mine.items()
    }
    some = {
        name: sum(not items.isdisjoint(one) for one in answers.values())
        for name, items in mine.items()
    }
    parts = choose(place, counts, whole, some, least)
    kept = {}
    for who, levels in answers.items():
        left_out = {name for name in parts.skipped if not mine[name] <= levels.keys()}
        kept[who] = {
            item: level
            for item, level in levels.items()
            if item in parts.answered and place[item] not in left_out
        }
    return kept, parts
