"""Results of which only the items' means are known, as published tables give them.

>>> rows = [Row("1", "a", 5.0, 4.0), Row("2", "a", 5.0, 4.5), Row("3", "b", 4.0, 4.0)]
>>> table = tabulate(rows)
>>> table.determinants["a"]
Level(expected=5.0, perceived=4.25)
>>> table.by_items.gap, table.by_determinants.gap
(-0.5, -0.375)
"""

from dataclasses import dataclass

from .gap import mean_of


@dataclass(frozen=True)
class Row:
    """An item's means."""

    item: str
    determinant: str
    expected: float
    perceived: float


@dataclass(frozen=True)
class Level:
    expected: float | None
    perceived: float | None

    @property
    def gap(self):
        if self.expected is None or self.perceived is None:
            return None
        return self.perceived - self.expected


@dataclass(frozen=True)
class Table:
    items: dict
    determinants: dict
    by_items: Level
    by_determinants: Level
    weighted: Level | None


def tabulate(rows, weights=None):
    """Return the ``Table``: determinants are the means of their items.

    Published tables take the overall level by items (Zarei et al. 2012, BMC Health
    Services Research 12:31) or by determinants; both are given.
    """
    items = {row.item: Level(row.expected, row.perceived) for row in rows}
    if len(items) < len(rows):
        raise ValueError("an item stands there twice")
    names = dict.fromkeys(row.determinant for row in rows)
    determinants = {
        name: level_of([row for row in rows if row.determinant == name])
        for name in names
    }
    return Table(
        items,
        determinants,
        level_of(rows),
        level_of(determinants.values()),
        weigh(determinants, weights) if weights else None,
    )


def level_of(rows):
    """Return the mean ``Level``; a side that some row lacks is not known."""
    return Level(
        *(
            None if None in side else mean_of(side)
            for side in (
                [row.expected for row in rows],
                [row.perceived for row in rows],
            )
        )
    )


def weigh(levels, weights):
    """Return the weighted ``Level``, None if one that has weight is not there.

    >>> weigh({"a": Level(5, 4), "b": Level(4, 4)}, {"a": 75, "b": 25})
    Level(expected=4.75, perceived=4.0)
    """
    used = {name: weight for name, weight in weights.items() if weight}
    if not used or any(name not in levels for name in used):
        return None
    total = sum(used.values())

    def side(of):
        parts = [of(levels[name]) for name in used]
        if None in parts:
            return None
        return sum(map(float.__mul__, map(float, used.values()), map(float, parts))) / (
            total
        )

    return Level(side(lambda one: one.expected), side(lambda one: one.perceived))
