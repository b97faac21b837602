"""The next best step on a request, from what is known about it.

A plain function: the words are the model's business.
"""


def get_next_step(state):
    """Return the code of the next step and what it is about.

    :param dict state: ``closed``, ``to_confirm``, ``has_user``, ``is_mine``,
        ``started``, ``waiting`` (booleans), ``open_items`` (names of what the list
        still asks for, the required ones first) and ``has_solution`` (one is tried)

    >>> get_next_step({})
    ('assign', '')
    >>> get_next_step({"has_user": True, "is_mine": True})
    ('start', '')
    >>> get_next_step({"has_user": True})
    ('await_start', '')
    >>> working = {"has_user": True, "is_mine": True, "started": True}
    >>> get_next_step({**working, "waiting": True, "open_items": ["Photo"]})
    ('wait', '')
    >>> get_next_step({**working, "open_items": ["Photo", "Test"]})
    ('do', 'Photo')
    >>> get_next_step(working), get_next_step({**working, "closed": True})
    (('close', ''), ('none', ''))
    >>> get_next_step({"to_confirm": True})
    ('confirm', '')
    """
    if state.get("closed"):
        return ("none", "")
    if state.get("to_confirm"):
        return ("confirm", "")
    if not state.get("has_user"):
        return ("assign", "")
    if state.get("waiting"):
        return ("wait", "")
    if not state.get("started"):
        return ("start" if state.get("is_mine") else "await_start", "")
    items = state.get("open_items")
    return ("do", items[0]) if items else ("close", "")
