"""Whether an improvement did something: the next result against the one before.

>>> before = measured(-1.2, 60, low=-1.45, high=-0.95)
>>> after = measured(-0.7, 55, low=-0.94, high=-0.46)
>>> found = effect(before, after)
>>> round(found.mean, 2), round(found.low, 2), round(found.high, 2), verdict(found)
(0.5, 0.16, 0.84, 'better')
>>> verdict(effect(before, measured(-1.1, 55, low=-1.4, high=-0.8)))
'unsure'
>>> verdict(effect(before, measured(-0.7, 55)))  # nobody knows its margin
'unsure'
"""

from .student import Estimate, around, t_quantile
from .trend import difference


def measured(mean, n, low=None, high=None, se=None):
    """Return the ``Estimate`` of what was published, its error from its interval."""
    if n < 2 or (se is None and (low is None or high is None)):
        return Estimate(n, mean)
    if se is None:
        se = (high - low) / 2 / t_quantile(n - 1)
    return around(mean, se, n)


def effect(before, after):
    """Return the ``Estimate`` of the change, with its 95 % interval (Welch)."""
    return difference(before, after)


def verdict(change):
    """Return ``better``, ``worse``, or ``unsure`` where chance may have done it.

    >>> verdict(around(-3.0, 1.0, 50)), verdict(around(0.5, 1.0, 50))
    ('worse', 'unsure')
    """
    if change.low is None:
        return "unsure"
    if change.low > 0:
        return "better"
    return "worse" if change.high < 0 else "unsure"
