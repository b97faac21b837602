import doctest
from itertools import combinations

import numpy
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import parts
from ...tools.disclosure import LEAST
from ...tools.facts import Options, Question
from ...tools.gap import by_respondent
from ...tools.ledger import may_follow
from ...tools.result_sheet import Mean, from_answers, from_means

PLACE = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "b3": "b", "c1": "c"}
POINTS = {"a": 50, "b": 30, "c": 20}
QUESTIONS = {
    number: Question(item, PLACE[item], "perceived")
    for number, item in enumerate(PLACE)
} | {f"w{name}": Question("", name, "importance") for name in POINTS}
answered = st.one_of(
    st.just(frozenset(PLACE)),
    st.sampled_from(sorted(PLACE)).map(lambda one: frozenset(PLACE) - {one}),
    st.sampled_from("abc").map(
        lambda name: frozenset(item for item in PLACE if PLACE[item] != name)
    ),
    st.frozensets(st.sampled_from(sorted(PLACE)), min_size=1),
)
ALL = frozenset(PLACE)
NO_C = ALL - {"c1"}
NO_A2 = ALL - {"a2"}


def publish(sheets, levels, options):
    """Return every figure of levels that is shown."""
    rows = [
        (who, number, levels[who, question.code])
        for who, items in enumerate(sheets)
        for number, question in QUESTIONS.items()
        if question.code in items
    ]
    rows += [
        (who, f"w{name}", points)
        for who in range(len(sheets))
        for name, points in POINTS.items()
    ]
    sheet = from_answers(QUESTIONS, rows, options)
    shown = [line for line in sheet.lines if line.status != "hidden"]
    return [line.perceived for line in shown] + [
        sheet.figures[name] for name in ("csi_weighted", "weighted_gap")
    ]


def equations(sheets, options):
    """Return whose each column is, and a row for each figure: what it adds of each
    answer. Found by moving one answer after the other."""
    places = [(who, item) for who, items in enumerate(sheets) for item in sorted(items)]
    levels = dict.fromkeys(places, 4)
    before = publish(sheets, levels, options)
    columns = []
    for place in places:
        after = publish(sheets, levels | {place: 5}, options)
        columns.append(
            [(new or 0) - (old or 0) for old, new in zip(before, after, strict=True)]
        )
    return [who for who, _item in places], numpy.array(columns).T


def given_away(who, rows):
    """Return four people of whom sums and differences of the rows tell something."""
    rank = numpy.linalg.matrix_rank(rows, tol=1e-7)
    for few in combinations(sorted(set(who)), LEAST - 1):
        others = numpy.array([one not in few for one in who])
        if numpy.linalg.matrix_rank(rows[:, others], tol=1e-7) < rank:
            return few
    return None


def count_figures(sheets):
    """Return how many say what, as ``models/result/tally.py`` counts it; and the
    items that count."""
    kept, found = parts.keep(
        {who: dict.fromkeys(items, 4) for who, items in enumerate(sheets)}, PLACE
    )
    counts = {"n": len(kept)}
    for item in PLACE:
        counts[f"item|{item}"] = sum(item in one for one in kept.values())
    for name, column in by_respondent(kept, PLACE, found.answered).items():
        mine = {item for item in found.answered if PLACE[item] == name}
        given = [len(mine & one.keys()) for one in kept.values()]
        counts[f"determinant|{name}"] = len(column)
        if len(mine) > 1:
            counts[f"whole|{name}"] = given.count(len(mine))
            counts[f"part|{name}"] = sum(0 < one < len(mine) for one in given)
    return counts, found


class TestParts(BaseCase):
    def test_documentation(self):
        self.assertFalse(doctest.testmod(parts).failed)

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(answered, min_size=5, max_size=11),
        st.sampled_from(["determinants", "items"]),
    )
    @example([NO_C] * 6 + [ALL] * 3, "determinants")  # a thin determinant
    @example([NO_A2] * 6 + [ALL] * 3, "determinants")  # a thin item
    @example([ALL] * 6 + [NO_A2] * 3, "determinants")  # few leave out an item
    @example([NO_A2] * 4 + [ALL - {"a1"}] * 4 + [ALL] * 3, "determinants")
    @example([NO_A2] * 4 + [ALL - {"a1"}] * 4 + [ALL] * 3, "items")
    @example([NO_C] * 6 + [ALL] * 3, "items")
    def test_figures_solved_for_what_few_said(self, sheets, overall_by):
        """The attack: all shown figures as equations, whatever is added of them."""
        found = equations(sheets, Options(1, 7, overall_by))
        self.assertIsNone(given_away(*found), sheets)

    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(st.tuples(answered, st.sampled_from([1, 5, 6])), max_size=2),
        st.lists(st.tuples(answered, st.sampled_from([1, 4, 5])), max_size=3),
        st.sampled_from(["determinants", "items"]),
    )
    @example([(ALL, 5), (NO_A2, 5)], [(ALL, 5), (NO_A2, 1)], "determinants")
    @example(
        [(ALL, 5), (ALL - {"b3"}, 5)],
        [(ALL - {"b3"}, 5), (ALL - {"b2", "b3"}, 1)],
        "determinants",
    )
    def test_two_counts_solved_for_what_few_said(self, then, since, overall_by):
        """The attack on two reports, of which the second has some sheets more."""
        old = [ALL] * 5 + [one for one, n in then for _time in range(n)]
        new = old + [one for one, n in since for _time in range(n)]
        (before, parts_then), (after, parts_now) = map(count_figures, (old, new))
        # what few answered then and more do now is another matter
        assume(parts_then == parts_now and may_follow(before, after))
        options = Options(1, 7, overall_by)
        (_who, first), (who, second) = (equations(one, options) for one in (old, new))
        first = numpy.pad(first, ((0, 0), (0, second.shape[1] - first.shape[1])))
        found = given_away(who, numpy.vstack([first, second]))
        self.assertIsNone(found, (old, new))

    def test_one_of_six_who_came_is_not_told(self):
        old = count_figures([ALL] * 15 + [NO_A2] * 5)[0]
        new = count_figures([ALL] * 20 + [NO_A2] * 6)[0]
        self.assertFalse(may_follow(old, new))
        levels = [key for key in old if not key.startswith(("part", "whole"))]
        old, new = ({key: one[key] for key in levels} for one in (old, new))
        self.assertTrue(may_follow(old, new))  # what each figure alone says
        new = count_figures([ALL] * 20 + [NO_A2] * 10)[0]
        self.assertTrue(may_follow(count_figures([ALL] * 15 + [NO_A2] * 5)[0], new))

    def test_the_attack_finds_what_is_there(self):
        """Five and five less one: the one."""
        rows = numpy.array([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0]])
        self.assertIn(5, given_away(range(6), rows))

    def _get_levels(self, sheets, **values):
        rows = [
            (who, number, who % 7 + 1)
            for who, items in enumerate(sheets)
            for number, question in QUESTIONS.items()
            if question.code in items
        ]
        sheet = from_answers(QUESTIONS, rows, Options(1, 7, **values))
        return sheet, {line.code: line for line in sheet.lines}

    def test_overall_is_of_what_is_shown(self):
        sheet, lines = self._get_levels([NO_C] * 6 + [ALL] * 4)
        self.assertEqual(lines["c"].status, "hidden")
        self.assertAlmostEqual(
            lines[""].perceived, (lines["a"].perceived + lines["b"].perceived) / 2
        )
        self.assertEqual(sheet.notes, [["of_determinants", {"shown": 2, "all": 3}]])
        sheet, lines = self._get_levels([NO_C] * 6 + [ALL] * 4, overall_by="items")
        items = [lines[item].perceived for item in PLACE if item != "c1"]
        self.assertAlmostEqual(lines[""].perceived, sum(items) / 5)
        self.assertEqual(sheet.notes, [["of_items", {"shown": 5, "all": 6}]])

    def test_all_is_shown_of_complete_sheets(self):
        sheet, lines = self._get_levels([ALL] * 5)
        self.assertEqual({line.status for line in lines.values()}, {"indicative"})
        self.assertFalse(sheet.notes)

    def test_few_who_leave_out_an_item_do_not_count_there(self):
        sheet, lines = self._get_levels([ALL] * 6 + [NO_A2] * 4)
        for code, n in (("a", 6), ("a1", 6), ("a2", 6), ("b", 10), ("c1", 10)):
            self.assertEqual(lines[code].n, n, code)
        self.assertEqual(sheet.notes, [["skipped", {"count": 1}]])
        sheet, lines = self._get_levels([ALL] * 6 + [NO_A2] * 5)
        for code, n in (("a", 11), ("a1", 11), ("a2", 6)):
            self.assertEqual(lines[code].n, n, code)
        self.assertFalse(sheet.notes)

    def test_items_nobody_answers_together_are_hidden(self):
        sheet, lines = self._get_levels([NO_A2] * 6 + [ALL - {"a1"}] * 6 + [ALL] * 4)
        self.assertEqual(lines["a"].n, 16)
        self.assertEqual(lines["a"].status, "indicative")
        for item in ("a1", "a2"):
            self.assertEqual((lines[item].status, lines[item].n), ("hidden", 10))
            self.assertIsNone(lines[item].perceived)
        self.assertEqual(sheet.notes, [["covered", {"count": 1}]])

    def test_half_of_what_counts_is_enough(self):
        """Of three items one was answered by few: one of the two others is half."""
        one = ALL - {"b2", "b3"}
        _sheet, lines = self._get_levels([ALL - {"b3"}] * 6 + [one] * 5 + [ALL] * 2)
        found = [(lines[code].n, lines[code].status) for code in ("b", "b1", "b2")]
        self.assertEqual([n for n, _status in found], [13, 13, 8])
        self.assertEqual(lines["b3"].status, "hidden")

    def test_weighted_is_of_all_that_have_points(self):
        options = Options(1, 7)
        for count, found in ((4, False), (5, True)):
            sheets = [NO_C] * 6 + [ALL] * count
            levels = dict.fromkeys(
                ((who, item) for who, items in enumerate(sheets) for item in items), 4
            )
            self.assertEqual(
                publish(sheets, levels, options)[-2] is not None, found, count
            )

    def test_given_means_of_few(self):
        means = [
            Mean("1", "a", 5, 4, 9),
            Mean("2", "a", 5, 1, 4),
            Mean("3", "b", 5, 3, 2),
        ]
        sheet = from_means(means, Options(1, 5))
        lines = {line.code: line for line in sheet.lines}
        self.assertEqual((lines["a"].perceived, lines[""].perceived), (4, 4))
        for code in ("2", "3", "b"):
            self.assertEqual(lines[code].status, "hidden", code)
            self.assertIsNone(lines[code].perceived, code)
