"""Who calls whom: entries split over people, fairly, and alike each time."""


def share_out(total, weights):
    """Return whole numbers that add up to the total, in proportion to the weights.

    By the largest remainder; of equal remainders the first gets it.

    >>> share_out(10, [5, 3, 2]), share_out(10, [1, 1, 1]), share_out(3, [0, 0])
    ([5, 3, 2], [4, 3, 3], [0, 0])
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda index: -(total * weights[index] % whole)
    )
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def split(allowed, weights, given=None, limited=False):
    """Return for each entry the index of the person who gets it, or None.

    ``allowed`` has for each entry the indexes of those who may have it. ``weights``
    are in proportion to what each is to have in the end, with what he has been
    ``given`` before. ``limited`` says that nobody gets more than his weight.
    Those whom few may have are dealt out first.

    >>> split([{0, 1}] * 4, [1, 1])
    [0, 1, 0, 1]
    >>> split([{0, 1}, {0, 1}, {1}, set()], [1, 1])
    [0, 0, 1, None]
    >>> split([{0, 1}] * 4, [2, 1], limited=True)
    [0, 1, 0, None]
    >>> split([{0, 1}] * 2, [1, 1], given=[3, 1])
    [1, 1]
    """
    given = list(given or [0] * len(weights))
    total = len([people for people in allowed if people]) + sum(given)
    if limited:
        total = min(total, sum(weights))
    wanted = share_out(total, weights)
    result = [None] * len(allowed)
    for entry in sorted(range(len(allowed)), key=lambda index: len(allowed[index])):
        people = [
            person
            for person in sorted(allowed[entry])
            if weights[person] and not (limited and given[person] >= weights[person])
        ]
        if people:
            # the most is missing; in proportion, so that the turns go round
            chosen = max(people, key=lambda one: _missing(wanted[one], given[one]))
            result[entry] = chosen
            given[chosen] += 1
    return result


def _missing(wanted, given):
    """Return how far somebody is from what he is to have, comparable.

    >>> _missing(4, 1) > _missing(2, 1) > _missing(0, 0) > _missing(0, 1)
    True
    """
    return (wanted - given) / wanted if wanted > given else wanted - given
