"""The results of a questionnaire, from its answers or from published means.

>>> questions = {
...     1: Question("r1", "reliability", "expected"),
...     2: Question("r1", "reliability", "perceived"),
...     3: Question("", "", "recommend"),
... }
>>> rows = [(who, 1, 6) for who in range(5)] + [(who, 2, 4) for who in range(5)]
>>> sheet = from_answers(questions, rows + [(0, 3, 10)], Options(1, 7))
>>> [(line.level, line.code, line.expected, line.gap) for line in sheet.lines]
... # doctest: +NORMALIZE_WHITESPACE
[('overall', '', 6.0, -2.0), ('determinant', 'reliability', 6.0, -2.0),
 ('item', 'r1', 6.0, -2.0)]
>>> sheet.n, sheet.figures["recommend"].score  # one alone said it: it is not shown
(5, None)
"""

from dataclasses import dataclass, field, replace

from . import gap, index
from .disclosure import LEAST, status
from .facts import KINDS, THREE, Options, Question, Single, facts_of, place_of
from .means import Level, Row, tabulate
from .parts import Parts

__all__ = ["Mean", "Options", "Question", "from_answers", "from_facts", "from_means"]


NOTHING = Level(None, None)


@dataclass(frozen=True)
class Line:
    """One row of the results; None where there is no such figure."""

    level: str
    code: str = ""
    determinant: str = ""
    n: int = 0
    expected: float | None = None
    perceived: float | None = None
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    weight: float | None = None
    score: float | None = None
    alpha: float | None = None
    driver: float | None = None
    importance: float | None = None  # what counts as it beside the level
    status: str = "shown"


@dataclass(frozen=True)
class Sheet:
    n: int
    lines: list
    figures: dict = field(default_factory=dict)
    is_normalised: bool = False
    notes: list = field(default_factory=list)  # [[code, values], …]


def from_answers(questions, rows, options):
    """Return the ``Sheet`` of ``(respondent, question, number)`` rows."""
    facts = facts_of(questions, rows, options)
    return from_facts(facts, place_of(questions, options), options)


def from_facts(facts, place, options):
    """Return the ``Sheet`` of what was counted."""
    facts = _without_few(facts)
    lines = [
        _hidden(line) if _is_covered(line, facts.parts) else _shown(line)
        for line in _lines(facts, place, options)
    ]
    return Sheet(
        facts.n,
        _with_importance(lines),
        _figures(facts, options),
        facts.is_normalised,
        _notes(lines, facts.parts, options.overall_by),
    )


def _is_covered(line, parts):
    return line.level == "item" and line.determinant in parts.covered


def _notes(lines, parts, overall_by):
    """Return what is not shown, and of what the overall level is made."""
    if lines[0].status == "hidden":
        return []
    level = "item" if overall_by == "items" else "determinant"
    mine = [line for line in lines if line.level == level]
    shown = sum(line.status != "hidden" for line in mine)
    notes = []
    if 0 < shown < len(mine):
        notes.append([f"of_{level}s", {"shown": shown, "all": len(mine)}])
    left_out = {"skipped": len(parts.skipped), "covered": len(parts.covered)}
    return notes + [[code, {"count": n}] for code, n in left_out.items() if n]


def _without_few(facts):
    """Return the facts without points and alphas of fewer than five."""
    alphas = {
        name: one
        for name, one in facts.alphas.items()
        if facts.counts.get(f"alpha|{name}", 0) >= LEAST
    }
    facts = replace(facts, alphas=alphas)
    if facts.counts.get("points", 0) >= LEAST:
        return facts
    return replace(
        facts, weights=None, weighted=dict.fromkeys(KINDS), is_normalised=False
    )


def _lines(facts, place, options):
    whole = _line("overall", "", "", facts.overall, options)
    lines = [whole if place else replace(whole, n=facts.n)]
    for name in dict.fromkeys(place.values()):
        found = {kind: one[name] for kind, one in facts.determinants.items()}
        line = _line("determinant", name, name, found, options)
        lines.append(
            replace(
                line,
                weight=(facts.weights or {}).get(name),
                alpha=facts.alphas.get(name),
                driver=facts.drivers.get(name),
            )
        )
    for item, determinant in place.items():
        found = {kind: one[item] for kind, one in facts.items.items()}
        line = _line("item", item, determinant, found, options)
        lines.append(replace(line, driver=facts.item_drivers.get(item)))
    return lines


def _line(level, code, determinant, found, options):
    perceived, between = found["perceived"], found["gap"]
    return Line(
        level,
        code,
        determinant,
        perceived.n,
        found["expected"].mean,
        perceived.mean,
        between.mean,
        between.low,
        between.high,
        score=_score(perceived.mean, options),
    )


def _score(value, options):
    if value is None:
        return None
    return index.score_100(value, options.low, options.high)


def _with_importance(lines):
    """Add how important each is: by the points, else by what drives satisfaction.

    Of items only the latter is known. What goes against satisfaction is as unimportant
    as what has nothing to do with it.
    """
    has_weights = any(
        line.weight is not None for line in lines if line.perceived is not None
    )
    found = []
    for line in lines:
        is_weighed = has_weights and line.level == "determinant"
        one = line.weight if is_weighed else line.driver
        if one is not None and line.perceived is not None:
            line = replace(line, importance=max(0.0, one))
        found.append(line)
    return found


def _shown(line):
    """Return the line without figures where too few answered."""
    if status(line.n) == "hidden":
        return _hidden(line)
    return replace(line, status=status(line.n))


def _hidden(line):
    return Line(line.level, line.code, line.determinant, line.n, status="hidden")


def _figures(facts, options):
    """Return what is asked once: each only where five said it."""
    asked = {
        role: one if one.n >= LEAST else Single() for role, one in facts.singles.items()
    }
    weighted, weighted_gap = facts.weighted["perceived"], facts.weighted["gap"]
    score = weighted.mean if weighted and weighted.n >= LEAST else None
    return {
        "satisfaction": index.share(
            asked["satisfaction"].hits, asked["satisfaction"].n
        ),
        "recommend": _recommend(asked["recommend"]),
        **{role: _effort(asked[role]) for role in ("effort", "waited", "kept")},
        "csi_three": _csi_three([asked[role] for role in THREE], options),
        "csi_weighted": _csi_weighted(score, options),
        "weighted_gap": weighted_gap.mean
        if weighted_gap and weighted_gap.n >= LEAST
        else None,
        **_own(facts.own),
        **_interval(facts.overall["perceived"], options),
    }


def _own(one):
    """Return the gap by each one's own points, and how sure it is; None: not asked."""
    found = {"own": None, "own_low": None, "own_high": None}
    if one is None:
        return found | {"own_status": None}
    if status(one.n) != "hidden":
        found = {"own": one.mean, "own_low": one.low, "own_high": one.high}
    return found | {"own_status": status(one.n)}


def _recommend(one):
    return index.recommend_of(one.hits, one.n - one.hits - one.misses, one.misses)


def _effort(one):
    return index.Effort(one.n, one.mean, one.hits / one.n if one.n else None)


def _csi_three(three, options):
    means = [one.mean for one in three]
    return None if None in means else index.csi_three(means, options.index_weights)


def _csi_weighted(mean, options):
    if mean is None:
        return None
    return index.rescaled(mean, options.rescale, options.low, options.high)


def _interval(level, options):
    """Return the interval of the score, and its standard error."""
    if level.n < LEAST or level.se is None:
        return {"score_low": None, "score_high": None, "score_se": None}
    return {
        "score_low": max(0.0, _score(level.low, options)),
        "score_high": min(100.0, _score(level.high, options)),
        "score_se": 100 * level.se / (options.high - options.low),
    }


@dataclass(frozen=True)
class Mean:
    """A published mean; n 0: nobody says how many answered."""

    code: str
    determinant: str
    expected: float | None
    perceived: float
    n: int = 0
    points: float = 0


def from_means(means, options):
    """Return the ``Sheet`` of an item's means each.

    >>> sheet = from_means([Mean("1", "a", 5, 4), Mean("2", "a", 5, 3)], Options(1, 5))
    >>> [(line.level, line.gap, line.score) for line in sheet.lines[:2]]
    [('overall', -1.5, 62.5), ('determinant', -1.5, 62.5)]
    """
    five = gap.TEN_TO_FIVE if options.is_five else {}
    means = [
        replace(one, determinant=five.get(one.determinant, one.determinant))
        for one in means
    ]
    points = {one.determinant: one.points for one in means if one.points}
    points, is_normalised = gap.normalise(points) if points else (None, False)
    # what few said is in nothing that is made of it
    known = [one for one in means if not 0 < one.n < LEAST]
    table = tabulate(
        [Row(one.code, one.determinant, one.expected, one.perceived) for one in known],
        points,
    )
    whole = table.by_items if options.overall_by == "items" else table.by_determinants
    n = max((one.n for one in means), default=0)
    lines = [
        _mean_line("overall", "", "", whole, n, options),
        *_mean_determinants(means, known, table, points or {}, options),
        *(_mean_item(one, table, options) for one in means),
    ]
    weighted = table.weighted
    figures = {
        "csi_weighted": _csi_weighted(weighted and weighted.perceived, options),
        "weighted_gap": weighted.gap if weighted else None,
    }
    notes = _notes(lines, Parts(), options.overall_by)
    return Sheet(n, _with_importance(lines), figures, is_normalised, notes)


def _mean_determinants(means, known, table, points, options):
    """Yield the line of each determinant; of what few said alone it is hidden."""
    for name in dict.fromkeys(one.determinant for one in means):
        mine = [one.n for one in known if one.determinant == name]
        level = table.determinants.get(name, NOTHING)
        line = _mean_line(
            "determinant", name, name, level, max(mine, default=1), options
        )
        yield replace(line, weight=points.get(name)) if mine else line


def _mean_item(one, table, options):
    level = table.items.get(one.code, NOTHING)
    return _mean_line("item", one.code, one.determinant, level, one.n, options)


def _mean_line(level, code, determinant, found, n, options):
    line = Line(
        level,
        code,
        determinant,
        n,
        found.expected,
        found.perceived,
        found.gap,
        score=_score(found.perceived, options),
    )
    return _shown(line) if n else line
