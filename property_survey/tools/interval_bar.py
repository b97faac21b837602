"""A score and its interval as a picture of one line, for lists and phones.

>>> str(interval_bar(3, 4, 5)).count("<span")
3
"""

from markupsafe import Markup

LOW, HIGH = 1, 5
BOX = "position:relative;height:1.1rem;min-width:7rem;border-radius:.3rem;"
BAR = "position:absolute;top:.4rem;height:.3rem;border-radius:.15rem;"
DOT = "position:absolute;top:.2rem;width:.7rem;height:.7rem;border-radius:50%;"
MARK = "position:absolute;top:0;width:2px;height:1.1rem;"


def percent(value, low=LOW, high=HIGH):
    """Return where the value lies on the line, 0 to 100.

    >>> [percent(value) for value in (0, 1, 3, 5, 6)]
    [0.0, 0.0, 50.0, 100.0, 100.0]
    """
    return round(100 * min(1.0, max(0.0, (value - low) / (high - low))), 1)


def interval_bar(low, score, high, mark=None):
    """Return the line of 1 to 5 with the interval, the score, and the mark, if any.

    >>> str(interval_bar(3, 4, 5, 3.5)).count("<span")
    4
    """
    left, right = percent(low), percent(high)
    parts = [
        _part(f"{BAR}left:0;width:100%;", "bg-300"),
        _part(f"{BAR}left:{left}%;width:{round(right - left, 1)}%;", "bg-info"),
        _part(f"{DOT}left:calc({percent(score)}% - .35rem);", "bg-primary"),
    ]
    if mark:
        parts.append(_part(f"{MARK}left:{percent(mark)}%;", "bg-dark"))
    return Markup('<div style="%s">%s</div>') % (BOX, Markup().join(parts))


def _part(style, colour):
    return Markup('<span class="%s" style="%s"></span>') % (colour, style)
