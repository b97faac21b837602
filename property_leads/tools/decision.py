"""What a customer decides by, and who decides: weights, marks and people."""

CRITERIA = ("quality", "price", "brand", "service")
FULL = 100
TOP_MARK = 10


def is_whole(weights):
    """Tell whether the weights are none below zero and sum to 100.

    >>> is_whole((40, 30, 20, 10)), is_whole((40, 30, 20, 20))
    (True, False)
    """
    return sum(weights) == FULL and min(weights) >= 0


def weigh(weights, marks):
    """Return the points out of 100 of marks from 0 to 10.

    >>> weigh((40, 30, 20, 10), (8, 6, 5, 9))
    69.0
    """
    total = sum(weight * mark for weight, mark in zip(weights, marks, strict=True))
    return total / TOP_MARK


def find_gaps(weights, ours, theirs):
    """Return ``[(criterion, points)]`` where we lag behind, what costs most first.

    >>> find_gaps((40, 30, 20, 10), (8, 6, 5, 9), (7, 9, 9, 9))
    [('price', 9.0), ('brand', 8.0)]
    """
    gaps = [
        (name, weight * (their - our) / TOP_MARK)
        for name, weight, our, their in zip(
            CRITERIA, weights, ours, theirs, strict=True
        )
    ]
    return sorted((gap for gap in gaps if gap[1] > 0), key=lambda gap: -gap[1])


def balance(people):
    """Return how the people stand, weighed by their influence, from -100 to 100.

    :param people: ``(stance from -2 to 2, influence from 1 to 5)``

    >>> balance([(2, 5), (-1, 5)]), balance([])
    (25, 0)
    """
    total = sum(influence for _stance, influence in people)
    if not total:
        return 0
    return round(sum(stance * influence for stance, influence in people) * 50 / total)
