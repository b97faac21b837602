import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import completeness
from ...tools.completeness import assess

names = st.sampled_from("abcdef")


@tagged("post_install", "-at_install")
class TestCompleteness(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(completeness).failed)

    def test_heaviest_missing_first_then_in_order(self):
        weights = {"a": 1, "b": 5, "c": 5, "d": 0}
        self.assertEqual(assess(weights, {"a"}).missing, ("b", "c"))
        self.assertEqual(assess(weights, {"a"}).percent, 9)

    def test_never_all_nor_nothing_where_that_is_not_true(self):
        self.assertEqual(assess({"a": 999, "b": 1}, {"a"}).percent, 99)
        self.assertEqual(assess({"a": 999, "b": 1}, {"b"}).percent, 1)
        self.assertEqual(assess({"a": 999, "b": 1}, set()).percent, 0)
        self.assertEqual(assess({"a": 1, "b": 2, "c": 3}, set()).missing[0], "c")

    def test_half_rounds_up(self):
        self.assertEqual(assess({"a": 1, "b": 7}, {"a"}).percent, 13)

    @given(st.dictionaries(names, st.integers(0, 50)), st.sets(names), names)
    def test_knowing_more_never_lowers_the_score(self, weights, known, more):
        before, after = assess(weights, known), assess(weights, known | {more})
        self.assertLessEqual(before.percent, after.percent)
        self.assertEqual(after.percent == 100, not after.missing)
        self.assertTrue(0 <= before.percent <= 100)
