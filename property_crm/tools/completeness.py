"""How much of what should be known about a customer is known."""

from typing import NamedTuple


class Assessment(NamedTuple):
    """The share of the weights that is known, in percent, and what to ask next."""

    percent: int
    missing: tuple


def assess(weights, known):
    """Weigh what is known against what should be.

    Nothing is asked of a customer without rules, so he is complete. Rounding never
    shows 100 while something is missing, nor 0 while something is known.

    >>> assess({"phone": 3, "email": 1}, {"phone"})
    Assessment(percent=75, missing=('email',))
    >>> assess({"name": 999, "pets": 1}, {"name"}).percent
    99
    >>> assess({}, set())
    Assessment(percent=100, missing=())

    :param weights: weight by field, in the order in which to ask at equal weight
    :param known: the fields that are filled in
    """
    total = sum(weights.values())
    if not total:
        return Assessment(100, ())
    missing = sorted(
        (name for name, weight in weights.items() if weight and name not in known),
        key=lambda name: -weights[name],
    )
    found = total - sum(weights[name] for name in missing)
    percent = (200 * found + total) // (2 * total)
    if missing:
        percent = min(percent, 99)
    if found:
        percent = max(percent, 1)
    return Assessment(percent, tuple(missing))
