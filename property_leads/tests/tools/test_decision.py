import doctest

from odoo.tests import BaseCase, tagged

from ...tools import decision
from ...tools.decision import balance, find_gaps, is_whole, weigh


@tagged("post_install", "-at_install")
class TestDecision(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(decision).failed)

    def test_weights_are_a_hundred_exactly(self):
        self.assertTrue(is_whole((25, 25, 25, 25)))
        self.assertFalse(is_whole((25, 25, 25, 24)))
        self.assertFalse(is_whole((120, -20, 0, 0)))

    def test_points_lie_between_the_worst_and_the_best(self):
        weights = (40, 30, 20, 10)
        self.assertEqual(weigh(weights, (0, 0, 0, 0)), 0)
        self.assertEqual(weigh(weights, (10, 10, 10, 10)), 100)

    def test_where_we_are_better_is_no_gap(self):
        self.assertFalse(find_gaps((25,) * 4, (9,) * 4, (8,) * 4))

    def test_balance_goes_from_all_against_to_all_for(self):
        self.assertEqual(balance([(-2, 3), (-2, 1)]), -100)
        self.assertEqual(balance([(2, 1)]), 100)
        self.assertEqual(balance([(2, 3), (-2, 3)]), 0)
