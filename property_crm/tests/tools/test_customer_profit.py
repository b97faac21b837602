import doctest
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import customer_profit
from ...tools.customer_profit import (
    capacity_rate,
    get_band,
    get_margins,
    practical_capacity,
    time_cost,
    use_capacity,
    whale_curve,
)

# minutes each, and how often; what it costs in all and each
ACTIVITIES = {
    "order": (40, 9_800, "313600.00", "32.00"),
    "complaint": (220, 280, "49280.00", "176.00"),
    "credit check": (250, 500, "100000.00", "200.00"),
}
# revenue, direct cost, minutes; the three margins
CUSTOMERS = {
    "K1": ((60_000, 30_000, 9_000), (30_000, 26_400, 22_800)),
    "K2": ((24_000, 12_000, 20_000), (12_000, 4_000, -4_000)),
    "K4": ((3_600, 3_400, 400), (200, 40, -120)),
    "K5": ((3_000, 2_600, 1_500), (400, -200, -800)),
}
BANDS = {"K1": "2_profit", "K2": "3_full", "K4": "3_full", "K5": "4_below"}
PROFITS = (50, 40, 30, 15, 10, 5, 0, -5, -15, -30)
AMOUNTS = st.decimals("-99999.99", "99999.99", places=2)
COSTS = st.decimals("0", "99999.99", places=2)
RATES = st.decimals("0", "9.9999", places=4)


@tagged("post_install", "-at_install")
class TestCustomerProfit(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(customer_profit).failed)

    def test_cost_of_activities(self):
        rate = capacity_rate(560_000, 700_000)
        self.assertEqual(rate, Decimal("0.80"))
        for name, (minutes, count, total, each) in ACTIVITIES.items():
            with self.subTest(name):
                self.assertEqual(time_cost(minutes, rate), Decimal(each))
                self.assertEqual(time_cost(minutes * count, rate), Decimal(total))

    def test_capacity_that_is_not_used_is_nobodys_cost(self):
        pairs = [(minutes, count) for minutes, count, *_ in ACTIVITIES.values()]
        use = use_capacity(560_000, 700_000, pairs)
        self.assertEqual(use.used, 578_600)
        self.assertEqual(use.used_cost, 462_880)
        self.assertEqual(use.used_percent, Decimal("82.66"))
        self.assertEqual((use.unused_minutes, use.unused_cost), (121_400, 97_120))

    def test_capacity_of_people(self):
        self.assertEqual(practical_capacity(1, 250, 8), 96_000)
        self.assertEqual(capacity_rate(560_000, 0), 0)

    def test_margins(self):
        for name, (facts, expected) in CUSTOMERS.items():
            with self.subTest(name):
                margins = get_margins(*facts, "0.40", "0.80")
                found = (margins.cm1, margins.cm2, margins.cm3)
                self.assertEqual(found, expected)
                self.assertEqual(get_band(margins, False), BANDS[name])
        best = get_margins(*CUSTOMERS["K1"][0], "0.40", "0.80")
        self.assertEqual(get_band(best, True), "1_best")

    def test_whale_curve(self):
        curve = whale_curve(PROFITS)
        percents = [50, 90, 120, 135, 145, 150, 150, 145, 130, 100]
        self.assertEqual([point.percent for point in curve], percents)
        peak = max(curve, key=lambda point: point.percent)
        self.assertEqual((peak.percent, peak.customers), (150, 60))
        self.assertEqual([p.percent for p in curve if p.customers == 20], [90])
        self.assertEqual({point.percent for point in whale_curve([1, -2])}, {None})
        self.assertEqual(whale_curve([]), [])

    @settings(max_examples=50)
    @given(AMOUNTS, COSTS, COSTS, RATES, RATES, COSTS)
    def test_margins_add_up(self, revenue, direct, minutes, variable, more, lost):
        full = variable + more
        margins = get_margins(revenue, direct, minutes, variable, full, lost)
        self.assertGreaterEqual(margins.cm1, margins.cm2)
        self.assertGreaterEqual(margins.cm2, margins.cm3)
        costs = time_cost(minutes, variable) + time_cost(minutes, more)
        self.assertEqual(margins.cm3, revenue - direct - lost - costs)
        below = margins.below_marginal_cost
        self.assertLessEqual(below, margins.unprofitable_full_cost)

    @settings(max_examples=50)
    @given(st.lists(AMOUNTS, max_size=30))
    def test_the_curve_ends_with_everything(self, profits):
        curve = whale_curve(profits)
        self.assertEqual(len(curve), len(profits))
        if curve:
            self.assertEqual(curve[-1].cumulative, sum(profits))
            self.assertEqual(curve[-1].customers, 100)
            self.assertIn(curve[-1].percent, (None, 100))
            gains = sum(profit for profit in profits if profit > 0)
            peak = max(point.cumulative for point in curve)
            self.assertEqual(peak, gains or max(profits))
