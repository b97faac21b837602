"""The figures a service desk is measured by.

A share of nothing is nothing: where there is no case, there is no rate, neither 0 %
nor 100 %.
"""

PERCENT = 100
# Of the month of a site: what is added up, by what it is divided, and the scale.
MONTH_RATES = {
    "collection_rate": (("collected",), ("charged",), PERCENT),
    "overall_rate": (("collected", "old_collected"), ("charged", "old_due"), PERCENT),
    "recovery_rate": (("old_collected",), ("old_due",), PERCENT),
    "contact_cost": (("desk_cost",), ("contact_count",), 1),
    "solved_cost": (("desk_cost",), ("solved_count",), 1),
}


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


def get_month_rates(figures):
    """Return the rates of a month, or of several whose figures were added up.

    >>> found = get_month_rates({"charged": 1000, "collected": 912})
    >>> found["collection_rate"], found["overall_rate"], found["recovery_rate"]
    (91.2, 91.2, None)
    """
    return {
        name: get_rate(
            sum(figures.get(part, 0) for part in parts),
            sum(figures.get(whole, 0) for whole in wholes),
            scale,
        )
        for name, (parts, wholes, scale) in MONTH_RATES.items()
    }


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
