"""What a rule or a site's rules of procedure may choose, and how the data holds it."""

from ...tools.vote_sums import MEASURES

HEAD_IDENTITIES = [
    ("same_set", "Ann alone and Ann with Bob are two heads"),
    ("any_common", "A common owner makes them one head"),
]
ABSENTS = [
    ("none", "Are not counted"),
    ("follow_majority_if_served", "Follow the majority, if served with the papers"),
]
RANKINGS = [
    ("sum_of_shares", "Shares of the votes, added up"),
    ("heads", "Heads"),
    ("area", "Exclusive area"),
]
COUNTED = [
    ("all", "Counted"),
    ("area", "Count by area, not by heads or lots"),
    ("none", "Do not count"),
]
# kinds of units about which the owners' rules differ; the others always count
KINDS = ("parking", "storage", "other")
_LEFT_OUT = {"all": [], "area": ["head", "lot"], "none": list(MEASURES)}


def read_kinds(exclude_kinds):
    """Return the measures each kind is left out of; a list of kinds means of all.

    >>> read_kinds(["parking"])
    {'parking': ('area', 'head', 'lot', 'entitlement', 'share')}
    """
    if isinstance(exclude_kinds, dict):
        return exclude_kinds
    return dict.fromkeys(exclude_kinds, MEASURES)


def get_counted(exclude_kinds, kind):
    """Return how units of a kind count; False if in a way that has no name.

    >>> get_counted({"parking": ["lot", "head"]}, "parking")
    'area'
    >>> get_counted({}, "parking")
    'all'
    >>> get_counted({"parking": ["head"]}, "parking")
    False
    """
    left_out = set(read_kinds(exclude_kinds).get(kind, ()))
    for counted, measures in _LEFT_OUT.items():
        if left_out == set(measures):
            return counted
    return False


def put_counted(exclude_kinds, counted):
    """Return what kinds are left out of, with those of ``counted`` as chosen there.

    >>> put_counted({"parking": ["head"], "shop": ["lot"]}, {"parking": "all"})
    {'shop': ['lot']}
    >>> put_counted({"parking": ["head"]}, {"parking": False, "other": "area"})
    {'parking': ['head'], 'other': ['head', 'lot']}
    """
    chosen = {kind: _LEFT_OUT[how] for kind, how in counted.items() if how}
    return {
        kind: list(measures)
        for kind, measures in {**read_kinds(exclude_kinds), **chosen}.items()
        if measures
    }
