import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import fund, sheet_mapping_fund
from ...tools.fund import apportion, from_cents, is_low, to_cents

WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60).filter(sum)


@tagged("post_install", "-at_install")
class TestFundTools(BaseCase):
    def test_examples(self):
        for module in (fund, sheet_mapping_fund):
            self.assertFalse(doctest.testmod(module).failed)

    @given(st.integers(-(10**12), 10**12), WEIGHTS)
    def test_shares_add_up_and_are_fair(self, total, weights):
        shares = apportion(total, weights)
        self.assertEqual(sum(shares), total)
        for share, weight in zip(shares, weights, strict=True):
            # less than one coin away from the exact share
            self.assertLess(abs(share * sum(weights) - total * weight), sum(weights))

    @given(st.integers(0, 10**9), WEIGHTS)
    def test_who_has_more_never_pays_less(self, total, weights):
        shares = dict(zip(weights, apportion(total, weights), strict=True))
        ordered = [shares[weight] for weight in sorted(shares)]
        for less, more in zip(ordered, ordered[1:], strict=False):
            self.assertLessEqual(less, more + 1)

    def test_no_weights(self):
        for weights in ([], [0], [0, 0], [3, -1]):
            with self.assertRaises(ValueError):
                apportion(10, weights)

    @given(st.integers(-(10**12), 10**12), st.integers(0, 3))
    def test_money_there_and_back(self, cents, places):
        self.assertEqual(to_cents(from_cents(cents, places), places), cents)
        if abs(cents) < 10**12:
            self.assertEqual(to_cents(float(from_cents(cents, places)), places), cents)

    def test_the_edge_of_the_renewal(self):
        self.assertTrue(is_low(29_99, 100_00))
        self.assertFalse(is_low(30_00, 100_00))
