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
        high = Scope(3, "floors", 7, "", 2, 3)
        self.assertEqual(most_specific([wide, high], Place(building=7, floor=3)), 3)
        deep = Scope(4, "floors", 7, "", -5, 5)
        self.assertEqual(most_specific([deep, wide], Place(building=7, floor=3)), 1)

    def test_of_equal_ones_the_oldest_wins(self):
        for kind in ("site", "building"):
            scopes = [Scope(key, kind, 7) for key in (3, 2, 5)]
            self.assertEqual(most_specific(scopes, Place(building=7)), 2)

    def test_each_limit_has_to_hold(self):
        """Every kind of territory, and the places inside and outside of it."""
        units = Scope(1, "units", units=frozenset({3, 4}))
        building = Scope(1, "building", 7)
        entrance = Scope(1, "entrance", 7, "2")
        floors = Scope(1, "floors", 7, "", 1, 3)
        stairs = Scope(1, "floors", 7, "2", -1, 3)
        flat = Place(3, 7, "2", 3)
        for scope, place, expected in (
            (Scope(1, "district"), flat, True),
            (Scope(1, "site"), Place(), True),
            (units, flat, True),
            (units, Place(5, 7, "2", 3), False),
            (units, Place(None, 7, "2", 3), False),
            (building, flat, True),
            (building, Place(3, 8, "2", 3), False),
            (building, Place(), False),
            (Scope(1, "building"), Place(), False),
            (Scope(1, "building", 7, "1"), flat, True),
            (entrance, flat, True),
            (entrance, Place(3, 7, "1", 3), False),
            (entrance, Place(None, 7), False),
            (entrance, Place(3, 8, "2", 3), False),
            (floors, flat, True),
            (floors, Place(3, 7, "2", 1), True),
            (floors, Place(3, 7, "2", 0), False),
            (floors, Place(3, 7, "2", 4), False),
            (floors, Place(None, 7, "2"), False),
            (floors, Place(3, 8, "2", 3), False),
            (stairs, Place(3, 7, "2", -1), True),
            (stairs, Place(3, 7, "1", 3), False),
        ):
            with self.subTest(scope=scope, place=place):
                self.assertIs(covers(scope, place), expected)

    def test_the_finer_kind_wins(self):
        flat = Place(3, 7, "2", 3)
        scopes = [
            Scope(9, "district"),
            Scope(8, "site"),
            Scope(7, "building", 7),
            Scope(6, "entrance", 7, "2"),
            Scope(5, "floors", 7, "", -9, 99),
            Scope(4, "units", units=frozenset({3})),
        ]
        for count in range(1, len(scopes) + 1):
            with self.subTest(kind=scopes[count - 1].kind):
                found = most_specific(scopes[:count], flat)
                self.assertEqual(found, scopes[count - 1].key)
