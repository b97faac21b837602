import doctest
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import turn
from ...tools.turn import Seller, Wanted, find_obstacles, pick

TEAM = {"a": 5, "b": 3, "c": 2}


@tagged("post_install", "-at_install")
class TestTurn(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(turn).failed)

    def test_ten_leads_for_weights_5_3_2(self):
        team = [Seller(key, weight) for key, weight in enumerate(TEAM.values())]
        order = "".join("abc"[pick(team, Wanted())[0]] for _n in range(10))
        self.assertEqual(order, "abcaabacba")
        self.assertEqual({seller.credit for seller in team}, {0})

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 60))
    def test_everybody_gets_his_share(self, weights, count):
        """Never more than one lead away from the exact share, at any moment."""
        team = [Seller(key, weight) for key, weight in enumerate(weights)]
        got = Counter()
        for number in range(1, count + 1):
            got[pick(team, Wanted())[0]] += 1
            for seller in team:
                exact = number * seller.weight / sum(weights)
                self.assertLess(abs(got[seller.key] - exact), len(weights))
        whole = sum(weights)
        team = [Seller(key, weight) for key, weight in enumerate(weights)]
        got = Counter(pick(team, Wanted())[0] for _n in range(whole))
        self.assertEqual([got[key] for key in range(len(weights))], weights)

    def test_each_hard_rule_is_told(self):
        wanted = Wanted(7, 1, "sale", "zh_CN", frozenset({3}))
        fit = {"territories": frozenset({7}), "tags": frozenset({3})}
        broken = {
            "left": {"is_active": False},
            "company": {"companies": frozenset({2})},
            "elsewhere": {"territories": frozenset({8})},
            "kind": {"kinds": frozenset({"leasing"})},
            "lang": {"langs": frozenset({"en_US"})},
            "skill": {"tags": frozenset({4})},
            "weight": {"weight": 0},
            "away": {"is_away": True},
            "off_duty": {"on_duty": frozenset()},
            "full": {"load": 2, "capacity": 2},
        }
        for code, values in broken.items():
            with self.subTest(code):
                seller = Seller(1, **{**fit, **values})
                self.assertEqual(find_obstacles(seller, wanted), [code])
        self.assertFalse(find_obstacles(Seller(1, **fit), wanted))

    def test_who_is_passed_over_neither_gains_nor_loses(self):
        away = Seller(1, 9, credit=4, is_away=True)
        chosen, verdicts = pick([away, Seller(2, 1)], Wanted())
        self.assertEqual((chosen, away.credit), (2, 4))
        self.assertEqual(verdicts[0]["codes"], ["away"])

    def test_capacity_ends_the_turn(self):
        team = [Seller(1, 9, capacity=2), Seller(2, 1)]
        got = Counter(pick(team, Wanted())[0] for _n in range(6))
        self.assertEqual(got, {1: 2, 2: 4})
