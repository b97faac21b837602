"""Sheets counted in SQL: the same facts as ``tools.facts.facts_of`` has of answers.

The numbers of the sheets are laid out as a table for as long as they are counted, then
a fixed number of statements reads it, however many sheets there are.
"""

from contextlib import contextmanager
from math import sqrt

from odoo.tools import SQL

from ...tools.disclosure import LEAST
from ...tools.facts import KINDS, SINGLES, Facts
from ...tools.ledger import PART
from ...tools.ledger import WHOLE as WHOLE_OF
from ...tools.parts import choose
from ...tools.reliability import alpha_of_variances
from ...tools.student import Estimate
from .layout import column, listed, stats
from .tally_groups import TABLE, WHOLE, GroupTally, estimate_of, single_of_row

CONSTANT = 1e-18
CORRELATION = ("count", "sxx", "syy", "sxy")


@contextmanager
def tally(env, layout, source):
    """Lay the sheets out and yield what counts them."""
    env.cr.execute(SQL("DROP TABLE IF EXISTS %s", TABLE))
    env.cr.execute(layout.prepare(TABLE, source))
    counter = Tally(env, layout)
    counter.keep()
    yield counter
    env.cr.execute(SQL("DROP TABLE %s", TABLE))


class Tally(GroupTally):
    def keep(self):
        """Take out what would give a few away, as ``tools.parts.keep`` does."""
        layout = self.layout
        self.parts = self._choose(layout.items)
        if len(self.parts.answered) < len(layout.items) and self.parts.answered:
            self.parts = self._choose(self.parts.answered)
        if statement := layout.keep(TABLE, self.parts):
            self.env.cr.execute(statement)
        layout.shown_items = self.parts.items
        layout.shown_names = self._get_shown_names()

    def _get_shown_names(self):
        """Return the determinants that five answered; what is over them is of these."""
        names = self.layout.names
        if not names:
            return set()
        counts = [
            SQL("count(%s) AS %s", column("pd", place), column("n", place))
            for place in range(len(names))
        ]
        row = self._read(SQL("SELECT %s FROM %s", listed(counts), TABLE))[0]
        return {name for place, name in enumerate(names) if row[f"n{place}"] >= LEAST}

    def _choose(self, items):
        layout = self.layout
        columns = [
            SQL("count(%s) AS %s", column("p", place), column("n", place))
            for place in range(len(layout.items))
        ]
        for place, name in enumerate(layout.names):
            if mine := layout.places_of(name, items):
                given = SQL("num_nonnulls(%s)", listed(column("p", x) for x in mine))
                columns += [
                    SQL(
                        "count(*) FILTER (WHERE %s > 0) AS %s",
                        given,
                        column("s", place),
                    ),
                    SQL(
                        "count(*) FILTER (WHERE %s = %s) AS %s",
                        given,
                        len(mine),
                        column("w", place),
                    ),
                ]
        if not columns:
            return choose({}, {}, {}, {})
        row = self._read(SQL("SELECT %s FROM %s", listed(columns), TABLE))[0]
        return choose(
            layout.place,
            {item: row[f"n{place}"] for place, item in enumerate(layout.items)},
            {name: row.get(f"w{place}", 0) for place, name in enumerate(layout.names)},
            {name: row.get(f"s{place}", 0) for place, name in enumerate(layout.names)},
        )

    def count(self):
        """Return the ``Facts`` of all sheets, and ``{(dimension, key): Group}``."""
        row = self._read(SQL("SELECT %s FROM %s", listed(self._whole()), TABLE))[0]
        groups = self._count_groups()
        # without a single sheet there is no group of all either
        whole = groups.pop(WHOLE, None) or self._group({}, {}, {})
        facts = Facts(
            row["n"],
            self._levels(self.layout.items, row, ""),
            whole.determinants,
            whole.overall,
            self._weighted(whole, row),
            self._weights(row),
            bool(row.get("is_normalised")),
            self._alphas(row),
            _correlations(row, "driver", self.layout.names),
            _correlations(row, "itemdriver", self.layout.items),
            {role: single_of_row(row, role) for role in SINGLES},
            self._own(row),
            self._behind(row),
            self.parts,
        )
        return facts, groups

    def _whole(self):
        layout = self.layout
        yield SQL("count(*) AS n")
        yield from layout.singles()
        for place in range(len(layout.items)):
            for kind in layout.kinds:
                yield from stats(f"{kind}{place}", layout.item(kind, place))
            yield from _driver("itemdriver", place, layout.item("perceived", place))
        for place, name in enumerate(layout.names):
            yield from self._alpha_parts(place, name)
            yield from _driver("driver", place, layout.determinant("perceived", place))
        for place in range(len(layout.points)):
            yield SQL(
                "sum(%s) / nullif(count(points), 0) AS %s",
                column("w", place),
                column("w", place),
            )
        if layout.points:
            yield SQL("count(points) AS points_n")
            yield SQL("bool_or(abs(points - 100) >= 1e-6) AS is_normalised")
        if layout.has_own:
            yield from stats("own", layout.own())

    def _alpha_parts(self, place, name):
        mine = [column("p", one) for one in self.layout.places_of(name)]
        if len(mine) > 1:
            sum_of = SQL("(%s)", SQL(" + ").join(mine))  # NULL but for complete ones
            yield from stats(f"alpha{place}", sum_of)
            for number, one in enumerate(mine):
                yield SQL(
                    "var_samp(%s::float8) FILTER (WHERE %s IS NOT NULL) AS %s",
                    one,
                    sum_of,
                    column(f"alpha{place}_{number}"),
                )

    def _weights(self, row):
        found = {
            name: row[f"w{place}"] for place, name in enumerate(self.layout.points)
        }
        return {name: one for name, one in found.items() if one is not None} or None

    def _alphas(self, row):
        found = {}
        for place, name in enumerate(self.layout.names):
            count = len(self.layout.places_of(name))
            if count > 1 and row[f"alpha{place}_n"] > 1:
                parts = [row[f"alpha{place}_{number}"] for number in range(count)]
                found[name] = alpha_of_variances(parts, row[f"alpha{place}_var"])
        return found

    def _own(self, row):
        if not self.layout.has_own:
            return None
        return estimate_of(*(row[f"own_{end}"] for end in ("n", "mean", "var")))

    def _behind(self, row):
        """Return how many stand behind points, alphas and drivers."""
        found = {"points": row.get("points_n") or 0}
        if self.layout.has_own:
            found["own"] = row["own_n"]
        for place, item in enumerate(self.layout.items):
            found[f"item_driver|{item}"] = row[f"itemdriver{place}_count"]
        for place, name in enumerate(self.layout.names):
            if len(self.layout.places_of(name)) > 1:
                found[f"alpha|{name}"] = row[f"alpha{place}_n"]
            found[f"driver|{name}"] = row[f"driver{place}_count"]
        return found

    def count_figure_days(self):
        """Return ``{figure: {day: answers}}`` of every figure that may be shown."""
        figures = dict(self._figures())
        rows = self._read(
            SQL(
                "SELECT day::text, %s FROM %s GROUP BY day",
                listed(
                    SQL("count(%s) AS %s", value, column("f", place))
                    for place, value in enumerate(figures.values())
                ),
                TABLE,
            )
        )
        return {
            name: {row["day"]: row[f"f{place}"] for row in rows if row[f"f{place}"]}
            for place, name in enumerate(figures)
        }

    def _figures(self):
        """Yield (figure, SQL that is not NULL of a sheet that says it)."""
        layout = self.layout
        yield "n", column("one")
        for place, name in enumerate(layout.items):
            level = layout.item("perceived", place)
            yield f"item|{name}", level
            yield f"item_driver|{name}", SQL("%s + %s", level, column("satisfaction"))
        for place, name in enumerate(layout.names):
            level = layout.determinant("perceived", place)
            yield f"determinant|{name}", level
            yield f"driver|{name}", SQL("%s + %s", level, column("satisfaction"))
            mine = [layout.item("perceived", one) for one in layout.places_of(name)]
            if len(mine) > 1:
                yield f"alpha|{name}", SQL(" + ").join(mine)
            yield from self._sort_sheets(name)
        for role in SINGLES:
            yield f"single|{role}", column(role)
        if layout.points:
            yield "points", column("points")
        if layout.has_own:
            yield "own", layout.own()

    def _sort_sheets(self, name):
        """Yield who answered some but not all of what counts of a determinant, and
        who answered all of it."""
        mine = self.layout.places_of(name, self.parts.answered)
        if len(mine) < 2:
            return
        given = SQL("num_nonnulls(%s)", listed(column("p", one) for one in mine))
        for kind, wanted in ((PART, "BETWEEN 1 AND %s - 1"), (WHOLE_OF, "= %s")):
            is_so = SQL(wanted, len(mine))
            yield f"{kind}{name}", SQL("CASE WHEN %s %s THEN 1 END", given, is_so)

    def _weighted(self, whole, row):
        weights = {name: one for name, one in (self._weights(row) or {}).items() if one}
        if not weights or not set(weights) <= self.layout.shown_names:
            return dict.fromkeys(KINDS)
        used = [column("pd", self.layout.names.index(name)) for name in weights]
        n = self._read(
            SQL(
                "SELECT count(*) AS n FROM %s WHERE num_nonnulls(%s) > 0",
                TABLE,
                listed(used),
            )
        )[0]["n"]
        sum_of = sum(weights.values())
        found = dict.fromkeys(KINDS)
        for kind, levels in whole.determinants.items():
            means = {name: levels[name].mean for name in weights}
            if None not in means.values():
                mean = sum(weights[name] * means[name] for name in weights) / sum_of
                found[kind] = Estimate(n, mean)
        return found


def _driver(name, place, level):
    for end in CORRELATION:
        yield SQL(
            "%s(satisfaction, %s) AS %s",
            SQL(f"regr_{end}"),
            level,
            column(name, place, "_", end),
        )


def _correlations(row, kind, names):
    """Return ``{name: correlation}`` of what five said, with how satisfied they are."""
    found = {}
    for place, name in enumerate(names):
        count, xx, yy, xy = (row[f"{kind}{place}_{end}"] for end in CORRELATION)
        if count >= LEAST and min(xx, yy) > CONSTANT:
            found[name] = max(-1.0, min(1.0, xy / sqrt(xx) / sqrt(yy)))
    return found
