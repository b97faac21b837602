"""Seats of an activity, and who gets those that become free."""


def seats_left(capacity, taken):
    """Return the free seats; None where there is no limit.

    >>> seats_left(10, 7), seats_left(10, 12), seats_left(0, 99)
    (3, 0, None)
    """
    return max(0, capacity - taken) if capacity else None


def move_up(free, waiting):
    """Return the keys of those who get a seat, in the order of their waiting.

    Who needs more seats than are free keeps his place, and the next who fits goes.

    :param free: free seats, None without a limit
    :param waiting: pairs of key and people, the first in the list first

    >>> move_up(3, [("a", 2), ("b", 2), ("c", 1)])
    ['a', 'c']
    >>> move_up(None, [("a", 2)]), move_up(0, [("a", 1)])
    (['a'], [])
    """
    chosen = []
    for key, people in waiting:
        if free is None or people <= free:
            chosen.append(key)
            free = None if free is None else free - people
    return chosen
