"""How far the letting or sale of a unit is, for the map.

>>> furthest(reserved=True, shown=True, wished=True)
'reserved'
>>> furthest(reserved=False, shown=True, wished=False)
'viewing'
>>> furthest(False, False, False) is None
True
"""


def furthest(reserved, shown, wished):
    """Return the last step that was reached, None if nobody wants the unit."""
    steps = {"reserved": reserved, "viewing": shown, "wished": wished}
    return next((name for name, is_there in steps.items() if is_there), None)
