import doctest

from odoo.tests import BaseCase, tagged

from ...tools import (
    call_log_values,
    call_measures,
    compare,
    periods,
    sheet_mapping_calls,
)
from ...tools.call_measures import CallCost, Calls, ratio


@tagged("post_install", "-at_install")
class TestCallMeasures(BaseCase):
    """Vectors of domain.md 4.7 and 4.8."""

    def test_examples(self):
        modules = (
            call_measures,
            call_log_values,
            sheet_mapping_calls,
            compare,
            periods,
        )
        for module in modules:
            self.assertFalse(doctest.testmod(module).failed)

    def test_vectors(self):
        calls = Calls(offered=100, answered=100, wait=500)
        self.assertEqual(calls.answer_speed, 5)
        self.assertEqual(Calls(offered=100, abandoned=10).abandonment, 0.10)
        self.assertEqual(ratio(90, 100), 0.9)

    def test_nothing_to_divide_by(self):
        calls, cost = Calls(), CallCost(0, 0)
        for value in (
            calls.abandonment,
            calls.answer_speed,
            calls.handle_time,
            calls.get_level(),
            cost.each,
            cost.per_sale,
        ):
            self.assertIsNone(value)
        self.assertEqual(set(cost.compare(cost).values()), {None})

    def test_airline(self):
        """The example counts 240 million, not the 250 it is told as."""
        before = CallCost(80_000_000, 80_000_000 * 3, 5_600_000)
        self.assertEqual(before.total, 240_000_000)
        self.assertEqual(round(0.8 * before.total), 192_000_000)
        self.assertEqual(round(80_000_000 * 0.1 * 0.7), before.sales)
        told = CallCost(80_000_000, 250_000_000, before.sales)
        self.assertEqual((told.each, round(told.per_sale, 2)), (3.125, 44.64))
        more_calls = before.change(-0.35, sales=2 * before.sales)
        more_sales = before.change(-0.35, sales=1.5 * before.sales)
        self.assertEqual(round(more_calls.per_sale, 2), 13.93)
        self.assertEqual(round(more_sales.per_sale, 2), 18.57)
        self.assertEqual(round(before.total - more_sales.total), 84_000_000)
