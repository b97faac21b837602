"""An index of 0 to 100 as a gauge, with a mark where it stood last time."""

from math import cos, pi, sin

from .picture import BLUE, FAINT, INK, MUTED, PAPER, Picture, number

WIDTH, HEIGHT = 300, 196
CENTRE = (150, 150)
RADIUS = 108
THICK = 24


def gauge(value, words, before=None, write=number):
    """Return the ``Picture``; ``words`` has ``title``, ``unit`` and ``before``."""
    picture = Picture(WIDTH, HEIGHT, words["title"])
    value = min(max(value, 0), 100)
    picture.raw(arc(0, 100), stroke=FAINT, stroke_width=THICK)
    if value > 0:
        picture.raw(arc(0, value), stroke=BLUE, stroke_width=THICK)
    for mark in range(0, 101, 20):
        x, y = _at(mark, RADIUS + THICK / 2 + 11)
        picture.letter(x, y + 4, write(mark, 0), 10, "middle", MUTED)
    if before is not None:
        inner, outer = (_at(before, RADIUS + d * THICK / 2) for d in (-1.2, 1.2))
        picture.line(*inner, *outer, stroke=PAPER, width=6)
        picture.line(*inner, *outer, stroke=INK, width=3)
    picture.letter(150, 142, write(value, 1), 40, "middle", weight="bold")
    picture.letter(150, 164, words["unit"], 12, "middle", MUTED)
    picture.rows = [[words["title"], write(value, 1)]]
    if before is not None:
        told = f"{words['before']}: {write(before, 1)}"
        picture.letter(150, 184, told, 12, "middle", MUTED)
        picture.rows.append([words["before"], write(before, 1)])
    picture.head = ("", words["unit"])
    picture.description = "; ".join(": ".join(row) for row in picture.rows)
    return picture


def arc(start, end):
    """Return the path from one value to another along the half circle.

    >>> arc(0, 100)
    'M 42.0 150.0 A 108 108 0 0 1 258.0 150.0'
    """
    (x1, y1), (x2, y2) = _at(start, RADIUS), _at(end, RADIUS)
    return f"M {x1:.1f} {y1:.1f} A {RADIUS} {RADIUS} 0 0 1 {x2:.1f} {y2:.1f}"


def _at(value, radius):
    angle = pi * (1 - value / 100)
    return CENTRE[0] + radius * cos(angle), CENTRE[1] - radius * sin(angle)
