"""What a picture is made of: shapes with the attributes of SVG 1.1, and nothing else.

One geometry for the screen, the resident's page and the PDF, whose engine knows
neither variables nor the newer forms of SVG. Words come in translated and numbers are
written by the caller's ``number(value, digits)``.
"""

from dataclasses import dataclass, field

# Okabe & Ito 2008: told apart by people who do not see all colours.
BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#007A5A"
AMBER = "#E69F00"
INK = "#222222"
MUTED = "#5F6368"
FAINT = "#D5D8DC"
PAPER = "#FFFFFF"
FONT = (
    "'WenQuanYi Micro Hei', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei',"
    " 'DejaVu Sans', sans-serif"
)


@dataclass(frozen=True)
class Shape:
    """``key`` says what a click on it opens, ``title`` is what it says when asked."""

    kind: str  # line, rect, circle, path, text
    at: dict
    text: str = ""
    title: str = ""
    key: str = ""


@dataclass
class Picture:
    """``head`` and ``rows`` are the same figures as a table, for who cannot see it."""

    width: int
    height: int
    title: str
    description: str = ""
    head: tuple = ()
    rows: list = field(default_factory=list)
    shapes: list = field(default_factory=list)

    def line(self, x1, y1, x2, y2, stroke=FAINT, width=1, dash=None):
        self._add(
            "line",
            # without a fill, which the engine of the PDF draws as a line of its own
            _round(x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, fill="none")
            | {"stroke-width": width}
            | _dash(dash),
        )

    def rect(self, x, y, width, height, fill, stroke="none", **words):
        box = _round(x=x, y=y, width=width, height=height, fill=fill, stroke=stroke)
        self._add("rect", box, **words)

    def circle(self, x, y, radius, fill, stroke="none", **words):
        dot = _round(cx=x, cy=y, r=radius, fill=fill, stroke=stroke)
        self._add("circle", dot | {"stroke-width": 2}, **words)

    def path(self, points, stroke="none", fill="none", width=2, dash=None, **more):
        """Draw straight lines through the points; ``more``: close, opacity."""
        close = " Z" if more.pop("close", False) else ""
        opacity = more.pop("opacity", None)
        d = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points) + close
        at = {"d": d, "stroke": stroke, "fill": fill, "stroke-width": width}
        if opacity is not None:
            at["fill-opacity"] = opacity
        self._add("path", at | {"stroke-linejoin": "round"} | _dash(dash), **more)

    def raw(self, d, **at):
        """Draw a path given as SVG writes it."""
        named = {name.replace("_", "-"): value for name, value in at.items()}
        self._add("path", {"d": d, "fill": "none"} | named)

    def letter(self, x, y, text, size=12, anchor="start", fill=INK, **more):
        """Write a line of text; ``more``: weight, turn (degrees), key, title."""
        at = _round(x=x, y=y, fill=fill) | {
            "font-size": size,
            "text-anchor": anchor,
            "font-weight": more.pop("weight", "normal"),
        }
        if turn := more.pop("turn", 0):
            at["transform"] = f"rotate({turn} {x:.1f} {y:.1f})"
        self._add("text", at, text=text, **more)

    def _add(self, kind, at, **words):
        self.shapes.append(Shape(kind, at, **words))


def number(value, digits=1):
    return f"{value:.{digits}f}"


def text_width(text, size):
    """Return about how wide the text is: Chinese characters are as wide as high.

    >>> text_width("可靠性", 10), text_width("abc", 10)
    (30.0, 17.4)
    """
    return round(sum(1.0 if ord(one) > 0x2E7F else 0.58 for one in text) * size, 1)


def wrap(text, room, size):
    """Return the lines of the text that fit the room, broken at blanks.

    >>> wrap("Understanding the customer", 100, 12)
    ['Understanding', 'the customer']
    >>> wrap("对消费者的理解程度", 60, 12)
    ['对消费者的', '理解程度']
    """
    lines = [""]
    for word in _split(text):
        if lines[-1] and text_width((lines[-1] + word).rstrip(), size) > room:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]


def _split(text):
    """Return the pieces between which a line may break."""
    words, word = [], ""
    for one in text:
        if ord(one) > 0x2E7F:
            words += [word, one] if word else [one]
            word = ""
            continue
        word += one
        if one == " ":
            words.append(word)
            word = ""
    return words + [word] if word else words


def shorten(text, room, size):
    """Return the text cut to the room.

    >>> shorten("Building 1, north wing", 60, 10)
    'Building…'
    """
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip(" ,") + "…"


def ticks(low, high, most=6):
    """Return round numbers from below ``low`` to above ``high``.

    >>> ticks(3.2, 6.1)
    [3, 4, 5, 6, 7]
    >>> ticks(61, 78.5)
    [60, 65, 70, 75, 80]
    """
    span = max(high - low, 1e-6)
    step = next(
        size
        for power in range(-6, 12)
        for size in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if span / size <= most - 1
    )
    first = int(low // step)
    last = first
    while last * step < high - 1e-9:
        last += 1
    found = [round(place * step, 6) for place in range(first, last + 1)]
    return [int(one) if one == int(one) else one for one in found]


def _round(**at):
    return {
        name.rstrip("_"): round(value, 1) if isinstance(value, float) else value
        for name, value in at.items()
    }


def _dash(dash):
    return {"stroke-dasharray": dash} if dash else {}
