import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import internal_share, points
from ...tools.points import get_expired, get_lots

DAY = date(2026, 1, 1)


@tagged("post_install", "-at_install")
class TestPoints(BaseCase):
    def test_examples(self):
        for module in (points, internal_share):
            self.assertFalse(doctest.testmod(module).failed)

    @settings(max_examples=60)
    @given(
        st.lists(
            st.tuples(
                st.integers(-60, 60).filter(bool),
                st.one_of(
                    st.none(), st.integers(0, 400).map(lambda n: DAY + timedelta(n))
                ),
            ),
            max_size=12,
        )
    )
    def test_nothing_is_lost_or_made(self, entries):
        balance, kept = 0, []
        for amount, expires in entries:
            if balance + amount < 0:
                continue  # refused: there are not so many
            balance += amount
            kept.append((amount, expires if amount > 0 else None))
        lots = get_lots(kept)
        self.assertEqual(sum(lot.points for lot in lots), balance)
        self.assertTrue(all(lot.points > 0 for lot in lots))
        gone = get_expired(kept, DAY + timedelta(days=200))
        self.assertLessEqual(gone, balance)
        if gone:
            again = [*kept, (-gone, None)]
            self.assertEqual(get_expired(again, DAY + timedelta(days=200)), 0)
