import doctest
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import share
from ...tools.share import (
    Holding,
    first_overload,
    parse_share,
    remaining_share,
    total_share,
)

START = date(2024, 1, 1)
days = st.none() | st.integers(0, 20).map(lambda shift: START + timedelta(shift))
holdings = st.lists(
    st.builds(
        Holding,
        share=st.builds(Fraction, st.integers(0, 4), st.integers(4, 6)),
        date_from=days,
        date_to=days,
        is_joint=st.booleans(),
    ),
    max_size=6,
)


@tagged("post_install", "-at_install")
class TestShare(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(share).failed)

    def test_thirds_are_the_whole(self):
        third = Holding(parse_share("1/3"))
        self.assertEqual(total_share([third] * 3, START), 1)
        self.assertIsNone(first_overload([third] * 3))

    def test_a_millionth_too_much(self):
        thirds = [Holding(Fraction(1, 3))] * 3
        excess = Holding(Fraction(1, 1_000_000), START)
        self.assertEqual(
            first_overload([*thirds, excess]), (START, Fraction(1_000_001, 1_000_000))
        )

    def test_last_day_is_included(self):
        old = Holding(Fraction(1), None, START)
        self.assertEqual(first_overload([old, Holding(Fraction(1), START)])[0], START)
        next_day = START + timedelta(1)
        self.assertIsNone(first_overload([old, Holding(Fraction(1), next_day)]))

    def test_joint_owners_hold_what_is_left(self):
        joint = Holding(Fraction(0), is_joint=True)
        part = Holding(Fraction(2, 5))
        self.assertIsNone(first_overload([joint, joint, part]))
        self.assertEqual(remaining_share([joint, joint, part], START), Fraction(3, 5))
        self.assertIsNotNone(first_overload([joint, Holding(Fraction(1))]))

    def test_parse_refuses_what_is_no_share(self):
        for text in ("", "0", "3/2", "1/0", "101%", "half", "-1/2", "1/2/3", "٠"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                parse_share(text)

    @given(st.fractions(Fraction(1, 10**6), 1, max_denominator=10**6))
    def test_parse_reads_back_any_fraction(self, share):
        self.assertEqual(parse_share(f"{share.numerator}/{share.denominator}"), share)

    @given(holdings)
    def test_overload_is_found_day_by_day(self, held):
        """The few days looked at are enough: every day of the period agrees."""
        every_day = [date.min, *(START + timedelta(shift) for shift in range(-1, 22))]
        overloaded = [
            day
            for day in every_day
            if (total := total_share(held, day)) > 1
            or (total == 1 and any(one.is_joint and one.covers(day) for one in held))
        ]
        found = first_overload(held)
        self.assertEqual(found and found[0], overloaded[0] if overloaded else None)
