"""The same figures by group: by site, building, segment, role, employee, stratum."""

from dataclasses import dataclass
from math import sqrt

from odoo.tools import SQL

from ...tools.disclosure import LEAST
from ...tools.facts import HIT, KINDS, MISS, Single, no_estimates
from ...tools.groups import DAYS
from ...tools.student import Estimate, around
from .layout import GROUPS, column, listed, stats, total

TABLE = SQL.identifier("property_survey_tally")
WHOLE = ("all", "")


@dataclass(frozen=True)
class Group:
    """What the sheets of a building, a role … come to."""

    n: int
    determinants: dict
    overall: dict
    satisfaction: Single


class GroupTally:
    def __init__(self, env, layout):
        self.env = env
        self.layout = layout

    def _read(self, statement):
        self.env.cr.execute(statement)
        return self.env.cr.dictfetchall()

    def _levels(self, names, row, of):
        """Return ``{kind: {name: Estimate}}``."""
        return {
            kind: {
                name: _estimate(row, f"{kind}{of}{place}")
                for place, name in enumerate(names)
            }
            for kind in KINDS
        }

    def _grouped(self):
        """Return the rows once for each group they belong to."""
        places = [
            SQL("(%s, %s::text)", dimension, column(name))
            for dimension, name in GROUPS.items()
        ]
        return SQL(
            "%s tally CROSS JOIN LATERAL (VALUES (%s, %s), %s) AS its(dimension, key)",
            TABLE,
            *WHOLE,
            listed(places),
        )

    def _count_groups(self):
        layout = self.layout
        columns = [SQL("count(*) AS n"), *layout.singles()]
        for kind in layout.kinds:
            for place in range(len(layout.names)):
                columns += stats(f"{kind}d{place}", layout.determinant(kind, place))
            if layout.is_by_items:
                for place in layout.part_places():
                    columns += stats(f"{kind}{place}", layout.item(kind, place))
        rows = self._read(
            SQL(
                "SELECT dimension, key, %s FROM %s WHERE key IS NOT NULL"
                " GROUP BY dimension, key",
                listed(columns),
                self._grouped(),
            )
        )
        parts = {_key(one): self._parts(one) for one in rows}
        spreads = self._spreads(parts)
        return {
            _key(one): self._group(one, parts[_key(one)], spreads.get(_key(one), {}))
            for one in rows
        }

    def _parts(self, row):
        """Return ``{kind: [(n, mean)]}`` of what makes the overall mean."""
        of = "" if self.layout.is_by_items else "d"
        found = {}
        for kind in self.layout.kinds:
            ones = [
                (row[f"{kind}{of}{place}_n"], row[f"{kind}{of}{place}_mean"])
                for place in self.layout.part_places()
            ]
            # fewer said a part: it would be the overall mean less the others
            found[kind] = ones if all(n >= LEAST for n, _mean in ones) else []
        return found

    def _spreads(self, groups):
        """Return ``{(dimension, key): {kind: (n, sum of squares)}}``.

        What each sheet adds to the overall mean of its group is summed up before its
        spread is taken, as ``tools.gap.combine`` does.
        """
        known = [(key, parts) for key, parts in groups.items() if any(parts.values())]
        if not known:
            return {}
        kinds = [kind for kind in self.layout.kinds if kind != "expected"]
        count = len(self.layout.part_places())
        rows = [_known_row(key, parts, kinds, count) for key, parts in known]
        columns = []
        names = [SQL("dimension"), SQL("key")]
        for kind in kinds:
            adds = []
            for place, part in enumerate(self.layout.parts(kind)):
                mean, share = (column(kind, end, place) for end in ("_m", "_s"))
                names += [mean, share]
                adds.append(SQL("(%s - %s) * %s", part, mean, share))
            columns.append(self._spread(kind, adds))
        found = self._read(
            SQL(
                "SELECT dimension, key, %s FROM %s JOIN (VALUES %s) AS known(%s)"
                " USING (dimension, key) GROUP BY dimension, key",
                listed(columns),
                self._grouped(),
                listed(rows),
                listed(names),
            )
        )
        return {
            _key(one): {kind: (one[f"{kind}_n"], one[f"{kind}_ss"]) for kind in kinds}
            for one in found
        }

    def _spread(self, kind, adds):
        return SQL(
            "count(*) FILTER (WHERE num_nonnulls(%s) > 0) AS %s,"
            " sum((%s) ^ 2) FILTER (WHERE num_nonnulls(%s) > 0) AS %s",
            listed(adds),
            column(kind, "_n"),
            total(adds),
            listed(adds),
            column(kind, "_ss"),
        )

    def _group(self, row, parts, spreads):
        layout = self.layout
        n = spreads.get("perceived", (0, 0))[0]
        overall = no_estimates(KINDS)
        for kind, ones in parts.items():
            if ones:
                mean = sum(mean for _n, mean in ones) / len(ones)
                overall[kind] = _combined(mean, *spreads.get(kind, (n, None)))
        return Group(
            row.get("n", 0),
            self._levels(layout.names, row, "d"),
            overall,
            single_of_row(row, "satisfaction"),
        )

    # -- what hiding and weighting need

    def count_atoms(self, spans=()):
        """Return ``[({dimension: key}, {figure: answers})]``: who belongs together.

        The ``spans`` of days are dimensions, too, of who answered in them.
        """
        layout = self.layout
        figures = {
            name: layout.determinant("perceived", place)
            for place, name in enumerate(layout.names)
        }
        if layout.names:
            parts = layout.parts("perceived") or [SQL("NULL::int4")]
            figures["overall"] = SQL(
                "CASE WHEN num_nonnulls(%s) > 0 THEN 1 END", listed(parts)
            )
        figures["satisfaction"] = column("satisfaction")
        names = [column(name) for name in GROUPS.values()]
        names += [column("span", place) for place in range(len(spans))]
        rows = self._read(
            SQL(
                "SELECT %s, count(*) AS n, %s FROM (SELECT *%s FROM %s) tally"
                " GROUP BY %s",
                listed(names),
                listed(
                    SQL("count(%s) AS %s", one, column("f", place))
                    for place, one in enumerate(figures.values())
                ),
                SQL().join(_is_in(span, place) for place, span in enumerate(spans)),
                TABLE,
                listed(names),
            )
        )
        return [
            (
                _get_dimensions(row, spans),
                {"n": row["n"]}
                | {name: row[f"f{place}"] for place, name in enumerate(figures)},
            )
            for row in rows
        ]

    def count_days(self):
        """Return ``[(day, n, mean, variance)]`` of what the sheets say overall."""
        parts = self.layout.parts("perceived")
        if not parts:
            return []
        mean = SQL(
            "(%s)::float8 / nullif(num_nonnulls(%s), 0)", total(parts), listed(parts)
        )
        rows = self._read(
            SQL(
                "SELECT day, %s FROM %s GROUP BY day ORDER BY day",
                listed(stats("level", mean)),
                TABLE,
            )
        )
        return [
            (row["day"], row["level_n"], row["level_mean"], row["level_var"])
            for row in rows
            if row["level_n"]
        ]


def _is_in(span, place):
    """Return a column that says whether a sheet is of the days."""
    first, last = span
    return SQL(
        ", day >= %s AND day <= %s AS %s",
        first or "-infinity",
        last or "infinity",
        column("span", place),
    )


def _get_dimensions(row, spans):
    found = {
        dimension: str(row[name])
        for dimension, name in GROUPS.items()
        if row[name] is not None
    }
    for place, (first, last) in enumerate(spans):
        if row[f"span{place}"]:
            found[f"{DAYS}{first or ''}|{last or ''}"] = "in"
    return found


def _key(row):
    return row["dimension"], row["key"]


def _estimate(row, name):
    return estimate_of(
        row.get(f"{name}_n") or 0, row.get(f"{name}_mean"), row.get(f"{name}_var")
    )


def estimate_of(n, mean, variance):
    """Return the ``Estimate`` of a mean, as ``estimate`` does of its numbers."""
    if n < 2:
        return Estimate(n, mean if n else None)
    sd = sqrt(variance)
    return around(mean, sd / sqrt(n), n, sd)


def _combined(mean, n, squares):
    if n < 2 or squares is None:
        return Estimate(n, mean)
    se = sqrt(squares * n / (n - 1))
    return around(mean, se, n, se * sqrt(n))


def _known_row(key, parts, kinds, count):
    """Return what is known of a group, as a row of values."""
    values = [
        SQL("%s::float8, %s::float8", mean, share)
        for kind in kinds
        for mean, share in _shares(parts[kind], count)
    ]
    return SQL("(%s)", listed([SQL("%s, %s", *key), *values]))


def _shares(ones, count):
    """Return (mean, what one sheet's distance from it adds) of each part."""
    if not ones:
        return [(None, None)] * count
    return [(mean, 1 / (n * count)) for n, mean in ones]


def single_of_row(row, role):
    return Single(
        row.get(f"{role}_n") or 0,
        row.get(f"{role}_mean"),
        row.get(f"{role}_hits") or 0 if role in HIT else 0,
        row.get(f"{role}_misses") or 0 if role in MISS else 0,
    )
