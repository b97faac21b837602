"""The figures a service desk is measured by.

A share of nothing is nothing: where there is no case, there is no rate, neither 0 %
nor 100 %. What is due in the period is the base, so that late open requests cannot
vanish.
"""

from math import floor

PERCENT = 100


def get_rate(part, whole, scale=PERCENT):
    """Return the share in percent, None where there is nothing to share.

    >>> round(get_rate(46, 48), 2)
    95.83
    >>> get_rate(6, 1500, scale=1000)
    4.0
    >>> get_rate(0, 0) is None
    True
    """
    return part * scale / whole if whole else None


def get_complement(rate):
    """Return the rest to a hundred: first-time fix from rework.

    >>> round(get_complement(2.8), 1)
    97.2
    """
    return None if rate is None else PERCENT - rate


def get_on_time_rate(deadlines, now):
    """Return the rate of what was done in time among what was due by ``now``.

    :param deadlines: pairs of the due time and the time it was done, None for not yet
    """
    due = [(until, done) for until, done in deadlines if until and until <= now]
    kept = sum(1 for until, done in due if done and done <= until)
    return get_rate(kept, len(due))


def get_completion_rate(deadlines, now):
    """Return the rate of what is done by ``now`` among what was due by then."""
    due = [done for until, done in deadlines if until and until <= now]
    return get_rate(sum(1 for done in due if done and done <= now), len(due))


def get_quantile(values, share=0.5):
    """Return the value under which ``share`` of the values lie, None without any.

    Between two values it is interpolated, as PostgreSQL's percentile_cont does.

    >>> get_quantile([1, 2, 3, 4])
    2.5
    >>> get_quantile([10, 20, 30], 0.9)
    28.0
    """
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def get_backlog(open_now, flows):
    """Return how many were open at the end of each day, told backwards from now.

    :param flows: received and closed of each day, the last day is today
    >>> get_backlog(5, [(2, 1), (3, 0), (1, 4)])
    [5, 8, 5]
    """
    backlog = []
    for received, closed in reversed(flows):
        backlog.append(open_now)
        open_now += closed - received
    return backlog[::-1]
