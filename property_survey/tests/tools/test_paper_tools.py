import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import paper_layout, paper_number
from ...tools.paper_layout import scale_points
from ...tools.paper_number import make_number, read_number

points = st.dictionaries(st.integers(1, 9), st.integers(0, 100), max_size=6)


class TestPaperTools(BaseCase):
    def test_examples(self):
        for module in (paper_layout, paper_number):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    @settings(max_examples=30)
    @given(st.integers(1, 10**6), st.data())
    def test_a_slip_is_found(self, serial, data):
        """One wrong digit, or two that changed places, make no number."""
        number = make_number(serial)
        self.assertEqual(read_number(number), (None, serial))
        place = data.draw(st.integers(0, len(number) - 2))
        digits = list(number)
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
        other = data.draw(st.sampled_from("0123456789"))
        for slip in ("".join(digits), number[:place] + other + number[place + 1 :]):
            if slip != number:
                with self.assertRaises(ValueError):
                    read_number(slip)

    @settings(max_examples=30)
    @given(points)
    def test_scaled_points(self, given):
        scaled = scale_points(given)
        if not sum(given.values()):
            self.assertFalse(scaled)
            return
        self.assertEqual(sum(scaled.values()), 100)
        for one, value in given.items():
            exact = value * 100 / sum(given.values())
            self.assertLess(abs(scaled[one] - exact), 1)
