"""Who counts as one head in a vote. Source: domain.md 1.2.

All units the developer has not handed over are one head together, several units of the
same owners are one as well. A head is known by a text: ``dev``, or the keys of the
owners joined by ``+``; each unit without a known owner is a head of its own.
"""

DEVELOPER = "dev"
SAME_SET = "same_set"
ANY_COMMON = "any_common"
IDENTITIES = (SAME_SET, ANY_COMMON)
HELD_BACK = ("undelivered", "unsold")


def get_heads(rows, identity=SAME_SET, developer=None):
    """Return the head of each unit.

    With ``same_set`` Ann alone and Ann with Bob are two heads, with ``any_common``
    they are one, also by way of others.

    :param rows: with ``unit``, ``state`` and ``owners``
    :param developer: key of the developer, who may also own units like others

    >>> from .vote_register import Row
    >>> rows = [Row("1", owners=["ann"]), Row("2", owners=["bob", "ann"]),
    ...         Row("3", state="unsold"), Row("4", owners=["eve"], state="undelivered"),
    ...         Row("5")]
    >>> get_heads(rows)
    {'1': 'ann', '2': 'ann+bob', '3': 'dev', '4': 'dev', '5': '?5'}
    >>> get_heads(rows, ANY_COMMON)
    {'1': 'ann+bob', '2': 'ann+bob', '3': 'dev', '4': 'dev', '5': '?5'}
    """
    if identity not in IDENTITIES:
        raise ValueError(identity)
    groups = {row.unit: _get_owners(row, developer) for row in rows}
    if identity == ANY_COMMON:
        groups = _merge(groups)
    names = {owners: _get_name(owners) for owners in set(groups.values()) if owners}
    return {unit: names.get(owners, f"?{unit}") for unit, owners in groups.items()}


def _get_owners(row, developer):
    if row.state in HELD_BACK:
        return frozenset([DEVELOPER])
    if developer is None or developer not in row.owners:
        return row.owners
    return row.owners - {developer} | {DEVELOPER}


def _get_name(owners):
    return "+".join(sorted(map(str, owners)))


def _merge(groups):
    """Return all owners who are bound to those of a unit by common units."""
    parents = {owner: owner for owners in groups.values() for owner in owners}
    for owners in groups.values():
        roots = {_find(parents, owner) for owner in owners}
        if roots:
            root = roots.pop()
            parents.update(dict.fromkeys(roots, root))
    members = {}
    for owner in parents:
        members.setdefault(_find(parents, owner), []).append(owner)
    merged = {
        root: frozenset([DEVELOPER] if DEVELOPER in owners else owners)
        for root, owners in members.items()
    }
    return {
        unit: merged[_find(parents, next(iter(owners)))] if owners else owners
        for unit, owners in groups.items()
    }


def _find(parents, owner):
    """Return who stands for an owner; the way there gets shorter by each search."""
    while parents[owner] != owner:
        parents[owner] = parents[parents[owner]]
        owner = parents[owner]
    return owner
