"""The file from which anybody counts a vote again, and the check of such a file.

It holds what the count needs and nothing else: the frozen register, whose owners are
called h1, h2 ... (which of them belong together decides about heads, who they are does
not), and of each motion its rule as data, the ballots, and the result as announced.
Its ``digest``, the hash of everything else, belongs into the printed minutes: it tells
that a file is the one that was announced.

Of a secret motion there are no ballots (a unit and its choice would stand in one row),
only the sums and the published entries of the sealed ballots. So it can be checked that
the register is whole, that the announced outcome follows from the sums, and that each
voter's receipt is in the list; the sums themselves rest on who opened the ballots.

In an election each candidate's votes are a motion of their own, and the election names
seats, ranking and lot (see ``vote_file_election``): who is elected is found again.

Needed are this folder and Python, neither Odoo nor a database. From the folder above::

    python -m tools.vote_result_file FILE
"""

import json
import sys
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

from .hash_chain import canonical, same_hash
from .vote_checks import (
    RuleError,
    check_choice,
    check_flag,
    check_list,
    check_object,
    check_whole,
    join_path,
)
from .vote_file_election import check_elections, is_right, say_elected
from .vote_receipt import publish
from .vote_register import SCOPES, Row, Scope
from .vote_rule import parse_rule
from .vote_sums import CHOICES, MEASURES, Counts
from .vote_tally import Ballot, decide, tally

FORMAT = "property-vote-1"
FILE_KEYS = ("format", "about", "developer", "register", "motions", "digest")
MOTION_KEYS = (
    "motion",
    "title",
    "rule",
    "scope",
    "ballots",
    "served",
    "is_quorum_relaxed",
    "entries",
    "root",
    "result",
    "election",
)
ROW_KEYS = tuple(each.name for each in fields(Row))
SUM_KEYS = ("register", "participating", *CHOICES)
RESULT_KEYS = ("outcome", "sums", "quorum_sums")


def name_heads(rows):
    """Return a name for each owner that tells nothing of him, in the order of units.

    >>> name_heads([Row("B1", owners=["ann"]), Row("A1", owners=["bob", "ann"])])
    {'ann': 'h1', 'bob': 'h2'}
    """
    names = {}
    for row in _sort(rows):
        for owner in sorted(row.owners, key=str):
            names.setdefault(owner, f"h{len(names) + 1}")
    return names


def make_motion(motion, rule, *, scope=None, ballots=(), served=(), **values):
    """Return a motion for ``make_file``; units in no order that tells of the voting.

    :param rule: as data
    :param ballots: ``(unit, choice)``; ``None`` of a secret motion
    :param values: ``title``, ``is_quorum_relaxed``, ``entries`` (pairs of serial and
        commitment), of a secret motion also ``result``, of an election ``election``
    """
    scope = scope or Scope()
    units = sorted(scope.units, key=str)
    return {
        "motion": motion,
        "title": "",
        "rule": rule,
        "scope": {**scope._asdict(), "units": units},
        "ballots": ballots if ballots is None else sorted(map(list, ballots), key=str),
        "served": sorted(served, key=str),
        "is_quorum_relaxed": False,
        "entries": sorted(map(list, values.pop("entries", ()))),
        "result": None,
        "election": None,
        **values,
    }


def make_file(about, rows, motions, developer=None):
    """Return the file as a dict, with results, roots and the digest.

    >>> rule = {"outcomes": [{"name": "passed", "when": {"measure": "area",
    ...     "votes": "yes", "of": "cast", "op": ">", "num": 1, "den": 2}}]}
    >>> made = make_file("Spring 2026", [Row("A1", area=100, owners=["ann"])],
    ...     [make_motion("m1", rule, ballots=[("A1", "yes")])])
    >>> made["motions"][0]["result"]["outcome"], made["register"][0]["owners"]
    ('passed', ['h1'])
    >>> find_differences(made)
    []

    :param motions: of ``make_motion``
    """
    names = name_heads(rows)
    named = [
        replace(row, owners=[names[owner] for owner in row.owners])
        for row in _sort(rows)
    ]
    data = {
        "format": FORMAT,
        "about": about,
        "developer": names.get(developer),
        "register": [row.to_dict() for row in named],
        "motions": [],
    }
    for motion in motions:
        made = {**motion, "root": _get_root(motion)}
        if motion["ballots"] is not None:
            made["result"] = _count(made, named, data["developer"])
        data["motions"].append(made)
    # as it is read back: lists where there were tuples
    data = json.loads(canonical(data))
    return {**data, "digest": get_digest(data)}


def get_digest(data):
    """Return the hash of a file without its digest."""
    rest = {key: value for key, value in data.items() if key != "digest"}
    return sha256(canonical(rest)).hexdigest()


def write_file(data):
    """Return the bytes of a file, always the same of the same vote."""
    return canonical(data)


def read_file(content):
    """Return the file that was written, checked in its form.

    >>> try:
    ...     read_file(b'{"format": "property-vote-1", "about": 0.5}')
    ... except RuleError as error:
    ...     print(error)
    file: not_readable (value='0.5')

    :raise RuleError: with the place of what is wrong
    """
    try:
        data = json.loads(
            content,
            parse_float=_refuse,
            parse_constant=_refuse,
            object_pairs_hook=_make_object,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise RuleError("not_readable", "file", value=str(error)) from None
    check_object(data, "file", FILE_KEYS)
    check_choice(data["format"], "format", [FORMAT])
    _read_rows(data)
    names = set()
    for place, motion in enumerate(check_list(data["motions"], "motions", True)):
        path = join_path("motions", place)
        _check_motion(motion, path)
        if motion["motion"] in names:
            raise RuleError("twice", join_path(path, "motion"))
        names.add(motion["motion"])
    check_elections(data["motions"], "motions")
    return data


def find_differences(data):
    """Return where a file says something else than what is found from it.

    ``(None, "digest")`` if something was changed since it was made; else the key of
    the motion with ``result``; with ``register`` (the whole of a secret motion is not
    that of the register), ``sums`` (they contradict each other), ``outcome`` (it does
    not follow from them); with ``election`` (others are elected); or with ``root``.
    Whoever changes a file can hash it anew: the digest is to be compared with the
    printed one.
    """
    found = []
    if not same_hash(get_digest(data), data["digest"]):
        found.append((None, "digest"))
    rows = _read_rows(data)
    for motion in data["motions"]:
        check = _check_secret if motion["ballots"] is None else _check_open
        codes = check(motion, rows, data["developer"])
        if _get_root(motion) != motion["root"]:
            codes.append("root")
        if motion["election"] and not is_right(motion["election"], data["motions"]):
            codes.append("election")
        found += [(motion["motion"], code) for code in codes]
    return found


def _check_open(motion, rows, developer):
    # tuples and lists are one here
    found = canonical(_count(motion, rows, developer))
    return [] if found == canonical(motion["result"]) else ["result"]


def _check_secret(motion, rows, developer):
    rule, result = parse_rule(motion["rule"]), motion["result"]
    totals = _make_register(motion, rule, rows, developer).totals
    sums, counted = _read_sums(result, "sums"), _read_sums(result, "quorum_sums")
    codes = []
    if any(counted[measure].register != totals[measure] for measure in MEASURES):
        codes.append("register")
    if not all(map(_is_possible, (*sums.values(), *counted.values()))):
        codes.append("sums")
    if decide(rule, counted, sums, _is_relaxed(motion, rule)) != result["outcome"]:
        codes.append("outcome")
    return codes


def _is_possible(counts):
    chosen = counts.yes + counts.no + counts.abstain
    return chosen <= counts.participating <= counts.register


def _count(motion, rows, developer):
    """Return the result of a motion as data, ``None`` where nobody votes.

    The only place where the file meets the count.
    """
    rule = parse_rule(motion["rule"])
    if not rule.needs_vote:
        return None
    result = tally(
        rule,
        _make_register(motion, rule, rows, developer),
        [Ballot(*ballot) for ballot in motion["ballots"]],
        motion["served"],
        motion["is_quorum_relaxed"],
    )
    return result.to_dict()


def _make_register(motion, rule, rows, developer):
    scope = Scope(**{**motion["scope"], "units": frozenset(motion["scope"]["units"])})
    return rule.make_register(rows, scope, developer)


def _is_relaxed(motion, rule):
    return motion["is_quorum_relaxed"] and rule.quorum_relaxes_after is not None


def _get_root(motion):
    """Return the root over the published entries, ``None`` if there are none."""
    entries = [(motion["motion"], *entry) for entry in motion["entries"]]
    return publish(entries)[0] if entries else None


def _sort(rows):
    return sorted(rows, key=lambda row: str(row.unit))


def _read_rows(data):
    rows = []
    for place, row in enumerate(check_list(data["register"], "register")):
        path = join_path("register", place)
        check_object(row, path, ROW_KEYS)
        _check_keys(row["owners"], join_path(path, "owners"))
        _check_keys([row["unit"]], join_path(path, "unit"))
        try:
            rows.append(Row.from_dict(row))
        except (TypeError, ValueError) as error:
            raise RuleError("no_row", path, value=str(error)) from None
    return rows


def _check_motion(motion, path):
    check_object(motion, path, MOTION_KEYS)
    _check_keys([motion["motion"]], join_path(path, "motion"))
    _check_scope(motion["scope"], join_path(path, "scope"))
    _check_keys(motion["served"], join_path(path, "served"))
    _check_pairs(motion["entries"], join_path(path, "entries"), str)
    check_flag(motion["is_quorum_relaxed"], join_path(path, "is_quorum_relaxed"))
    rule_path = join_path(path, "rule")
    try:
        rule = parse_rule(motion["rule"])
    except RuleError as error:
        at = f"{rule_path}.{error.path}" if error.path else rule_path
        raise RuleError(error.code, at, **error.details) from None
    if motion["ballots"] is not None:
        _check_pairs(motion["ballots"], join_path(path, "ballots"))
    elif rule.needs_vote:
        _check_sums(motion["result"], join_path(path, "result"))
    else:
        raise RuleError("not_a_list", join_path(path, "ballots"))


def _check_scope(scope, path):
    check_object(scope, path, Scope._fields)
    check_choice(scope["kind"], join_path(path, "kind"), SCOPES)
    _check_keys(scope["units"], join_path(path, "units"))


def _check_pairs(items, path, kinds=(str, int)):
    for place, item in enumerate(check_list(items, path, True)):
        item_path = join_path(path, place)
        if len(check_list(item, item_path)) != 2:
            raise RuleError("no_pair", item_path)
        _check_keys(item, item_path, kinds)


def _check_keys(keys, path, kinds=(str, int)):
    """Refuse what cannot be the key of something: it is a text or a whole number."""
    for key in check_list(keys, path, True):
        if isinstance(key, bool) or not isinstance(key, kinds):
            raise RuleError("no_key", path, value=key)


def _check_sums(result, path):
    check_object(result, path, RESULT_KEYS, ["errors", *RESULT_KEYS])
    for key in RESULT_KEYS[1:]:
        sums_path = join_path(path, key)
        check_object(result[key], sums_path, MEASURES)
        for measure in MEASURES:
            counts, at = result[key][measure], join_path(sums_path, measure)
            check_object(counts, at, SUM_KEYS, ["cast"])
            for name in SUM_KEYS:
                check_whole(counts[name], join_path(at, name))


def _read_sums(result, key):
    return {
        measure: Counts(**{name: counts[name] for name in SUM_KEYS})
        for measure, counts in result[key].items()
    }


def _make_object(pairs):
    """Return an object of JSON; a key that stands twice could be read two ways."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise RuleError("twice", "file", value=[key for key, _value in pairs])
    return values


def _refuse(text):
    raise RuleError("not_readable", "file", value=text)


def main(paths):
    """Check files for a reader at a terminal; return how many are not as announced."""
    failed = 0
    for path in paths:
        try:
            data = read_file(Path(path).read_bytes())
            found = find_differences(data)
        except ValueError as error:
            data, found = None, [(None, str(error))]
        failed += bool(found)
        for motion in data["motions"] if data else ():
            outcome = (motion["result"] or {}).get("outcome")
            if motion["election"]:
                outcome = say_elected(motion["election"], data["motions"])
            sys.stdout.write(f"{motion['motion']}\t{outcome}\n")
        for motion, code in found:
            sys.stdout.write(f"{path}\t{motion or ''}\t{code}\n")
        if not found:
            sys.stdout.write(f"{path}\t{data['digest']}\tok\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
