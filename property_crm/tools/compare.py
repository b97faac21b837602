"""Whether a share has changed, or may have by chance. Source: domain.md 2.6.

Shares and intervals are from 0 to 1; intervals are those of 95 %.
"""

from math import sqrt

Z = 1.959964
FEW = 30  # below it a figure is a hint only


def get_interval(part, whole):
    """Return where the share of a sample of ``whole`` may lie (Wilson).

    >>> [round(limit, 4) for limit in get_interval(85, 100)]
    [0.7672, 0.9069]
    >>> [round(limit, 4) for limit in get_interval(9, 10)]
    [0.5958, 0.9821]
    """
    share, square = part / whole, Z * Z
    middle = share + square / (2 * whole)
    spread = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)


def get_difference(before, after):
    """Return where the difference of two shares may lie (Newcombe 1998, method 10).

    His example: 56 of 70 and 48 of 80 differ by 0.2, [0.0524, 0.3339].

    >>> [round(limit, 4) for limit in get_difference((48, 80), (56, 70))]
    [0.0524, 0.3339]

    :param before, after: ``(part, whole)``
    """
    old, new = before[0] / before[1], after[0] / after[1]
    old_low, old_high = get_interval(*before)
    new_low, new_high = get_interval(*after)
    gap = new - old
    return (
        gap - sqrt((new - new_low) ** 2 + (old_high - old) ** 2),
        gap + sqrt((new_high - new) ** 2 + (old - old_low) ** 2),
    )


def judge(before, after):
    """Return what two shares tell: ``few``, ``chance`` or ``clear``.

    >>> judge((10, 100), (35, 100)), judge((10, 100), (12, 100)), judge((1, 9), (9, 99))
    ('clear', 'chance', 'few')
    """
    if min(before[1], after[1]) < FEW:
        return "few"
    low, high = get_difference(before, after)
    return "chance" if low <= 0 <= high else "clear"


def get_change(before, after):
    """Return the change as a share of what was before, None where that is nothing.

    >>> round(get_change(3, 1.95), 2), get_change(0, 5), get_change(None, 5)
    (-0.35, None, None)
    """
    if not before or after is None:
        return None
    return (after - before) / abs(before)


def get_saving(each_before, each_after, count):
    """Return what so many calls would have cost more before.

    >>> round(get_saving(3, 1.95, 80_000_000))
    84000000
    """
    if each_before is None or each_after is None:
        return None
    return (each_before - each_after) * count
