import doctest
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import fee, placeholders
from ...tools.fee import PriceSpan, amount_between, split_by_price, split_months

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
AREAS = st.decimals("0.01", "9999.99", places=2)
PRICES = st.decimals("0.01", "99.9999", places=4)


@tagged("post_install", "-at_install")
class TestFee(BaseCase):
    def test_examples(self):
        for module in (fee, placeholders):
            self.assertFalse(doctest.testmod(module).failed)

    def test_vectors_of_the_specification(self):
        self.assertEqual(fee.month_amount("89.32", "2.60"), Decimal("232.23"))
        self.assertEqual(fee.period_amount("89.32", "2.60", 3), Decimal("696.69"))
        whole = fee.round_half_up(Decimal("89.32") * 3 * Decimal("2.60"))
        self.assertEqual(whole, Decimal("696.70"))
        days = fee.partial_amount("89.32", "2.60", 14, 31)
        self.assertEqual(days, Decimal("104.88"))
        march = amount_between("89.32", "2.60", date(2026, 3, 18), date(2026, 3, 31))
        self.assertEqual(march, Decimal("104.88"))

    def test_floats_are_read_as_written(self):
        self.assertEqual(fee.month_amount(1.005, 1), Decimal("1.01"))
        self.assertEqual(fee.month_amount(89.32, 2.6), Decimal("232.23"))

    def test_february_and_leap_years(self):
        for year, days in ((2026, 28), (2028, 29)):
            [part] = split_months(date(year, 2, 1), date(year, 2, days))
            self.assertTrue(part.is_whole)

    def test_nothing_before_it_begins(self):
        self.assertEqual(
            amount_between(100, 1, date(2026, 3, 2), date(2026, 3, 1)), Decimal(0)
        )

    def test_a_new_price_splits_the_line(self):
        spans = split_by_price(
            date(2026, 1, 1),
            None,
            [
                PriceSpan(Decimal(2), None, date(2026, 3, 17), 1),
                PriceSpan(Decimal(3), date(2026, 3, 18), None, 2),
            ],
        )
        self.assertEqual(
            [(span.price, span.first, span.last) for span in spans],
            [
                (2, date(2026, 1, 1), date(2026, 3, 17)),
                (3, date(2026, 3, 18), None),
            ],
        )

    def test_the_more_specific_price_interrupts_the_general_one(self):
        special = PriceSpan(Decimal(1), date(2026, 2, 1), date(2026, 2, 28), 1)
        general = PriceSpan(Decimal(2), key=2)
        spans = split_by_price(date(2026, 1, 1), date(2026, 3, 31), [special, general])
        self.assertEqual([span.price for span in spans], [2, 1, 2])

    def test_no_price_no_line(self):
        late = PriceSpan(Decimal(1), date(2026, 2, 1))
        [span] = split_by_price(date(2026, 1, 1), date(2026, 3, 31), [late])
        self.assertEqual(span.first, date(2026, 2, 1))

    @settings(max_examples=50)
    @given(DAYS, st.integers(0, 800), AREAS, PRICES)
    def test_every_day_is_charged_once(self, first, length, area, price):
        last = first + timedelta(days=length)
        parts = split_months(first, last)
        self.assertEqual(sum(part.days for part in parts), length + 1)
        total = amount_between(area, price, first, last)
        self.assertEqual(total, total.quantize(Decimal("0.01")))
        exact = sum(
            area * price * part.days / Decimal(part.days_in_month) for part in parts
        )
        self.assertLessEqual(abs(total - exact), Decimal("0.00501") * len(parts))

    @settings(max_examples=50)
    @given(DAYS, st.integers(0, 800), st.lists(st.tuples(DAYS, DAYS), max_size=4))
    def test_spans_never_overlap_nor_leave_the_line(self, first, length, ranges):
        last = first + timedelta(days=length)
        spans = [
            PriceSpan(Decimal(key), min(days), max(days), key)
            for key, days in enumerate(ranges)
        ]
        found = split_by_price(first, last, spans)
        for span in found:
            self.assertLessEqual(first, span.first)
            self.assertLessEqual(span.first, span.last)
            self.assertLessEqual(span.last, last)
        for one, other in pairwise(found):
            self.assertLess(one.last, other.first)
