"""Where in the table of numbers a questionnaire's answers stand, as SQL.

A sheet is one row: ``e0, p0`` the levels of the first item where both sides were
asked and answered, ``ed0, pd0`` the respondent's mean of the first determinant (if he
answered half of its items), ``w0`` the points he gave it, one column for what is asked
once.
"""

from odoo.tools import SQL

from ...tools import gap
from ...tools.facts import HIT, MISS, SINGLES, asks_own, has_pairs, place_of

GROUPS = {
    "site": "site_id",
    "building": "building_id",
    "segment": "segment_id",
    "role": "role",
    "employee": "user_id",
    "stratum": "stratum_id",
}


def column(name, *place):
    return SQL.identifier("".join(map(str, (name, *place))))


def listed(parts):
    return SQL(", ").join(parts)


def total(columns):
    """Return the sum of what is there."""
    return SQL(" + ").join(SQL("coalesce(%s, 0)", one) for one in columns)


def stats(name, value):
    """Return count, mean and variance of a value, in columns of that name."""
    return [
        SQL(
            "%s(%s::float8) AS %s",
            SQL(function),
            value,
            column(name, end),
        )
        for function, end in (("count", "_n"), ("avg", "_mean"), ("var_samp", "_var"))
    ]


class Layout:
    def __init__(self, questions, options):
        """``questions`` is ``{id: (Question, whether its numbers are whole)}``."""
        self.whole = {key: whole for key, (_one, whole) in questions.items()}
        self.questions = {key: one for key, (one, _whole) in questions.items()}
        self.options = options
        self.place = place_of(self.questions, options)
        self.items = list(self.place)
        self.names = list(dict.fromkeys(self.place.values()))
        self.has_pairs = has_pairs(self.questions)
        self.has_own = asks_own(self.questions)
        self.kinds = ("expected", "perceived", "gap") if self.has_pairs else ()
        self.kinds = self.kinds or ("perceived",)
        # what may be shown, once it was counted
        self.shown_items = set(self.items)
        self.shown_names = set(self.names)
        self.points = list(
            dict.fromkeys(
                self._five(one.determinant)
                for one in self.questions.values()
                if one.role == "importance"
            )
        )

    def _five(self, name):
        return gap.TEN_TO_FIVE.get(name, name) if self.options.is_five else name

    @property
    def is_by_items(self):
        return self.options.overall_by == "items"

    def part_places(self):
        """Return the places of what the overall level is the mean of."""
        names = self.items if self.is_by_items else self.names
        shown = self.shown_items if self.is_by_items else self.shown_names
        return [place for place, name in enumerate(names) if name in shown]

    def parts(self, kind):
        """Return the columns whose mean is the overall level."""
        level = self.item if self.is_by_items else self.determinant
        return [level(kind, place) for place in self.part_places()]

    def item(self, kind, place):
        return self._level(kind, "", place)

    def determinant(self, kind, place):
        return self._level(kind, "d", place)

    def _level(self, kind, of, place):
        if kind == "gap":
            return SQL("(%s - %s)", column("p", of, place), column("e", of, place))
        return column(kind[0], of, place)

    def own(self):
        """Return the gap by the sheet's own points.

        It is NULL of who gave none, or gave some to what he did not answer or what is
        not shown.
        """
        adds = []
        for place, name in enumerate(self.points):
            level = SQL("NULL::float8")
            if name in self.shown_names:
                level = self.determinant("gap", self.names.index(name))
            weight = column("w", place)
            adds.append(
                SQL("CASE WHEN %s != 0 THEN %s * %s ELSE 0 END", weight, weight, level)
            )
        return SQL(
            "CASE WHEN points IS NOT NULL THEN (%s) / 100 END", SQL(" + ").join(adds)
        )

    def is_answered(self):
        """Return whether anything that counts was answered."""
        return SQL("num_nonnulls(%s) > 0", listed(map(self._answer, self.questions)))

    def _answer(self, question):
        return column("q", question)

    def prepare(self, name, source):
        """Return the statement that lays the sheets of the source out."""
        return SQL(
            "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS WITH answer AS MATERIALIZED"
            " (SELECT %s, day, %s FROM (%s) source), item AS (SELECT %s, day, %s"
            " FROM answer WHERE %s) SELECT *, %s FROM item",
            name,
            listed(map(column, GROUPS.values())),
            listed(map(self._extract, self.questions)),
            source,
            listed(map(column, GROUPS.values())),
            listed([*self._items(), *self._singles(), *self._points()]),
            self.is_answered(),
            listed([*self._means(), SQL("1 AS one")]),
        )

    def _extract(self, question):
        kind = SQL("int4") if self.whole[question] else SQL("float8")
        return SQL(
            "(numbers -> %s)::%s AS %s", str(question), kind, column("q", question)
        )

    def _asked(self, role, code):
        return [
            self._answer(key)
            for key, one in self.questions.items()
            if one.role == role and code in (None, one.code)
        ]

    def _one_of(self, columns):
        return SQL("coalesce(%s)", listed(columns)) if columns else SQL("NULL::float8")

    def _items(self):
        for place, code in enumerate(self.items):
            expected = self._one_of(self._asked("expected", code))
            perceived = self._one_of(self._asked("perceived", code))
            if not self.has_pairs:
                yield SQL("%s AS %s", perceived, column("p", place))
                continue
            for level, other, name in (
                (expected, perceived, "e"),
                (perceived, expected, "p"),
            ):
                yield SQL(
                    "CASE WHEN %s IS NOT NULL THEN %s END AS %s",
                    other,
                    level,
                    column(name, place),
                )

    def _singles(self):
        for role in SINGLES:
            columns = self._asked(role, None)
            yield SQL("%s AS %s", self._one_of(columns), column(role))

    def _points(self):
        """Yield what each gave of a hundred points; None of who gave none."""
        asked = {
            self._answer(key): self._five(one.determinant)
            for key, one in self.questions.items()
            if one.role == "importance"
        }
        if not asked:
            return
        sum_of = total(asked)
        given = SQL("%s > 0 AND least(%s) >= 0", sum_of, listed(asked))
        for place, name in enumerate(self.points):
            mine = [one for one, determinant in asked.items() if determinant == name]
            yield SQL(
                "CASE WHEN %s AND num_nonnulls(%s) > 0 THEN (%s)::float8 * 100 / (%s)"
                " END AS %s",
                given,
                listed(mine),
                total(mine),
                sum_of,
                column("w", place),
            )
        yield SQL("CASE WHEN %s THEN %s END AS points", given, sum_of)

    def _means(self):
        """Yield the respondents' means of determinants they answered half of."""
        for place, name in enumerate(self.names):
            mine = self.places_of(name)
            for side in self.sides:
                yield SQL(
                    "%s AS %s",
                    self._mean([column(side, one) for one in mine], len(mine)),
                    column(side, "d", place),
                )

    @property
    def sides(self):
        return "ep" if self.has_pairs else "p"

    def _mean(self, columns, asked):
        """Return the mean of what one answered, if it is half of what was asked."""
        return SQL(
            "CASE WHEN num_nonnulls(%(all)s) >= %(half)s THEN"
            " (%(sum)s)::float8 / num_nonnulls(%(all)s) END",
            all=listed(columns),
            half=max(1, gap.ENOUGH * asked),
            sum=total(columns),
        )

    def places_of(self, name, items=None):
        """Return the places of the determinant's items, or of those of them."""
        return [
            place
            for place, item in enumerate(self.items)
            if self.place[item] == name and (items is None or item in items)
        ]

    def keep(self, table, parts):
        """Return the statement that takes out what does not count, None of nothing."""
        changes, rows = [], []
        for place, name in enumerate(self.names):
            mine = self.places_of(name, parts.answered)
            few = [one for one in self.places_of(name) if one not in mine]
            whole = SQL("TRUE")
            if few:  # half of the others is enough, too
                rows.append(_count_in("p", few + mine, SQL("> 0")))
            if name in parts.skipped:
                whole = _count_in("p", mine, SQL("= %s", len(mine)))
                rows.append(SQL("(%s) IS NOT TRUE", whole))
            if few or name in parts.skipped:
                changes += self._change(place, mine, few, whole)
        if not rows:
            return None
        return SQL(
            "UPDATE %s SET %s WHERE %s", table, listed(changes), SQL(" OR ").join(rows)
        )

    def _change(self, place, mine, few, whole):
        """Yield what a sheet says of a determinant, without what does not count."""
        for side in self.sides:
            kept = [column(side, one) for one in mine]
            for one in few:
                yield SQL("%s = NULL", column(side, one))
            for one in kept:
                yield SQL("%s = CASE WHEN %s THEN %s END", one, whole, one)
            mean = self._mean(kept, len(mine)) if kept else SQL("NULL::float8")
            level = column(side, "d", place)
            yield SQL("%s = CASE WHEN %s THEN %s END", level, whole, mean)

    def singles(self):
        """Yield what is counted of what is asked once."""
        for role in SINGLES:
            value = column(role)
            yield SQL("count(%s) AS %s", value, column(role, "_n"))
            yield SQL("avg(%s::float8) AS %s", value, column(role, "_mean"))
            for end, found, sign in (("_hits", HIT, ">="), ("_misses", MISS, "<=")):
                if role in found:
                    yield SQL(
                        "count(*) FILTER (WHERE %s %s %s) AS %s",
                        value,
                        SQL(sign),
                        found[role],
                        column(role, end),
                    )


def _count_in(side, places, wanted):
    columns = listed([column(side, one) for one in places])
    return SQL("num_nonnulls(%s) %s", columns, wanted)
