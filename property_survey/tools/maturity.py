"""The level a company has reached, from what its own people say of its processes.

A level is reached when it is reached wholly: 3.9 is the third.

>>> [level_of(mean) for mean in (1.0, 1.9, 3.0, 3.9, 5.0)]
[1, 1, 3, 3, 5]
>>> level_of(None), level_of(0.0)
(0, 0)
>>> level_of(4.0, 1, 7)  # on another scale: half of the way
3
"""

LEVELS = (1, 2, 3, 4, 5)


def level_of(mean, low=1, high=5):
    """Return the level, 1 to 5, of a mean on the scale; 0 where there is none."""
    if not mean:
        return 0
    share = (mean - low) / (high - low)
    return min(LEVELS[-1], max(LEVELS[0], 1 + int(4 * share + 1e-9)))
