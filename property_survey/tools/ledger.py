"""What was published of a campaign, so that the next report does not give it away.

Two reports of which one has three more people tell what the three said. What is shown
anew must therefore differ from what was shown by nobody, or by at least five: over all,
in every figure, in every group, and between reports of other days.

>>> may_follow({"n": 20, "r1": 20}, {"n": 25, "r1": 25})
True
>>> may_follow({"n": 20, "r1": 20}, {"n": 25, "r1": 22})  # two of the five said r1
False

A determinant less its items tells what those said who left some out: "part|name" are
they, "whole|name" who answered all. Where the new ones stand beside too few, or beside
nobody who answered all, they would be solved for, each figure far off or not.

>>> old = {"determinant|a": 20, "item|1": 20, "item|2": 15, "part|a": 5, "whole|a": 15}
>>> new = {"determinant|a": 26, "item|1": 26, "item|2": 20, "part|a": 6, "whole|a": 20}
>>> may_follow(old, new)  # twice the determinant less both items is one's answer
False
"""

from .disclosure import LEAST, may_publish

PART, WHOLE = "part|", "whole|"


def may_follow(old, new, least=LEAST):
    """Return whether counts may follow the old ones: each the same or far off."""
    changes = {
        key: abs(new.get(key, 0) - old.get(key, 0)) for key in old.keys() | new.keys()
    }
    if any(0 < change < least for change in changes.values()):
        return False
    names = {key.removeprefix(PART) for key in changes if key.startswith(PART)}
    return all(_may_part(name, old, new, changes, least) for name in names)


def _may_part(name, old, new, changes, least):
    """Return whether the determinant less its items tells of no few newly come."""
    wholes = [counts.get(WHOLE + name, 0) for counts in (old, new)]
    if max(wholes) < least:  # its items are hidden both times
        return True
    part, whole = (changes.get(kind + name, 0) for kind in (PART, WHOLE))
    if part:
        return whole >= least
    # its items were hidden, as few answered all: they must not be what is left
    return not (0 < wholes[0] < least and whole)


def may_span(span, spans, days, least=LEAST):
    """Return whether a report of these days gives none away beside the published ones.

    ``span`` is (first day, last day), None for no end; ``spans`` those of what was
    published, with the answers they had then; ``days`` the answers of each day.

    >>> days = {"2026-03-01": 9, "2026-03-02": 3, "2026-03-03": 9}
    >>> may_span((None, "2026-03-01"), {(None, "2026-03-02"): 12}, days)
    False
    >>> may_span((None, "2026-03-01"), {(None, None): 21}, days)
    True
    >>> may_span((None, "2026-03-01"), {(None, None): 20}, days)  # one came since
    False
    """
    spans = {one: n for one, n in spans.items() if one != span}
    for one, n in spans.items():
        if 0 < abs(count(one, days) - n) < least:
            return False
    members = _members([span, *spans], days, least)
    published = [members[one] for one in spans if members[one]]
    return not members[span] or may_publish(members[span], published, least)


def may_show(span, published, figures, least=LEAST):
    """Return whether no figure of these days gives few away beside published ones.

    ``published`` is ``{span: {figure: answers}}`` as they were then, ``figures``
    ``{figure: {day: answers}}`` of all days. A figure of fewer than five is hidden.

    >>> figures = {"n": {"2026-03-01": 9, "2026-03-02": 9},
    ...     "r1": {"2026-03-01": 9, "2026-03-02": 1}}
    >>> whole = {"n": 18, "r1": 10}
    >>> may_show((None, "2026-03-01"), {(None, None): whole}, figures)  # r1 of one
    False
    >>> may_show(("2026-03-02", None), {(None, None): whole}, figures)  # r1 is hidden
    True
    """
    for name, days in figures.items():
        spans = {
            one: counts[name]
            for one, counts in published.items()
            if counts.get(name, 0) >= least
        }
        if count(span, days) >= least and not may_span(span, spans, days, least):
            return False
    return all(
        _may_part_days(name.removeprefix(PART), span, published, figures, least)
        for name in figures
        if name.startswith(PART)
    )


def _may_part_days(name, span, published, figures, least):
    """Return whether the determinant less its items tells of no few of some days."""
    part, whole = (figures.get(kind + name, {}) for kind in (PART, WHOLE))
    for one, counts in published.items():
        if one == span:
            continue
        if max(count(span, whole), counts.get(WHOLE + name, 0)) < least:
            continue  # its items are hidden in both
        for piece in _pieces(span, one, part.keys() | whole.keys()):
            said, all_said = (
                sum(x.get(day, 0) for day in piece) for x in (part, whole)
            )
            if said and min(said, all_said) < least:
                return False
    return True


def _pieces(span, other, days):
    """Return the days of one alone, the other alone, and both."""
    mine, its = ({day for day in days if _is_in(day, x)} for x in (span, other))
    return mine - its, its - mine, mine & its


def still_hidden(ledger, counts, kept):
    """Return ``{figure: groups that stay hidden}``: shown now, one would give away
    the others' past.

    What was hidden is known in sum. Unless every hidden group of a dimension has other
    answers than then, those without would be subtracted from it.

    >>> then = {"groups": {"role": {"owner|n": 4, "tenant|n": 7}},
    ...     "hidden": {"n": {"role": ["owner", "tenant"]}}}
    >>> now = {"role": {"owner|n": 9, "tenant|n": 7}}
    >>> sorted(still_hidden(then, now, kept=())["n"])
    [('role', 'owner'), ('role', 'tenant')]
    >>> still_hidden(then, {"role": {"owner|n": 9, "tenant|n": 12}}, kept=())
    {}
    """
    found = {}
    for figure, dimensions in ledger.get("hidden", {}).items():
        for dimension in dimensions.keys() - kept:
            keys = dimensions[dimension]
            old, new = ledger["groups"].get(dimension, {}), counts.get(dimension, {})
            names = [f"{key}|{figure}" for key in keys]
            if any(new.get(name, 0) == old.get(name, 0) for name in names):
                found.setdefault(figure, set()).update((dimension, key) for key in keys)
    return found


def count(span, days):
    """Return the answers of the span, of ``{day: answers}``."""
    return sum(n for day, n in days.items() if _is_in(day, span))


def _is_in(day, span):
    first, last = span
    if day is None:
        return first is None and last is None
    return (first is None or day >= first) and (last is None or day <= last)


def _members(spans, days, least):
    """Return ``{span: set of answers}``; of many alike five stand for all."""
    parts = {}
    for day, n in days.items():
        sign = tuple(_is_in(day, span) for span in spans)
        parts[sign] = parts.get(sign, 0) + n
    found = {span: set() for span in spans}
    for sign, n in parts.items():
        for span, is_in in zip(spans, sign, strict=True):
            if is_in:
                found[span] |= {(sign, who) for who in range(min(n, least))}
    return found
