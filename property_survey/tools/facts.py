"""What a questionnaire's answers come to, before anything is hidden or compared.

The same facts are counted from answers here and from sheets in SQL
(``models/result/tally.py``); ``result_sheet.py`` makes the results of them. Only what
``parts.py`` keeps counts in items and determinants, and what is made of these is made
of those that at least five answered.

>>> questions = {1: Question("r1", "reliability", "perceived"),
...     2: Question("", "", "recommend")}
>>> rows = [(who, 1, level) for who, level in enumerate((6, 4, 5, 5, 5))]
>>> facts = facts_of(questions, [*rows, (4, 2, 9)], Options(1, 7))
>>> facts.n, facts.overall["perceived"].mean, facts.singles["recommend"].hits
(5, 5.0, 1)
"""

from collections import defaultdict
from dataclasses import dataclass, field

from . import gap, importance
from .disclosure import LEAST
from .index import EQUAL
from .parts import Parts, keep
from .reliability import alpha
from .student import Estimate

PAIRED = ("expected", "perceived")
KINDS = (*PAIRED, "gap")
# The three of the index, each on 1 to 10.
THREE = ("overall", "confirmation", "ideal")
SINGLES = ("satisfaction", "recommend", "effort", "waited", "kept", *THREE)
# From which number on it is a hit, until which it is a miss.
HIT = {"satisfaction": 4, "recommend": 9, "effort": 5, "waited": 5, "kept": 5}
MISS = {"recommend": 6}


@dataclass(frozen=True)
class Question:
    code: str
    determinant: str
    role: str


@dataclass(frozen=True)
class Options:
    low: float
    high: float
    overall_by: str = "determinants"
    is_five: bool = False
    rescale: str = "min_max"
    index_weights: tuple = EQUAL  # of the three of the index


@dataclass(frozen=True)
class Single:
    """What is asked once."""

    n: int = 0
    mean: float | None = None
    hits: int = 0
    misses: int = 0


@dataclass(frozen=True)
class Facts:
    """Of each kind (expected, perceived, gap): its estimates."""

    n: int
    items: dict
    determinants: dict
    overall: dict
    weighted: dict
    weights: dict | None = None
    is_normalised: bool = False
    alphas: dict = field(default_factory=dict)
    drivers: dict = field(default_factory=dict)
    item_drivers: dict = field(default_factory=dict)
    singles: dict = field(default_factory=dict)
    # The gap where each one's own points count for him; None: no points were asked for.
    own: Estimate | None = None
    # How many gave points, gave them to what they answered, answered all items of a
    # determinant, said both it (or the item) and how satisfied they are: "points",
    # "own", "alpha|name", "driver|name", "item_driver|code".
    counts: dict = field(default_factory=dict)
    parts: Parts = Parts()


def facts_of(questions, rows, options):
    """Return the ``Facts`` of ``(respondent, question, number)`` rows."""
    by_role = _sort(questions, rows)
    place = place_of(questions, options)
    points = {
        who: given for who, given in by_role["importance"].items() if _has_points(given)
    }
    weights, is_normalised = mean_points(points, options)
    expected, perceived, differences, parts = _levels(questions, by_role, place)
    columns = gap.by_respondent(perceived, place, parts.answered)
    shown = {name for name, column in columns.items() if len(column) >= LEAST}
    of = (parts.items, shown)
    found = {
        kind: gap.summarise(answers, place, weights, of=of, counted=parts.answered)
        for kind, answers in zip(KINDS, (expected, perceived, differences), strict=True)
    }
    own = None
    if asks_own(questions):
        judged = {item: place[item] for item in parts.answered if place[item] in shown}
        own = _own(differences, judged, points, options)
    overall = by_role["satisfaction"]
    return Facts(
        len({who for who, _question, _number in rows}),
        {kind: one.items for kind, one in found.items()},
        {kind: one.determinants for kind, one in found.items()},
        {kind: _overall(one, options) for kind, one in found.items()},
        {kind: one.weighted for kind, one in found.items()},
        weights,
        is_normalised,
        _alphas(perceived, place),
        _drivers(columns, overall),
        _drivers(_by_item(perceived, place), overall),
        {role: single_of(_first(by_role[role]), role) for role in SINGLES},
        own,
        _counts(perceived, place, columns, overall, points, own),
        parts,
    )


def _levels(questions, by_role, place):
    """Return what counts of the expected, the perceived and the gaps, and its parts."""
    expected, perceived = (by_role[role] for role in PAIRED)
    differences = {}
    if has_pairs(questions):
        differences = gap.gaps(expected, perceived)
        perceived = _only(perceived, differences)
    perceived, parts = keep(perceived, place)
    expected, differences = (
        _only(side, perceived) if differences else {}
        for side in (expected, differences)
    )
    return expected, perceived, differences, parts


def has_pairs(questions):
    return any(one.role == "expected" for one in questions.values())


def asks_own(questions):
    """Return whether a gap by each one's own points can be counted."""
    return has_pairs(questions) and any(
        one.role == "importance" for one in questions.values()
    )


def place_of(questions, options):
    """Return ``{item: determinant}``, of the ten or the five."""
    place = {
        one.code: one.determinant for one in questions.values() if one.role in PAIRED
    }
    return gap.merge_place(place) if options.is_five else place


def _sort(questions, rows):
    """Return ``{role: {respondent: {item: number}}}``; importance by determinant."""
    found = defaultdict(lambda: defaultdict(dict))
    for who, number, value in rows:
        one = questions[number]
        key = one.determinant if one.role == "importance" else one.code
        found[one.role][who][key] = value
    return found


def _only(side, differences):
    """Return the answers that have both sides."""
    return {
        who: {item: side[who][item] for item in items}
        for who, items in differences.items()
    }


def _overall(summary, options):
    if options.overall_by == "items":
        return summary.by_item_estimate
    return summary.unweighted


def mean_points(points, options):
    """Return the mean points of the determinants, and whether some were made a hundred.

    >>> mean_points({1: {"a": 60, "b": 40}, 2: {"a": 10, "b": 10}}, Options(1, 7))
    ({'a': 55.0, 'b': 45.0}, True)
    >>> mean_points({1: {"a": 0}, 2: {"a": 110, "b": -10}}, Options(1, 7))
    (None, False)
    """
    given, is_normalised = [], False
    for sheet in points.values():
        if _has_points(sheet):
            each, changed = gap.normalise(sheet)
            is_normalised |= changed
            given.append(gap.merge_weights(each) if options.is_five else each)
    names = dict.fromkeys(name for each in given for name in each)
    means = {name: sum(each.get(name, 0) for each in given) for name in names}
    return {
        name: one / len(given) for name, one in means.items()
    } or None, is_normalised


def _own(differences, place, points, options):
    if options.is_five:
        points = {who: gap.merge_weights(given) for who, given in points.items()}
    return gap.respondent_weighted(differences, place, points)


def _has_points(sheet):
    return sum(sheet.values()) > 0 and min(sheet.values()) >= 0


def _counts(perceived, place, columns, satisfaction, points, own):
    """Return how many stand behind the points, each alpha and each driver."""
    found = {"points": len(points)} | ({"own": own.n} if own else {})
    for name, column in columns.items():
        items = {item for item, determinant in place.items() if determinant == name}
        if len(items) > 1:
            complete = [one for one in perceived.values() if items <= one.keys()]
            found[f"alpha|{name}"] = len(complete)
        found[f"driver|{name}"] = len(column.keys() & satisfaction.keys())
    for item, column in _by_item(perceived, place).items():
        found[f"item_driver|{item}"] = len(column.keys() & satisfaction.keys())
    return found


def _by_item(perceived, place):
    """Return ``{item: {respondent: level}}``."""
    return {
        item: {who: levels[item] for who, levels in perceived.items() if item in levels}
        for item in place
    }


def _alphas(perceived, place):
    found = {}
    for name in dict.fromkeys(place.values()):
        items = [item for item, determinant in place.items() if determinant == name]
        sheets = [[one.get(item) for item in items] for one in perceived.values()]
        found[name] = alpha(sheets)
    return found


def _drivers(columns, satisfaction):
    """Return what goes with satisfaction, of columns five said both of."""
    overall = {who: next(iter(one.values())) for who, one in satisfaction.items()}
    by_who = defaultdict(dict)
    for name, column in columns.items():
        pairs = column.keys() & overall.keys()
        for who in pairs if len(pairs) >= LEAST else ():
            by_who[who][name] = column[who]
    return importance.drivers(by_who, overall)


def _first(answers):
    return [next(iter(one.values())) for one in answers.values()]


def single_of(values, role):
    """Return the ``Single`` of numbers.

    >>> single_of([10, 9, 8, 3], "recommend")
    Single(n=4, mean=7.5, hits=2, misses=1)
    """
    return Single(
        len(values),
        gap.mean_of(values),
        sum(one >= HIT[role] for one in values) if role in HIT else 0,
        sum(one <= MISS[role] for one in values) if role in MISS else 0,
    )


def no_estimates(names):
    return dict.fromkeys(names, Estimate(0))
