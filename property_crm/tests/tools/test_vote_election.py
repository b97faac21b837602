import doctest
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_election
from ...tools.vote_election import (
    Candidate,
    Participants,
    check_candidate,
    check_names,
    draw_lot,
    elect,
    get_needed_candidates,
)

TOTAL = Participants(1000, 10)
VECTOR = [
    Candidate("c1", 700, 6),
    Candidate("c2", 650, 7),
    Candidate("c3", 700, 6),
    Candidate("c4", 560, 5),
    Candidate("c5", 480, 6),
]
FIELD = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 10)), max_size=9).map(
    lambda votes: [Candidate(f"c{n}", *yes) for n, yes in enumerate(votes)]
)


@tagged("post_install", "-at_install")
class TestVoteElection(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_election).failed)

    def test_vector_of_the_specification(self):
        for seed in ("1", "2", "3", "4"):
            with self.subTest(seed=seed):
                found = elect(VECTOR, TOTAL, 3, seed=seed)
                self.assertEqual(found.elected[0], "c2")
                self.assertEqual({*found.elected[1:]}, {"c1", "c3"})
                self.assertEqual(found.failed, {"c4": ("heads",), "c5": ("area",)})
                self.assertEqual(found.lots, (("c1", "c3"),))
                # it decided their order, nobody's seat
                self.assertEqual(found.seats_by_lot, ())
                self.assertEqual((found.alternates, found.vacant), ((), 0))

    def test_the_lot_falls_on_either(self):
        seconds = {
            elect(VECTOR, TOTAL, 3, seed=str(seed)).elected[1] for seed in range(20)
        }
        self.assertEqual(seconds, {"c1", "c3"})

    def test_the_lot_decides_a_seat(self):
        found = elect(VECTOR, TOTAL, 2, seed="1", alternates=1)
        self.assertEqual(found.seats_by_lot, (("c1", "c3"),))
        self.assertEqual({found.elected[1], *found.alternates}, {"c1", "c3"})

    def test_the_lot_is_the_hash_that_anybody_finds(self):
        # printf '["2026-05-20","c1"]' | sha256sum
        self.assertEqual(
            draw_lot("2026-05-20", "c1"),
            "3ac2aa333e3667ef05694707debb61a8e4345585ccb307eb024fe01b553c1c19",
        )

    def test_no_lot_is_drawn_in_secret(self):
        with self.assertRaisesRegex(ValueError, "seed"):
            elect(VECTOR, TOTAL, 3)
        # none is needed where nobody is tied
        self.assertEqual(elect(VECTOR[1:], TOTAL, 3).elected, ("c2", "c3"))

    def test_the_order_on_the_list_is_none(self):
        results = {
            (found.elected, found.alternates)
            for order in permutations(VECTOR)
            for found in [elect(order, TOTAL, 2, seed="x", alternates=2)]
        }
        self.assertEqual(len(results), 1)

    def test_exactly_half_is_not_elected(self):
        self.assertEqual(
            check_candidate(Candidate("c", 500, 5), TOTAL), ("area", "heads")
        )
        self.assertEqual(check_candidate(Candidate("c", 501, 6), TOTAL), ())
        self.assertEqual(
            check_candidate(Candidate("c", 0, 0), Participants(0, 0)), ("area", "heads")
        )

    def test_more_votes_than_participants_are_an_error(self):
        for votes in ((1001, 6), (700, 11), (-1, 6), (700, -1)):
            with self.subTest(votes=votes), self.assertRaises(ValueError):
                check_candidate(Candidate("c", *votes), TOTAL)
        with self.assertRaises(ValueError):
            elect([VECTOR[0], VECTOR[0]], TOTAL, 1, seed="1")

    def test_rankings(self):
        field = [
            Candidate("wide", 900, 6),
            Candidate("many", 600, 8),
            Candidate("both", 800, 8),
        ]
        for rank_by, order in (
            # 1.5, 1.4 and 1.6
            ("sum_of_shares", ("both", "wide", "many")),
            # tied in heads: by area
            ("heads", ("both", "many", "wide")),
            ("area", ("wide", "both", "many")),
        ):
            with self.subTest(rank_by=rank_by):
                self.assertEqual(elect(field, TOTAL, 3, rank_by=rank_by).elected, order)
        with self.assertRaises(KeyError):
            elect(field, TOTAL, 3, rank_by="beauty")

    def test_a_tie_in_thirds_is_one(self):
        """1/3 + 2/3 and 2/3 + 1/3: floats may say otherwise, area decides."""
        total = Participants(30000, 30)
        field = [Candidate("a", 16000, 20), Candidate("b", 20000, 16)]
        self.assertEqual(elect(field, total, 1).elected, ("b",))
        sums = {Fraction(c.area, 30000) + Fraction(c.heads, 30) for c in field}
        self.assertEqual(len(sums), 1)

    def test_alternates_come_from_the_rest_in_order(self):
        field = [Candidate(f"c{n}", 600 + n, 6) for n in range(6)]
        found = elect(field, TOTAL, 2, alternates=2)
        self.assertEqual(found.elected, ("c5", "c4"))
        self.assertEqual(found.alternates, ("c3", "c2"))
        self.assertEqual(found.unseated, ("c1", "c0"))
        self.assertEqual(elect(field, TOTAL, 2).alternates, ())

    def test_seats_stay_vacant(self):
        found = elect(VECTOR, TOTAL, 5, seed="1")
        self.assertEqual((len(found.elected), found.vacant), (3, 2))
        self.assertEqual(elect([], TOTAL, 3).vacant, 3)

    def test_the_margin(self):
        for seats, needed in ((1, 2), (3, 4), (5, 6), (6, 8), (10, 12), (11, 14)):
            with self.subTest(seats=seats):
                self.assertEqual(get_needed_candidates(seats), needed)

    def test_names_on_a_ballot(self):
        for chosen, codes in (
            ([], ()),
            (["a", "b"], ()),
            (["a", "b", "c"], ("too_many",)),
            (["a", "a"], ("twice",)),
            (["x"], ("no_candidate",)),
        ):
            with self.subTest(chosen=chosen):
                self.assertEqual(check_names(chosen, ["a", "b", "c"], 2), codes)

    @given(FIELD, st.integers(0, 6), st.integers(0, 3), st.text(min_size=1))
    def test_everybody_is_in_one_place(self, field, seats, alternates, seed):
        found = elect(field, TOTAL, seats, seed=seed, alternates=alternates)
        places = [*found.elected, *found.alternates, *found.unseated, *found.failed]
        self.assertEqual(sorted(places), sorted(one.key for one in field))
        self.assertEqual(len(found.elected) + found.vacant, seats)
        self.assertLessEqual(len(found.alternates), alternates)
        passed = {one.key for one in field if 2 * one.area > 1000 and one.heads > 5}
        self.assertEqual({*places[: len(places) - len(found.failed)]}, passed)

    @given(FIELD, st.integers(1, 6), st.data())
    def test_one_more_vote_costs_nobody_his_seat(self, field, seats, data):
        found = elect(field, TOTAL, seats, seed="x")
        for key in found.elected:
            place = int(key[1:])
            one = field[place]
            more = Candidate(
                key,
                data.draw(st.integers(one.area, 1000)),
                data.draw(st.integers(one.heads, 10)),
            )
            changed = [*field[:place], more, *field[place + 1 :]]
            self.assertIn(key, elect(changed, TOTAL, seats, seed="x").elected)
