import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import territory_match
from ...tools.territory_match import SPECIFICITY, Place, Scope, covers, most_specific

scopes = st.builds(
    Scope,
    key=st.integers(1, 99),
    kind=st.sampled_from(SPECIFICITY),
    building=st.sampled_from([None, 1, 2]),
    entrance=st.sampled_from(["", "1", "2"]),
    floor_from=st.integers(-2, 3),
    floor_to=st.integers(3, 9),
    units=st.frozensets(st.integers(1, 3), max_size=2),
)
places = st.builds(
    Place,
    unit=st.sampled_from([None, 1, 2]),
    building=st.sampled_from([None, 1, 2]),
    entrance=st.sampled_from(["", "1", "2"]),
    floor=st.sampled_from([None, -1, 3, 8]),
)


@tagged("post_install", "-at_install")
class TestTerritoryMatch(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(territory_match).failed)

    @given(st.lists(scopes, unique_by=lambda scope: scope.key), places)
    def test_winner_covers_and_none_that_covers_is_finer(self, candidates, place):
        by_key = {scope.key: scope for scope in candidates}
        winner = most_specific(candidates, place)
        fitting = [scope for scope in candidates if covers(scope, place)]
        self.assertEqual(winner is None, not fitting)
        if winner is not None:
            self.assertTrue(covers(by_key[winner], place))
            self.assertTrue(all(s.rank <= by_key[winner].rank for s in fitting))

    @given(st.lists(scopes, unique_by=lambda scope: scope.key), places)
    def test_order_of_territories_does_not_matter(self, candidates, place):
        self.assertEqual(
            most_specific(candidates, place), most_specific(candidates[::-1], place)
        )

    def test_narrower_floor_range_wins(self):
        wide = Scope(1, "floors", 7, "", 1, 9)
        narrow = Scope(2, "floors", 7, "", 3, 4)
        self.assertEqual(most_specific([wide, narrow], Place(building=7, floor=3)), 2)
