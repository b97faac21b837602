"""How a questionnaire lies on paper, which is also the order in which it is keyed."""

from typing import NamedTuple

ITEM_ROLES = ("expected", "perceived")


class Asked(NamedTuple):
    """One question: its key, what it counts as, its item, and the page it is on."""

    key: int
    role: str = ""
    item: str = ""
    page: int = 0


class Row(NamedTuple):
    """A line of the sheet: its number there, and the questions beside one another."""

    number: int
    keys: tuple


class Block(NamedTuple):
    """Lines of one kind: ``items`` | ``points`` | ``single``, and their page."""

    kind: str
    page: int
    rows: list


def arrange(questions):
    """Return the blocks of the sheet.

    An item's expected and perceived level stand side by side, wherever the second was
    asked; an item of which only one is asked leaves the other empty. A level that is
    asked of no item has no column.

    >>> blocks = arrange(
    ...     [
    ...         Asked(1, "expected", "r1", 90),
    ...         Asked(2, "expected", "r2", 90),
    ...         Asked(3, "perceived", "r1", 91),
    ...         Asked(4, "importance", "", 92),
    ...         Asked(5, "importance", "", 92),
    ...         Asked(6, "recommend", "", 93),
    ...         Asked(7, "", "", 93),
    ...     ]
    ... )
    >>> [(block.kind, [row.keys for row in block.rows]) for block in blocks]
    [('items', [(1, 3), (2, None)]), ('points', [(4,), (5,)]), ('single', [(6,), (7,)])]
    >>> [row.number for block in blocks for row in block.rows]
    [1, 2, 3, 4, 5, 6]
    >>> [only] = arrange([Asked(1, "perceived", "r1"), Asked(2, "perceived", "r2")])
    >>> only.rows
    [Row(number=1, keys=(1,)), Row(number=2, keys=(2,))]
    """
    blocks = {}
    for question in questions:
        block = _place(blocks, question)
        if block.kind == "items":
            row = block.rows.setdefault(question.item, [None, None])
            row[ITEM_ROLES.index(question.role)] = question.key
        else:
            block.rows[question.key] = [question.key]
    return _number(blocks.values())


def _number(blocks):
    """Return the blocks with their rows numbered from 1, through all of them."""
    number = 0
    result = []
    for block in blocks:
        rows = [
            Row(number + place, keys)
            for place, keys in enumerate(_drop_empty(block.rows.values()), 1)
        ]
        number += len(rows)
        result.append(block._replace(rows=rows))
    return result


def _drop_empty(rows):
    """Return the rows without the columns in which nothing is asked."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    return list(zip(*columns, strict=True))


def _place(blocks, question):
    if question.role in ITEM_ROLES:
        key = ("items", None)
    elif question.role == "importance":
        key = ("points", None)
    else:
        key = ("single", question.page)
    return blocks.setdefault(key, Block(key[0], question.page, {}))


def reading_order(blocks):
    """Return the keys in the order in which the eye and the clerk go through them.

    >>> reading_order([Block("items", 0, [Row(1, (1, 3)), Row(2, (2, None))])])
    [1, 3, 2]
    """
    return [
        key
        for block in blocks
        for row in block.rows
        for key in row.keys
        if key is not None
    ]


def scale_points(points, total=100):
    """Return whole points of the same proportions that add up to the total.

    What people give on paper seldom does; larger remainders get what is left.

    >>> scale_points({1: 30, 2: 30, 3: 30})
    {1: 34, 2: 33, 3: 33}
    >>> scale_points({1: 60, 2: 40}), scale_points({1: 0}), scale_points({})
    ({1: 60, 2: 40}, {}, {})
    """
    given = sum(points.values())
    if not given:
        return {}
    if given == total:
        return dict(points)
    exact = {key: value * total / given for key, value in points.items()}
    whole = {key: int(value) for key, value in exact.items()}
    rest = sorted(exact, key=lambda key: whole[key] - exact[key])
    for key in rest[: total - sum(whole.values())]:
        whole[key] += 1
    return whole
