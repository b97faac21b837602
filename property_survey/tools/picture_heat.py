"""Groups by determinants as a table of colours, with the numbers in it.

One hue from light to dark, told apart without colours; what must not be shown is
hatched.
"""

from .picture import FAINT, INK, MUTED, PAPER, Picture, number, shorten, wrap

WIDTH = 720
LEFT, TOP, RIGHT = 150, 100, 650
ROW = 30
STEPS = ("#F1F6FA", "#D3E4F1", "#A6CBE3", "#6BA9D0", "#2F7FB5", "#0A4F86")
DARK = 4  # from this step on the number is white
RANGE = (40, 90)


def heat_map(rows, columns, cells, words, write=number):
    """Return the ``Picture``, None without rows.

    ``rows`` and ``columns`` are ``[(key, name)]``, ``cells`` ``{(row key, column key):
    (score of 0 to 100 or None where it is hidden, answers)}``; ``words`` has ``title``,
    ``name``, ``hidden`` (the reason) and ``answers``.
    """
    if not rows or not columns:
        return None
    height = TOP + ROW * len(rows) + 46
    picture = Picture(WIDTH, height, words["title"])
    width = (RIGHT - LEFT) / len(columns)
    _draw_heads(picture, columns, width)
    for index, (row, name) in enumerate(rows):
        y = TOP + ROW * index
        picture.letter(
            LEFT - 8, y + 20, shorten(name, LEFT - 14, 12), 12, "end", key=row
        )
        told = [name]
        for place, (column, head) in enumerate(columns):
            box = (LEFT + width * place, y, width - 2, ROW - 2)
            told.append(
                _draw_cell(
                    picture,
                    box,
                    cells.get((row, column)),
                    (row, column),
                    f"{name}, {head}",
                    words,
                    write,
                )
            )
        picture.rows.append(told)
    _draw_legend(picture, height - 16, words, write)
    picture.head = (words["name"], *(name for _key, name in columns))
    return picture


def step(score):
    """Return how dark a score is.

    >>> [step(score) for score in (0, 40, 55, 89, 100)]
    [0, 0, 1, 5, 5]
    """
    low, high = RANGE
    share = (score - low) / (high - low)
    return min(max(int(share * len(STEPS)), 0), len(STEPS) - 1)


def hatch(x, y, width, height, gap=6):
    """Return the path of the slanted lines of a box, none outside of it.

    >>> hatch(0, 0, 10, 6)
    'M 0.0 6.0 L 6.0 0.0 M 6.0 6.0 L 10.0 2.0'
    """
    lines = []
    for start in range(gap, int(width + height), gap):
        x1, y1 = (start - height, height) if start > height else (0, start)
        x2, y2 = (width, start - width) if start > width else (start, 0)
        lines.append(f"M {x + x1:.1f} {y + y1:.1f} L {x + x2:.1f} {y + y2:.1f}")
    return " ".join(lines)


def _draw_heads(picture, columns, width):
    for place, (_key, name) in enumerate(columns):
        x = LEFT + width * (place + 0.5)
        lines = wrap(name, 104, 11)[:2]
        for row, line in enumerate(lines):
            turned = x + 4 + row * 12
            picture.letter(turned, TOP - 8, shorten(line, 116, 11), 11, turn=-48)


def _draw_cell(picture, box, cell, key, told, words, write):
    """Draw the cell; return what the table says of it."""
    if cell is None:
        picture.rect(*box, PAPER, stroke=FAINT)
        return ""
    score, answers = cell
    if score is None:
        title = f"{told}: {words['hidden']}"
        picture.rect(*box, "#F4F5F6", title=title)
        picture.raw(hatch(*box), stroke="#B5BAC0", stroke_width=1)
        return words["hidden"]
    shade = step(score)
    picture.rect(
        *box,
        STEPS[shade],
        key="/".join(key),
        title=f"{told}: {write(score, 0)} ({words['answers']}: {answers})",
    )
    x, y, width, _height = box
    picture.letter(
        x + width / 2,
        y + 19,
        write(score, 0),
        12,
        "middle",
        PAPER if shade >= DARK else INK,
    )
    return write(score, 0)


def _draw_legend(picture, y, words, write):
    x = LEFT
    picture.letter(x - 8, y, write(RANGE[0], 0), 10, "end", MUTED)
    for shade in STEPS:
        picture.rect(x, y - 11, 26, 13, shade)
        x += 26
    picture.letter(x + 8, y, write(RANGE[1], 0), 10, fill=MUTED)
    box = (x + 46, y - 11, 26, 13)
    picture.rect(*box, "#F4F5F6")
    picture.raw(hatch(*box), stroke="#B5BAC0", stroke_width=1)
    picture.letter(x + 78, y, words["hidden"], 10, fill=MUTED)
