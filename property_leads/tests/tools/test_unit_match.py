import doctest
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import unit_match
from ...tools.unit_match import WEIGHTS, Offer, Wish, match

numbers = st.integers(0, 300)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
kinds = st.sampled_from(["dwelling", "shop", "office"])
offers = st.builds(
    Offer, st.just(1), kinds, numbers, numbers, st.integers(1, 3), numbers, days
)
wishes = st.builds(
    Wish,
    kind=st.sampled_from(["", "dwelling", "shop"]),
    site_ids=st.frozensets(st.integers(1, 3)),
    area_min=numbers,
    area_max=numbers,
    budget=numbers,
    floor_min=numbers,
    move_in=st.none() | days,
    must=st.frozensets(st.sampled_from(sorted(WEIGHTS)), max_size=2),
)


class TestUnitMatch(BaseCase):
    def test_documentation(self):
        self.assertFalse(doctest.testmod(unit_match).failed)

    @settings(max_examples=60, deadline=None)
    @given(wishes, offers)
    def test_score_is_a_share_and_musts_are_met(self, wish, offer):
        found = match(wish, offer)
        if found:
            self.assertTrue(0 <= found.score <= 100)
            for name in wish.must & found.reasons.keys():
                self.assertEqual(found.reasons[name], 1)

    @settings(max_examples=40, deadline=None)
    @given(offers)
    def test_what_is_offered_exactly_fits_fully(self, offer):
        wish = Wish(
            kind=offer.kind,
            site_ids=frozenset({offer.site_id}),
            area_min=offer.area,
            area_max=offer.area,
            budget=offer.price,
            move_in=offer.free_from,
            must=frozenset(WEIGHTS),
        )
        self.assertEqual(match(wish, offer).score, 100)

    def test_dearer_fits_less(self):
        wish = Wish(budget=100)
        scores = [
            match(wish, Offer(1, "shop", 10, price, 1, 1, date.today())).score
            for price in (100, 110, 120, 200)
        ]
        self.assertEqual(scores, [100, 67, 33, 0])
