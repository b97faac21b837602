"""Which groups of a report are hidden, when the same people stand in several of them.

People are counted by building, by role, by site … beside the total. A group of fewer
than five is hidden, and others with it until no hidden one is a sum or difference of
what is shown: a hidden building is not the site less its other buildings.

Atoms are ``({dimension: group}, answers)``: people who stand in the same groups.

>>> atoms = [({"site": "A", "building": "1"}, 3), ({"site": "A", "building": "2"}, 9),
...     ({"site": "B", "building": "3"}, 8), ({"site": "B", "building": "4"}, 30)]
>>> sorted(hide_groups(atoms))
[('building', '1'), ('building', '2')]
>>> sorted(hide_groups(atoms[1:]))
[]

A report of some days, shown beside the groups of all days, is one more group: it was
shown, and cannot be hidden any more. Its dimension begins with ``DAYS``.
"""

from itertools import combinations

from .disclosure import LEAST

# Sums are solved in whole numbers modulo a prime: exact, and quick.
PRIME = 2**61 - 1
DAYS = "days|"


def hide_groups(atoms, hidden=(), least=LEAST):
    """Return the hidden ``(dimension, group)``: small ones, given ones, and with them
    what would give them away."""
    groups = Groups(atoms, least)
    found = {one for one in hidden if one in groups.counts}
    found |= groups.small()
    while target := groups.given_away(found):
        extra = groups.cover(found, target)
        if extra is None:
            break
        found.add(extra)
    return {one for one in found if not is_days(one)}


def may_stand_beside(atoms, hidden, least=LEAST):
    """Return whether the reports of some days give none away beside shown groups.

    >>> first, other = {"building": "1"}, {"building": "2"}
    >>> days = {"days|03-05|": "in"}
    >>> may_stand_beside([(first | days, 8), (first, 2), (other, 20)], set())
    False
    >>> may_stand_beside([(first | days, 8), (first, 7), (other, 20)], set())
    True
    """
    groups = Groups(atoms, least)
    return groups.given_away({*hidden} | groups.small()) is None


def is_days(group):
    return group[0].startswith(DAYS)


def sort_by_dimension(groups, without=()):
    """Return ``{dimension: [group]}`` of (dimension, group)s.

    >>> sort_by_dimension({("role", "owner"), ("site", "1"), ("site", "2")}, {"role"})
    {'site': ['1', '2']}
    """
    found = {}
    for dimension, group in sorted(groups):
        if dimension not in without:
            found.setdefault(dimension, []).append(group)
    return found


def may_weigh(atoms, hidden, weights, dimension="stratum", least=LEAST):
    """Return whether a mean with these weights beside the plain one gives none away.

    Two means of two groups are two sums with two unknowns.

    >>> atoms = [({"stratum": "A"}, 4), ({"stratum": "B"}, 9), ({"stratum": "C"}, 9)]
    >>> may_weigh(atoms, {("stratum", "A"), ("stratum", "B")}, {"A": 3, "B": 1, "C": 1})
    False
    >>> may_weigh(atoms, set(), {"A": 3, "B": 1, "C": 1})
    True
    """
    groups = Groups(atoms, least)
    row = [
        _whole(weights.get(names.get(dimension), 0)) for names, _count in groups.atoms
    ]
    return groups.given_away(hidden, [row]) is None


def _whole(weight):
    """Return the weight as a whole number, to six digits: less is published."""
    return round(weight * 10**6) % PRIME


class Groups:
    def __init__(self, atoms, least=LEAST):
        self.least = least
        self.atoms = [(names, n) for names, n in atoms if n]
        self.members = {}
        for place, (names, _n) in enumerate(self.atoms):
            for group in names.items():
                self.members.setdefault(group, set()).add(place)
        self.counts = {one: self.count(places) for one, places in self.members.items()}

    def small(self):
        return {one for one, n in self.counts.items() if n < self.least}

    def count(self, places):
        return sum(self.atoms[place][1] for place in places)

    def given_away(self, hidden, more=()):
        """Return the first (dimension, atoms) that what is shown comes to, or None."""
        everybody = set(range(len(self.atoms)))
        shown = [places for one, places in self.members.items() if one not in hidden]
        rows = [self._row(places) for places in (everybody, *shown)]
        basis = _eliminate([*rows, *more])
        for dimension, places in self._secrets(hidden, [everybody, *shown]):
            if not any(_reduce(self._row(places), basis)):
                return dimension, places
        return None

    def _row(self, places):
        return [int(place in places) for place in range(len(self.atoms))]

    def _secrets(self, hidden, shown):
        """Yield what nobody may find out: hidden groups, few beside shown ones."""
        for one in sorted(hidden):
            if one in self.members:
                yield one[0], self.members[one]
        for dimension in sorted({name for name, _group in hidden}):
            mine = [
                self.members.get(one, set()) for one in hidden if one[0] == dimension
            ]
            for around in shown:
                inside = set().union(*(one for one in mine if one <= around))
                if 0 < self.count(inside) < self.least:
                    yield dimension, inside
        for (one, inner), (_other, outer) in combinations(
            sorted(self.members.items(), key=lambda pair: len(pair[1])), 2
        ):
            rest = outer - inner
            if inner <= outer and 0 < self.count(rest) < self.least:
                yield one[0], rest
        everybody = set(range(len(self.atoms)))
        for one, places in self.members.items():
            if 0 < self.count(everybody - places) < self.least:
                yield one[0], everybody - places
        yield from self._secrets_of_days()

    def _secrets_of_days(self):
        """Yield the few of a group who answered in the days, or in others."""
        days = {one: its for one, its in self.members.items() if is_days(one)}
        for span, inside in days.items():
            for one, places in self.members.items():
                for few in (places & inside, places - inside, inside - places):
                    if one != span and 0 < self.count(few) < self.least:
                        yield one[0], few

    def cover(self, hidden, target):
        """Return the smallest group that protects the target, else the smallest."""
        dimension, places = target
        shown = sorted(
            (one for one in self.members if one not in hidden and not is_days(one)),
            key=lambda one: (one[0] != dimension, self.counts[one], one),
        )
        for one in shown:
            if self._is_covered(hidden | {one}, places):
                return one
        return shown[0] if shown else None

    def _is_covered(self, hidden, places):
        everybody = set(range(len(self.atoms)))
        shown = [its for one, its in self.members.items() if one not in hidden]
        basis = _eliminate([self._row(one) for one in (everybody, *shown)])
        return any(_reduce(self._row(places), basis))


def _eliminate(rows):
    """Return ``{column: row}`` with one at the column, as Gauss does."""
    basis = {}
    for row in rows:
        rest = _reduce(row, basis)
        pivot = next((place for place, value in enumerate(rest) if value), None)
        if pivot is not None:
            inverse = pow(rest[pivot], -1, PRIME)
            basis[pivot] = [value * inverse % PRIME for value in rest]
    return basis


def _reduce(row, basis):
    row = list(row)
    for place in range(len(row)):
        if row[place] and place in basis:
            factor = row[place]
            row = [
                (value - factor * other) % PRIME
                for value, other in zip(row, basis[place], strict=True)
            ]
    return row
