import doctest

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from odoo.tests import BaseCase

from ...tools import importance
from ...tools.importance import crosshair, drivers, pearson, pearson_interval, quadrants
from ...tools.result_sheet import Options, Question, from_answers
from .test_gap import TEN

scores = st.integers(1, 7)


class TestImportance(BaseCase):
    def test_documentation(self):
        self.assertFalse(doctest.testmod(importance).failed)

    def test_ten_determinants(self):
        points = {name: (one[2], one[1]) for name, one in TEN.items()}
        cross = crosshair(points)
        self.assertAlmostEqual(cross[0], 10)
        self.assertAlmostEqual(cross[1], 5.73)
        found = {}
        for name, quadrant in quadrants(points, cross).items():
            found.setdefault(quadrant, set()).add(name)
        self.assertEqual(
            found,
            {
                "concentrate": {"reliability", "responsiveness"},
                "keep": {"competence", "security"},
                "overkill": {"tangibles", "courtesy", "credibility", "access"},
                "low": {"communication", "understanding"},
            },
        )

    def test_drivers_below_nought_do_not_move_the_lines(self):
        """One goes against satisfaction, one with it, one neither: that is low."""
        columns = {"a": (7, 6, 4, 3, 1), "b": (3, 2, 1, 2, 3), "c": (2, 1, 2, 1, 3)}
        questions = {
            place: Question(name, name, "perceived")
            for place, name in enumerate(columns)
        }
        questions[3] = Question("", "", "satisfaction")
        rows = [
            (who, place, level)
            for place, column in enumerate([*columns.values(), range(1, 6)])
            for who, level in enumerate(column)
        ]
        lines = from_answers(questions, rows, Options(1, 7)).lines
        for level in ("determinant", "item"):
            points = {
                line.code: (line.importance, line.perceived)
                for line in lines
                if line.level == level
            }
            self.assertEqual(points["a"][0], 0)
            found = quadrants(points, crosshair(points))
            self.assertEqual(found, {"a": "overkill", "b": "low", "c": "concentrate"})
        drivers = {line.code: line.driver for line in lines if line.level == "item"}
        self.assertLess(drivers["a"], -0.9)

    def _lines_of(self, items, overall):
        questions = {
            place: Question(name, "one", "perceived")
            for place, name in enumerate(items)
        }
        questions[-1] = Question("", "", "satisfaction")
        rows = [
            (who, place, level)
            for place, column in [*enumerate(items.values()), (-1, overall)]
            for who, level in enumerate(column)
            if level is not None
        ]
        lines = from_answers(questions, rows, Options(1, 7)).lines
        return {line.code: line for line in lines if line.level == "item"}

    def test_drivers_by_item(self):
        """The published pairs: 0.9481, and -0.9264, which counts as nothing."""
        items = {"1": (5, 6, 4, 7, 3), "2": (4, 4, 5, 4, 5)}
        found = self._lines_of(items, (6, 7, 4, 7, 2))
        self.assertAlmostEqual(found["1"].driver, 0.9481, 4)
        self.assertAlmostEqual(found["1"].importance, 0.9481, 4)
        self.assertAlmostEqual(found["2"].driver, -0.9264, 4)
        self.assertEqual(found["2"].importance, 0)

    def test_a_driver_needs_five_who_said_both(self):
        items = {"1": (5, 6, 4, 7, 3), "2": (4, 4, 5, 4, 5)}
        found = self._lines_of(items, (6, 7, 4, 7, None))
        for line in found.values():
            self.assertEqual((line.driver, line.importance), (None, None))
            self.assertIsNotNone(line.perceived)

    def test_on_the_line_is_high(self):
        points = {"a": (0.1 + 0.2, 0.3), "b": (0.3, 0.1 + 0.2)}
        self.assertEqual(set(quadrants(points, (0.3, 0.3)).values()), {"keep"})
        self.assertEqual(set(quadrants(points, (0.31, 0.31)).values()), {"low"})
        self.assertEqual(crosshair(points, "fixed", fixed=[1, 2]), (1, 2))
        with self.assertRaises(ValueError):
            crosshair(points, "other")

    @settings(max_examples=40)
    @given(st.lists(st.tuples(scores, scores), min_size=4, max_size=20))
    def test_pearson_as_scipy_has_it(self, pairs):
        x, y = zip(*pairs, strict=True)
        found = pearson(pairs)
        self.assertEqual(found, pearson([*pairs, (None, 3), (3, None)]))
        if len(set(x)) == 1 or len(set(y)) == 1:
            self.assertIsNone(found)
            return
        wanted = stats.pearsonr(x, y)
        self.assertAlmostEqual(found, wanted.statistic)
        if abs(found) < 0.999:
            low, high = pearson_interval(found, len(pairs))
            interval = wanted.confidence_interval()
            self.assertAlmostEqual(low, interval.low)
            self.assertAlmostEqual(high, interval.high)

    def test_too_few(self):
        self.assertIsNone(pearson([(1, 2)]))
        self.assertIsNone(pearson_interval(0.4, 3))
        self.assertEqual(pearson_interval(1.0, 9), (1.0, 1.0))

    def test_drivers_leave_out_who_did_not_say(self):
        answers = {1: {"a": 1}, 2: {"a": 5, "b": 1}, 3: {"a": 4}}
        found = drivers(answers, {1: 1, 2: 5})
        self.assertEqual(list(found), ["a"])
        self.assertAlmostEqual(found["a"], 1)
