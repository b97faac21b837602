import doctest
from math import isnan

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from odoo.tests import BaseCase

from ...tools import trend
from ...tools.student import estimate

numbers = st.lists(st.integers(1, 10), min_size=2, max_size=20)


class TestTrend(BaseCase):
    def test_documentation(self):
        self.assertFalse(doctest.testmod(trend).failed)

    @settings(max_examples=40)
    @given(numbers, numbers)
    def test_change_as_scipy_has_it(self, before, after):
        found = trend.difference(estimate(before), estimate(after))
        self.assertAlmostEqual(found.mean, numpy.mean(after) - numpy.mean(before))
        if len({*before}) > 1 or len({*after}) > 1:
            wanted = stats.ttest_ind(after, before, equal_var=False)
            interval = wanted.confidence_interval()
            self.assertAlmostEqual(found.low, interval.low)
            self.assertAlmostEqual(found.high, interval.high)
        else:
            self.assertEqual(found.low, found.high)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=12))
    def test_line_as_scipy_has_it(self, points):
        found = trend.line(points)
        if len({x for x, _y in points}) < 2:
            self.assertIsNone(found)
            return
        wanted = stats.linregress(*zip(*points, strict=True))
        self.assertAlmostEqual(found.slope, wanted.slope)
        self.assertAlmostEqual(found.start, wanted.intercept)
        if len(points) == 2:
            self.assertIsNone(found.band(1))
            return
        if isnan(wanted.stderr):  # all on one line, where scipy is less exact
            return
        t = stats.t.ppf(0.975, len(points) - 2)
        self.assertAlmostEqual(found.slope_high - found.slope, t * wanted.stderr, 4)
        low, high = found.band(0)
        self.assertAlmostEqual(high - found.start, t * wanted.intercept_stderr, 4)
        self.assertAlmostEqual(low + high, 2 * found.start, 4)

    def test_small_periods_say_nothing(self):
        found = trend.trend({"1": [3] * 5, "2": [9] * 4, "3": [4] * 5})
        self.assertEqual([point.is_hidden for point in found], [False, True, False])
        self.assertIsNone(found[1].level.mean)
        # compared with the last that was shown
        self.assertEqual(found[2].change.mean, 1)
        self.assertIsNone(found[0].change)
        self.assertFalse(found[0].is_sure)
