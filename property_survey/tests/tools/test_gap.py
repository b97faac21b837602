import doctest

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from odoo.tests import BaseCase

from ...tools import gap, means, reliability, student
from ...tools.gap import gaps, respondent_weighted, summarise
from ...tools.means import Level, Row, tabulate, weigh
from ..zarei import PRINTED, PRINTED_LEVELS, ROWS

TEN = dict(
    zip(
        gap.TEN_TO_FIVE,
        [
            (6.2, 6.0, 6),
            (6.8, 5.6, 18),
            (6.6, 5.1, 16),
            (6.5, 6.0, 10),
            (6.3, 6.2, 7),
            (6.4, 5.9, 8),
            (6.7, 6.5, 12),
            (6.1, 5.8, 7),
            (6.3, 5.2, 9),
            (6.0, 5.0, 7),
        ],
        strict=True,
    )
)
PLACE = {"1": "a", "2": "a", "3": "a", "4": "b", "5": "b", "6": "c"}
scores = st.integers(1, 7)
sheets = st.lists(
    st.dictionaries(st.sampled_from(sorted(PLACE)), scores), max_size=12
).map(lambda sheets: dict(enumerate(sheets)))
full = st.lists(
    st.fixed_dictionaries(dict.fromkeys(PLACE, scores)), min_size=2, max_size=12
).map(lambda sheets: dict(enumerate(sheets)))


class TestGap(BaseCase):
    def test_documentation(self):
        for module in (gap, means, reliability, student):
            self.assertFalse(doctest.testmod(module).failed, module)

    def test_ten_determinants(self):
        levels = {name: Level(one[0], one[1]) for name, one in TEN.items()}
        weights = {name: one[2] for name, one in TEN.items()}
        even = weigh(levels, dict.fromkeys(levels, 1))
        weighted = weigh(levels, weights)
        self.assertAlmostEqual(even.gap, -0.66)
        self.assertAlmostEqual(weighted.gap, -0.779)
        self.assertAlmostEqual(weighted.perceived, 5.694)
        self.assertEqual(sum(weights.values()), 100)
        self.assertEqual(gap.merge_weights(weights)["assurance"], 37)

    def test_published_table(self):
        """Zarei et al. 2012, table 2."""
        table = tabulate([Row(*row) for row in ROWS])
        for item, printed in PRINTED.items():
            self.assertAlmostEqual(table.items[item].gap, printed, delta=0.015)
        for name, levels in PRINTED_LEVELS.items():
            found = table.determinants.get(name, table.by_items)
            for one, printed in zip(
                (found.perceived, found.expected, found.gap), levels, strict=True
            ):
                self.assertAlmostEqual(one, printed, delta=0.015, msg=name)
        # by determinants it would be another
        self.assertAlmostEqual(table.by_determinants.gap, -0.8786, places=4)
        self.assertAlmostEqual(table.by_items.gap, -0.8938, places=4)
        widest = sorted(table.items, key=lambda item: table.items[item].gap)
        self.assertEqual(widest[:2], ["13", "20"])

    def test_means_refuse_an_item_twice(self):
        with self.assertRaises(ValueError):
            tabulate([Row("1", "a", 1, 1), Row("1", "b", 1, 1)])
        self.assertIsNone(tabulate([Row("1", "a", None, 1)]).by_items.gap)
        self.assertIsNone(weigh({"a": Level(1, 1)}, {"b": 100}))

    def test_paired_t(self):
        found = student.estimate([-1, -2, 0, -1, -1, -2, 1, -1])
        self.assertAlmostEqual(found.sd, 0.9910, places=4)
        self.assertAlmostEqual(found.se, 0.3504, places=4)
        self.assertAlmostEqual(found.t, -2.497, places=3)

    def test_half_of_the_items_are_enough(self):
        place = dict.fromkeys("1234", "a")
        columns = gap.by_respondent({"x": {"1": 2, "2": 4}, "y": {"1": 2}}, place)
        self.assertEqual(columns, {"a": {"x": 3.0}})

    def test_nobody_answered(self):
        found = summarise({}, PLACE, {"a": 100})
        self.assertEqual(found.unweighted.n, 0)
        self.assertIsNone(found.weighted)
        self.assertIsNone(found.by_items)

    def test_weight_without_answers_gives_no_figure(self):
        answers = {"x": {"1": 1, "2": 1, "3": 1}, "y": {"1": 2, "2": 2, "3": 2}}
        self.assertIsNone(summarise(answers, PLACE, {"a": 50, "b": 50}).weighted)
        self.assertEqual(
            summarise(answers, PLACE, {"a": 100, "b": 0}).weighted.mean, 1.5
        )

    @settings(max_examples=40)
    @given(sheets, sheets)
    def test_a_gap_needs_both_answers(self, expected, perceived):
        found = gaps(expected, perceived)
        for who, levels in found.items():
            self.assertTrue(levels)
            both = expected[who].keys() & perceived[who].keys()
            self.assertEqual(levels.keys(), both)
        self.assertEqual(found, gaps(expected, {**perceived, "nobody": {"1": 1}}))

    @settings(max_examples=40)
    @given(full, full)
    def test_complete_sheets_as_numpy_has_them(self, expected, perceived):
        common = [who for who in expected if who in perceived]
        table = numpy.array(
            [
                [perceived[who][item] - expected[who][item] for item in PLACE]
                for who in common
            ]
        )
        found = summarise(gaps(expected, perceived), PLACE, {"a": 20, "b": 50, "c": 30})
        columns = numpy.array(
            [
                table[:, :3].mean(axis=1),
                table[:, 3:5].mean(axis=1),
                table[:, 5],
            ]
        )
        own = numpy.array([0.2, 0.5, 0.3]) @ columns
        self.assertAlmostEqual(found.weighted.mean, own.mean())
        self.assertAlmostEqual(found.unweighted.mean, columns.mean())
        self.assertAlmostEqual(found.by_items, table.mean())
        self.assertAlmostEqual(found.weighted.se, stats.sem(own))
        for name, column in zip("abc", columns, strict=True):
            self.assertAlmostEqual(found.determinants[name].mean, column.mean())
            self.assertAlmostEqual(found.determinants[name].se, stats.sem(column))
        points = dict.fromkeys(common, {"a": 2, "b": 5, "c": 3})
        each = respondent_weighted(gaps(expected, perceived), PLACE, points)
        self.assertAlmostEqual(each.mean, own.mean())
        self.assertAlmostEqual(each.sd, own.std(ddof=1))

    @settings(max_examples=60)
    @given(st.integers(1, 2000), st.floats(0.5, 0.999))
    def test_t_quantile_as_scipy_has_it(self, freedom, confidence):
        wanted = stats.t.ppf((1 + confidence) / 2, freedom)
        self.assertAlmostEqual(
            student.t_quantile(freedom, confidence) / wanted, 1, places=7
        )

    def test_t_quantile_refuses_nonsense(self):
        for freedom, confidence in ((0, 0.9), (3, 0), (3, 1)):
            with self.assertRaises(ValueError):
                student.t_quantile(freedom, confidence)

    @settings(max_examples=40)
    @given(st.lists(st.floats(-100, 100), min_size=2, max_size=30))
    def test_estimate_as_scipy_has_it(self, values):
        found = student.estimate(values)
        self.assertAlmostEqual(found.mean, numpy.mean(values))
        self.assertAlmostEqual(found.sd, numpy.std(values, ddof=1))
        if found.se > 1e-6:
            low, high = stats.t.interval(
                0.95, len(values) - 1, numpy.mean(values), stats.sem(values)
            )
            self.assertAlmostEqual(found.low, low)
            self.assertAlmostEqual(found.high, high)

    @settings(max_examples=40)
    @given(st.dictionaries(st.sampled_from("abc"), st.integers(1, 200), min_size=1))
    def test_points_are_made_a_hundred(self, points):
        found, flag = gap.normalise(points)
        self.assertAlmostEqual(sum(found.values()), 100)
        self.assertEqual(flag, sum(points.values()) != 100)
        self.assertEqual(max(found, key=found.get), max(points, key=points.get))

    def test_points_refused(self):
        for points in ({"a": -1, "b": 101}, {"a": 0}, {}):
            with self.assertRaises(ValueError):
                gap.normalise(points)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(scores, scores, scores, scores), min_size=2, max_size=20))
    def test_alpha_as_numpy_has_it(self, rows):
        table = numpy.array(rows)
        total = table.sum(axis=1).var(ddof=1)
        found = reliability.alpha(rows)
        if not total:
            self.assertIsNone(found)
            return
        wanted = 4 / 3 * (1 - table.var(axis=0, ddof=1).sum() / total)
        self.assertAlmostEqual(found, wanted)
        self.assertLessEqual(found, 1 + 1e-9)
        self.assertAlmostEqual(
            reliability.alpha([[9 * one for one in row] for row in rows]), found
        )
