"""What must not be shown, so that nobody learns what fewer than five people said.

A small cell alone is not enough: what is shown beside it, its row's and column's totals
included, gives it away by subtraction. So others are hidden with it until
* no hidden cell can be computed from what is shown (an edge that is a bridge in the
  graph of rows and columns: Gusfield 1988, SIAM Journal on Computing 17),
* what a row or column hides in all is never fewer than five.

>>> hidden = hide({"1": {"owner": 3, "tenant": 7, "guest": 20}, "2": {"owner": 9,
...     "tenant": 8, "guest": 30}})
>>> sorted(hidden)
[('1', 'owner'), ('1', 'tenant'), ('2', 'owner'), ('2', 'tenant')]
"""

from fractions import Fraction
from heapq import heappop, heappush
from itertools import combinations

LEAST = 5
INDICATIVE = 30
TOTAL = "__total__"


def status(n, least=LEAST):
    """Return how a figure of n answers is shown.

    >>> [status(n) for n in (0, 4, 5, 29, 30)]
    ['hidden', 'hidden', 'indicative', 'indicative', 'shown']
    """
    if n < least:
        return "hidden"
    return "indicative" if n < INDICATIVE else "shown"


def hide(table, least=LEAST):
    """Return the hidden cells {(row, column)} of ``{row: {column: answers}}``.

    Totals are cells too, of the row or column ``TOTAL``. Empty cells say nothing and
    hide nothing.
    """
    cells = with_totals(table)
    hidden = {place for place, n in cells.items() if 0 < n < least}
    while extra := _missing(cells, hidden, least):
        hidden |= extra
    return hidden


def with_totals(table):
    """Return ``{(row, column): answers}`` with the totals, without empty cells.

    >>> with_totals({"a": {"x": 2, "y": 0}})[TOTAL, TOTAL]
    2
    """
    cells = {}
    for row, columns in table.items():
        for column, n in columns.items():
            if n:
                for place in (
                    (row, column),
                    (row, TOTAL),
                    (TOTAL, column),
                    (TOTAL, TOTAL),
                ):
                    cells[place] = cells.get(place, 0) + n
    return cells


def _missing(cells, hidden, least):
    """Return the cells to hide next, nothing if nothing is given away."""
    for place in sorted(hidden):
        # first the next smallest of its row, as people who do this by hand do
        if TOTAL in place or not _is_alone(hidden, place):
            continue
        if extra := _smallest(cells, hidden, place, 0):
            return {extra}
    for place in sorted(hidden & bridges(hidden)):
        if around := _way_around(cells, hidden, place):
            return around
    for place in sorted(hidden):
        for side in (0, 1):
            if _hides_too_few(cells, hidden, place, side, least):
                extra = _smallest(cells, hidden, place, side)
                if extra:
                    return {extra}
    return set()


def _is_alone(hidden, place):
    return not any(one[0] == place[0] for one in hidden if one != place)


def _way_around(cells, hidden, place):
    """Return what else to hide so that the cell lies on a ring: the fewest answers.

    The shortest way from its row to its column over other cells (Dijkstra), where what
    is hidden already costs nothing and a total more than all that it sums up.
    """
    row, column = place
    ways = [(0, 0, (0, row), frozenset())]
    seen = set()
    while ways:
        cost, steps, node, used = heappop(ways)
        if node == (1, column):
            return used - hidden
        if node in seen:
            continue
        seen.add(node)
        side, name = node
        for other in cells.keys() - {place}:
            if other[side] == name:
                step = 0 if other in hidden else _price(cells, other)
                there = (1 - side, other[1 - side])
                heappush(ways, (cost + step, steps + 1, there, used | {other}))
    return set()


def _price(cells, place):
    """Few cells before few answers, and totals last."""
    return cells[place] + (1 + 9 * place.count(TOTAL)) * cells[TOTAL, TOTAL]


def _smallest(cells, hidden, place, side):
    """Return the smallest shown cell of the line; totals are what people come for."""
    beside = [one for one in cells if one[side] == place[side] and one not in hidden]
    return min(beside, key=lambda one: (_price(cells, one), one), default=None)


def _hides_too_few(cells, hidden, place, side, least):
    """Whether subtraction shows what fewer than ``least`` people of the line said."""
    line = [one for one in hidden if one[side] == place[side]]
    parts = [one for one in line if one[1 - side] != TOTAL]
    return len(parts) == len(line) and sum(cells[one] for one in parts) < least


def bridges(edges):
    """Return the edges whose end points nothing else connects: they can be computed.

    >>> sorted(bridges({("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "z")}))
    [('c', 'z')]
    """
    return {edge for edge in edges if not _connected(edges - {edge}, *edge)}


def _connected(edges, row, column):
    rows, columns = {row}, set()
    while True:
        new_columns = {y for x, y in edges if x in rows} - columns
        columns |= new_columns
        new_rows = {x for x, y in edges if y in new_columns} - rows
        rows |= new_rows
        if column in columns:
            return True
        if not new_rows:
            return False


def revealed(groups, least=LEAST):
    """Return the small groups that published totals give away together.

    ``groups`` are sets of answers, one for each published figure; two reports of which
    one leaves out three people give away the three.

    >>> all_of = set(range(20))
    >>> revealed([all_of, all_of - {1, 2, 3}])
    [frozenset({1, 2, 3})]
    >>> revealed([all_of, all_of - {1, 2, 3, 4, 5}])
    []
    """
    atoms = _atoms(groups)
    rows = [[Fraction(atom <= group) for atom in atoms] for group in groups]
    basis = _eliminate(rows)
    small = [place for place, atom in enumerate(atoms) if len(atom) < least]
    found = []
    for count in range(1, least):
        for chosen in combinations(small, count):
            if sum(len(atoms[place]) for place in chosen) >= least:
                continue
            wanted = [Fraction(place in chosen) for place in range(len(atoms))]
            if not any(_reduce(wanted, basis)):
                found.append(frozenset().union(*(atoms[place] for place in chosen)))
    return found


def may_publish(group, published, least=LEAST):
    """Return whether one more figure gives no small group away.

    >>> may_publish({1, 2, 3, 4, 5, 6}, [{1, 2, 3, 4, 5}])
    False
    >>> may_publish({1, 2, 3, 4, 5}, [{6, 7, 8, 9, 10}])
    True
    """
    return not revealed([*published, group], least)


def _atoms(groups):
    """Return the smallest sets all groups are made of."""
    signs = {}
    for who in set().union(*groups):
        sign = tuple(who in group for group in groups)
        signs.setdefault(sign, set()).add(who)
    return [frozenset(atom) for _sign, atom in sorted(signs.items())]


def _eliminate(rows):
    """Return ``{column: row}`` with one at the column, as Gauss does."""
    basis = {}
    for row in rows:
        rest = _reduce(row, basis)
        pivot = next((place for place, value in enumerate(rest) if value), None)
        if pivot is not None:
            basis[pivot] = [value / rest[pivot] for value in rest]
    return basis


def _reduce(row, basis):
    row = list(row)
    for place in range(len(row)):
        if row[place] and place in basis:
            factor = row[place]
            row = [
                value - factor * other
                for value, other in zip(row, basis[place], strict=True)
            ]
    return row
