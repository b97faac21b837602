import doctest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import kpi
from ...tools.kpi import (
    get_backlog,
    get_complement,
    get_completion_rate,
    get_on_time_rate,
    get_quantile,
    get_rate,
)

NOW = datetime(2026, 3, 9, 12)
HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestKpi(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(kpi).failed)

    def test_vectors(self):
        for part, whole, scale, wanted in (
            (46, 48, 100, 95.83),
            (251, 262, 100, 95.80),
            (7, 250, 100, 2.8),
            (231, 250, 100, 92.4),
            (70, 100, 100, 70),
            (19, 20, 100, 95),
            (6, 1500, 1000, 4.0),
            (168, 240, 100, 70),
        ):
            with self.subTest(part=part, whole=whole):
                self.assertAlmostEqual(get_rate(part, whole, scale), wanted, 2)

    def test_nothing_to_share_is_empty(self):
        self.assertIsNone(get_rate(0, 0))
        self.assertIsNone(get_complement(None))
        self.assertIsNone(get_quantile([]))
        self.assertIsNone(get_on_time_rate([], NOW))
        self.assertIsNone(get_completion_rate([(NOW + HOUR, NOW)], NOW))

    def test_late_open_ones_do_not_vanish(self):
        kept = (NOW - HOUR, NOW - 2 * HOUR)
        late = (NOW - HOUR, NOW)
        still_open = (NOW - HOUR, None)
        not_due = (NOW + HOUR, None)
        without = (None, NOW)
        rows = [kept, late, still_open, not_due, without]
        self.assertAlmostEqual(get_on_time_rate(rows, NOW), 100 / 3)
        self.assertAlmostEqual(get_completion_rate(rows, NOW), 200 / 3)

    def test_to_the_minute(self):
        self.assertEqual(get_on_time_rate([(NOW, NOW)], NOW), 100)
        self.assertEqual(get_on_time_rate([(NOW, NOW + HOUR)], NOW), 0)
        self.assertEqual(get_completion_rate([(NOW, None)], NOW), 0)
        self.assertEqual(get_completion_rate([(NOW, NOW + HOUR)], NOW), 0)

    def test_backlog_is_told_day_by_day(self):
        flows = [(2, 1), (3, 0), (7, 4)]
        self.assertEqual(get_backlog(6, flows), [0, 3, 6])

    @given(st.lists(st.integers(-50, 50), min_size=1), st.floats(0, 1))
    def test_quantile_lies_among_the_values(self, values, share):
        found = get_quantile(values, share)
        self.assertTrue(min(values) <= found <= max(values))
        self.assertEqual(get_quantile(values, 0), min(values))
        self.assertEqual(get_quantile(values, 1), max(values))
