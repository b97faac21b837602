"""A figure from time to time, with the band it is known within."""

from .picture import BLUE, FAINT, INK, MUTED, PAPER, Picture, number, shorten, ticks

WIDTH, HEIGHT = 520, 300
LEFT, TOP, RIGHT, BOTTOM = 46, 22, 500, 236
LEAST = 2


def trend_chart(points, words, write=number):
    """Return the ``Picture``, None of fewer than two points.

    ``points`` is ``[(key, label, value, low, high, is_indicative)]`` in their order,
    low and high None where they are not known; ``words`` has ``title``, ``name``,
    ``level``, ``band`` and ``indicative``.
    """
    if len(points) < LEAST:
        return None
    picture = Picture(WIDTH, HEIGHT, words["title"])
    known = [one for p in points for one in p[2:5] if one is not None]
    scale = ticks(max(min(known) - 2, 0), min(max(known) + 2, 100))
    places = [place(i, len(points), p[2], scale) for i, p in enumerate(points)]
    for mark in scale:
        _x, y = place(0, len(points), mark, scale)
        picture.line(LEFT, y, RIGHT, y)
        picture.letter(LEFT - 6, y + 4, write(mark, 0), 10, "end", MUTED)
    _draw_band(picture, points, scale)
    picture.path(places, stroke=BLUE, width=2.5)
    room = (RIGHT - LEFT) / len(points)
    for point, spot in zip(points, places, strict=True):
        _draw_point(picture, point, spot, room, words, write)
    _draw_legend(picture, words, any(point[5] for point in points))
    picture.head = (words["name"], words["level"], words["band"])
    picture.description = "; ".join(": ".join(row[:2]) for row in picture.rows)
    return picture


def place(index, count, value, scale):
    """Return where the value of the point is.

    >>> place(0, 1, 60, [50, 60, 70])
    (273.0, 129.0)
    """
    step = (RIGHT - LEFT) / count
    share = (value - scale[0]) / (scale[-1] - scale[0])
    return LEFT + step * (index + 0.5), BOTTOM - share * (BOTTOM - TOP)


def _draw_band(picture, points, scale):
    """Draw the band over each run of points whose ends are known."""
    run = []
    for index, point in enumerate([*points, None]):
        if point and point[3] is not None and point[4] is not None:
            run.append((index, point))
            continue
        if len(run) > 1:
            count = len(points)
            low = [place(i, count, p[3], scale) for i, p in run]
            high = [place(i, count, p[4], scale) for i, p in run]
            picture.path(low + high[::-1], fill=BLUE, opacity=0.16, close=True)
        run = []


def _draw_point(picture, point, spot, room, words, write):
    key, label, value, low, high, is_indicative = point
    x, y = spot
    told = f"{label}: {write(value, 1)}"
    band = ""
    if low is not None and high is not None:
        band = f"{write(low, 1)} {words['to']} {write(high, 1)}"
        told += f" ({band})"
    if is_indicative:
        told += f", {words['indicative']}"
    fill = PAPER if is_indicative else BLUE
    picture.circle(x, y, 5.5, fill, stroke=BLUE, key=key, title=told)
    picture.letter(x, y - 11, write(value, 1), 12, "middle", weight="bold")
    picture.letter(
        x, BOTTOM + 18, shorten(label, room - 6, 11), 11, "middle", INK, title=told
    )
    picture.rows.append([label, write(value, 1), band])


def _draw_legend(picture, words, has_indicative):
    y = HEIGHT - 14
    if any(row[2] for row in picture.rows):
        picture.rect(LEFT, y - 10, 24, 12, "#D6E7F2")
        picture.letter(LEFT + 30, y, words["band"], 11, fill=INK)
    if has_indicative:
        picture.circle(LEFT + 290, y - 4, 5, PAPER, stroke=BLUE)
        picture.letter(LEFT + 302, y, words["indicative"], 11, fill=INK)
    picture.line(LEFT, BOTTOM, RIGHT, BOTTOM, stroke=FAINT)
