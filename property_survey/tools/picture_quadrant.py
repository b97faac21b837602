"""Importance against performance, with its four fields named (Martilla & James)."""

from .importance import QUADRANTS, crosshair, quadrants
from .picture import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    Picture,
    number,
    text_width,
    ticks,
)

WIDTH, HEIGHT = 520, 430
LEFT, TOP, RIGHT, BOTTOM = 52, 16, 506, 372
SIZE = 12
COLORS = {"concentrate": ORANGE, "keep": GREEN, "low": MUTED, "overkill": BLUE}
TINTS = {
    "concentrate": "#FDEEE4",
    "keep": "#E6F4EF",
    "low": "#F4F5F6",
    "overkill": "#E6F1F8",
}
LEAST = 2


def quadrant(points, words, write=number, cross=None, digits=1):
    """Return the ``Picture``, None of fewer than two points.

    ``points`` is ``[(key, name, importance, performance)]``; ``words`` has ``title``,
    ``name``, ``importance``, ``performance`` and a name for each of the four fields;
    ``cross`` is where the lines cross (importance, performance), else the means;
    ``digits`` are those of importance.
    """
    if len(points) < LEAST:
        return None
    levels = {key: (weight, level) for key, _name, weight, level in points}
    cross = cross or crosshair(levels)
    fields = quadrants(levels, cross)
    picture = Picture(WIDTH, HEIGHT, words["title"])
    axes = _Axes(
        [*(p[3] for p in points), cross[1]], [*(p[2] for p in points), cross[0]]
    )
    names = _draw_fields(picture, axes.at(cross[1], cross[0]), words)
    _draw_axes(picture, axes, words, write)
    places = {key: axes.at(level, weight) for key, _name, weight, level in points}
    lines = _get_lines(axes.at(cross[1], cross[0]))
    labels = place_labels({p[0]: (*places[p[0]], p[1]) for p in points}, names, lines)
    for key, name, weight, level in points:
        field = fields[key]
        told = (
            f"{name}: {words['importance']} {write(weight, digits)}, "
            f"{words['performance']} {write(level, 2)}: {words[field]}"
        )
        _draw_label(picture, places[key], labels[key], name)
        picture.circle(
            *places[key], 5.5, COLORS[field], stroke=PAPER, key=key, title=told
        )
        picture.rows.append(
            [name, write(weight, digits), write(level, 2), words[field]]
        )
    picture.head = (words["name"], words["importance"], words["performance"], "")
    picture.description = "; ".join(f"{row[0]}: {row[3]}" for row in picture.rows)
    return picture


class _Axes:
    """From levels and weights to places."""

    def __init__(self, levels, weights):
        self.x_ticks = ticks(*_padded(levels))
        self.y_ticks = ticks(*_padded(weights))

    def at(self, level, weight):
        x, y = self.x_ticks, self.y_ticks
        return (
            LEFT + (level - x[0]) / (x[-1] - x[0]) * (RIGHT - LEFT),
            BOTTOM - (weight - y[0]) / (y[-1] - y[0]) * (BOTTOM - TOP),
        )


def _padded(values):
    low, high = min(values), max(values)
    edge = (high - low) * 0.06 or 0.5
    return low - edge if low - edge > 0 or low <= 0 else 0, high + edge


def _draw_fields(picture, cross, words):
    """Draw the four fields; return the boxes their names take."""
    x, y = cross
    boxes = []
    for (is_important, is_good), field in QUADRANTS.items():
        left, right = (x, RIGHT) if is_good else (LEFT, x)
        top, bottom = (TOP, y) if is_important else (y, BOTTOM)
        picture.rect(left, top, right - left, bottom - top, TINTS[field])
        width = text_width(words[field], SIZE)
        start = right - width - 8 if is_good else left + 8
        line = top + 17 if is_important else bottom - 8
        picture.letter(
            start, line, words[field], SIZE, fill=COLORS[field], weight="bold"
        )
        boxes.append((start, line - SIZE, start + width, line + 3))
    picture.line(x, TOP, x, BOTTOM, stroke=INK, dash="4 3")
    picture.line(LEFT, y, RIGHT, y, stroke=INK, dash="4 3")
    return boxes


def _get_lines(cross):
    """Return the boxes of the two lines that cross."""
    x, y = cross
    return [(x - 1, TOP, x + 1, BOTTOM), (LEFT, y - 1, RIGHT, y + 1)]


def _draw_axes(picture, axes, words, write):
    picture.path(
        [(LEFT, TOP), (RIGHT, TOP), (RIGHT, BOTTOM), (LEFT, BOTTOM)],
        stroke=FAINT,
        width=1,
        close=True,
    )
    for level in axes.x_ticks:
        x, _y = axes.at(level, axes.y_ticks[0])
        picture.letter(x, BOTTOM + 16, _short(level, write), 10, "middle", MUTED)
    for weight in axes.y_ticks:
        _x, y = axes.at(axes.x_ticks[0], weight)
        picture.letter(LEFT - 6, y + 4, _short(weight, write), 10, "end", MUTED)
    picture.letter((LEFT + RIGHT) / 2, BOTTOM + 38, words["performance"], 12, "middle")
    picture.letter(16, (TOP + BOTTOM) / 2, words["importance"], 12, "middle", turn=-90)


def _short(value, write):
    if value == int(value):
        return write(value, 0)
    return write(value, 1 if round(value, 1) == value else 2)


def place_labels(points, taken=(), avoided=()):
    """Return ``{key: (x, y) where the text begins}``: none on another, nor on a point.

    ``points`` is ``{key: (x, y, text)}``, ``taken`` the boxes nothing may cover,
    ``avoided`` those that are covered if need be. Who comes first has the choice, so
    a few orders are tried.
    """
    by_width = sorted(points, key=lambda key: -text_width(points[key][2], SIZE))
    by_height = sorted(points, key=lambda key: points[key][1])
    tried = [
        _place_in_order(order, points, taken, avoided)
        for order in (list(points), by_width, by_height, by_height[::-1])
    ]
    return min(tried, key=lambda one: one[0])[1]


def _place_in_order(order, points, taken, avoided):
    """Return how bad it is, and the places."""
    dots = {key: (x - 6, y - 6, x + 6, y + 6) for key, (x, y, _text) in points.items()}
    boxes, found, worst = list(taken), {}, 0
    for key in order:
        x, y, text = points[key]
        width = text_width(text, SIZE)
        others = boxes + [box for one, box in dots.items() if one != key]
        cost, found[key] = min(
            (
                far
                + 30 * _hits(label_box(spot, width), avoided)
                + 1000 * _hits(label_box(spot, width), others),
                spot,
            )
            for far, spot in _spots(x, y, width)
        )
        worst += cost
        boxes.append(label_box(found[key], width))
    return worst, found


def label_box(spot, width):
    x, y = spot
    return x, y - SIZE + 1, x + width, y + 3


def _spots(x, y, width):
    """Yield (how far, where a label may begin), all of them within the axes."""
    for far in (0, 12, 24, 38, 54, 72):
        for side in (x + 9 + far / 3, x - 9 - far / 3 - width, x - width / 2):
            is_middle = side == x - width / 2
            start = min(max(side, LEFT + 2), RIGHT - 2 - width)
            for line in (y + 4 - far - 12 * is_middle, y + 4 + far + 13 * is_middle):
                spot = start, min(max(line, TOP + SIZE), BOTTOM - 4)
                yield far + 40 * (start != side), spot


def _hits(box, others):
    """Return how many boxes it meets."""
    return sum(
        box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3]
        for one in others
    )


def _draw_label(picture, dot, spot, name):
    left, top, right, bottom = label_box(spot, text_width(name, SIZE))
    near = min(max(dot[0], left), right), min(max(dot[1], top), bottom)
    if abs(near[0] - dot[0]) + abs(near[1] - dot[1]) > 14:
        picture.line(*dot, *near, stroke=MUTED)
    picture.letter(*spot, name, SIZE)
