"""How much of what is earned comes from firms of the own group."""


def get_share(own, total):
    """Return the share in percent; nothing of nothing is none.

    >>> get_share(180, 600)
    30.0
    >>> get_share(0, 0)
    0.0
    """
    return 100.0 * own / total if total > 0 else 0.0
