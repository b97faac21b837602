"""Expectation and perception over the determinants, as two rings of one radar."""

from math import cos, pi, sin

from .picture import BLUE, FAINT, INK, MUTED, ORANGE, Picture, number, wrap

LEAST = 3  # of fewer there is no area
WIDTH, HEIGHT = 520, 430
CENTRE = (260, 200)
RADIUS = 138
LABEL_ROOM = 110


def radar(points, scale, words, write=number):
    """Return the ``Picture``, None of fewer than three points.

    ``points`` is ``[(key, name, expected or None, perceived)]``, ``scale`` the least
    and the most of the answers, ``words`` has ``title``, ``name``, ``expected`` and
    ``perceived``.
    """
    if len(points) < LEAST:
        return None
    picture = Picture(WIDTH, HEIGHT, words["title"])
    _draw_rings(picture, len(points), scale, write)
    has_expected = all(point[2] is not None for point in points)
    if has_expected:
        ring = [place(i, len(points), p[2], scale) for i, p in enumerate(points)]
        picture.path(ring, stroke=ORANGE, dash="6 4", close=True)
    ring = [place(i, len(points), p[3], scale) for i, p in enumerate(points)]
    picture.path(ring, stroke=BLUE, fill=BLUE, opacity=0.18, close=True)
    for index, point in enumerate(points):
        _draw_point(picture, index, len(points), point, scale, words, write)
    _draw_legend(picture, words, has_expected)
    _tell(picture, points, words, write, has_expected)
    return picture


def place(index, count, level, scale):
    """Return where a level is; the first points up, the rest follow the clock.

    >>> place(0, 4, 7, (1, 7)), place(0, 4, 1, (1, 7))
    ((260.0, 62.0), (260.0, 200.0))
    """
    low, high = scale
    share = min(max((level - low) / (high - low), 0), 1)
    return _at(index, count, RADIUS * share)


def _at(index, count, radius):
    angle = 2 * pi * index / count - pi / 2
    return (
        round(CENTRE[0] + radius * cos(angle), 1),
        round(CENTRE[1] + radius * sin(angle), 1),
    )


def _draw_rings(picture, count, scale, write):
    low, high = scale
    for level in range(low + 1, high + 1):
        ring = [place(index, count, level, scale) for index in range(count)]
        picture.path(ring, stroke=FAINT, width=1, close=True)
    for index in range(count):
        picture.line(*CENTRE, *_at(index, count, RADIUS))
    for level in range(low + 1, high + 1):
        x, y = place(0, count, level, scale)
        picture.letter(x + 3, y - 2, write(level, 0), size=9, fill=MUTED)


def _draw_point(picture, index, count, point, scale, words, write):
    key, name, expected, perceived = point
    told = f"{name}: {words['perceived']} {write(perceived, 2)}"
    if expected is not None:
        x, y = place(index, count, expected, scale)
        picture.circle(x, y, 2.5, ORANGE)
        told += f", {words['expected']} {write(expected, 2)}"
    x, y = place(index, count, perceived, scale)
    picture.circle(x, y, 4, BLUE, key=key, title=told)
    x, y = _at(index, count, RADIUS + 14)
    side = x - CENTRE[0]
    y += 6 * (y - CENTRE[1]) / RADIUS
    anchor = "middle" if abs(side) < 8 else "start" if side > 0 else "end"
    lines = wrap(name, LABEL_ROOM, 12)
    top = y + 4 - (len(lines) - 1) * (13 if y < CENTRE[1] - RADIUS else 6.5)
    for row, line in enumerate(lines):
        picture.letter(x, top + 13 * row, line, anchor=anchor, key=key, title=told)


def _draw_legend(picture, words, has_expected):
    y = HEIGHT - 16
    picture.line(130, y - 4, 158, y - 4, stroke=BLUE, width=3)
    picture.letter(164, y, words["perceived"], fill=INK)
    if has_expected:
        picture.line(290, y - 4, 318, y - 4, stroke=ORANGE, width=2, dash="6 4")
        picture.letter(324, y, words["expected"], fill=INK)


def _tell(picture, points, words, write, has_expected):
    picture.head = (words["name"], words["perceived"])
    picture.rows = [[name, write(level, 2)] for _key, name, _e, level in points]
    if has_expected:
        picture.head = (words["name"], words["expected"], words["perceived"])
        picture.rows = [[p[1], write(p[2], 2), write(p[3], 2)] for p in points]
    picture.description = "; ".join(
        f"{row[0]}: {' / '.join(row[1:])}" for row in picture.rows
    )
