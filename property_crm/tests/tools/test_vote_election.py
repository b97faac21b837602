import doctest
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_election
from ...tools.vote_election import (
    check_candidate,
    check_names,
    draw_lot,
    elect,
    get_needed_candidates,
)
from ...tools.vote_rule import Election, parse_rule
from ...tools.vote_sums import Counts
from .tally_case import RULES, change

VECTOR = {
    "c1": (700, 6),
    "c2": (650, 7),
    "c3": (700, 6),
    "c4": (560, 5),
    "c5": (480, 6),
}
FIELD = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 10)), max_size=9).map(
    lambda votes: {f"c{n}": yes for n, yes in enumerate(votes)}
)
ORDINARY = RULES["cn_ordinary"]


def make_sums(area, heads, total=(1000, 10)):
    """Return the sums of a candidate whom all others did not choose."""
    return {
        "area": Counts(2 * total[0], total[0], area, total[0] - area),
        "head": Counts(2 * total[1], total[1], heads, total[1] - heads),
    }


def run(votes, seats, rule=ORDINARY, total=(1000, 10), **values):
    """Elect by area and heads who have so much of the participants' whole."""
    sums = {key: make_sums(*yes, total) for key, yes in votes.items()}
    return elect(rule, sums, seats, **values)


def run_by(code, measure, votes, seats, total=100):
    """Elect by one measure, of which everybody took part with all."""
    sums = {
        key: {measure: Counts(total, total, yes, total - yes)}
        for key, yes in votes.items()
    }
    return elect(RULES[code], sums, seats)


@tagged("post_install", "-at_install")
class TestVoteElection(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_election).failed)

    def test_vector_of_the_specification(self):
        for seed in ("1", "2", "3", "4"):
            with self.subTest(seed=seed):
                found = run(VECTOR, 3, seed=seed)
                self.assertEqual(found.elected[0], "c2")
                self.assertEqual({*found.elected[1:]}, {"c1", "c3"})
                self.assertEqual(found.failed, {"c4": ("head",), "c5": ("area",)})
                self.assertEqual(found.lots, (("c1", "c3"),))
                # it decided their order, nobody's seat
                self.assertEqual(found.seats_by_lot, ())
                self.assertEqual((found.alternates, found.vacant), ((), 0))

    def test_the_lot_falls_on_either(self):
        seconds = {run(VECTOR, 3, seed=str(seed)).elected[1] for seed in range(20)}
        self.assertEqual(seconds, {"c1", "c3"})

    def test_the_lot_decides_a_seat(self):
        found = run(VECTOR, 2, seed="1", alternates=1)
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
            run(VECTOR, 3)
        # none is needed where nobody is tied
        votes = {key: VECTOR[key] for key in ("c2", "c3", "c4", "c5")}
        self.assertEqual(run(votes, 3).elected, ("c2", "c3"))

    def test_the_order_on_the_list_is_none(self):
        results = {
            (found.elected, found.alternates)
            for order in permutations(VECTOR.items())
            for found in [run(dict(order), 2, seed="x", alternates=2)]
        }
        self.assertEqual(len(results), 1)

    def test_exactly_half_is_not_elected(self):
        for sums, codes in (
            (make_sums(500, 5), ("area", "head")),
            (make_sums(501, 5), ("head",)),
            (make_sums(501, 6), ()),
            (make_sums(0, 0, (0, 0)), ("area", "head")),
        ):
            self.assertEqual(check_candidate(ORDINARY, sums), codes)

    def test_more_votes_than_participants_are_an_error(self):
        for votes in ((1001, 6), (700, 11), (-1, 6), (700, -1)):
            with self.subTest(votes=votes), self.assertRaises(ValueError):
                check_candidate(ORDINARY, make_sums(*votes))

    def test_rankings(self):
        field = {"wide": (900, 6), "many": (600, 8), "both": (800, 8)}
        for rank_by, order in (
            # 1.5, 1.4 and 1.6
            ("sum_of_shares", ("both", "wide", "many")),
            # tied in heads: by area
            ("heads", ("both", "many", "wide")),
            ("area", ("wide", "both", "many")),
        ):
            with self.subTest(rank_by=rank_by):
                rule = change(election={"rank_by": rank_by})
                self.assertEqual(run(field, 3, rule).elected, order)

    def test_a_tie_in_thirds_is_one(self):
        """1/3 + 2/3 and 2/3 + 1/3: floats may say otherwise, area decides."""
        field = {"a": (16000, 20), "b": (20000, 16)}
        found = run(field, 1, total=(30000, 30))
        self.assertEqual(found.elected, ("b",))
        sums = {
            Fraction(area, 30000) + Fraction(heads, 30)
            for area, heads in field.values()
        }
        self.assertEqual(len(sums), 1)

    def test_alternates_come_from_the_rest_in_order(self):
        field = {f"c{n}": (600 + n, 6) for n in range(6)}
        found = run(field, 2, alternates=2)
        self.assertEqual(found.elected, ("c5", "c4"))
        self.assertEqual(found.alternates, ("c3", "c2"))
        self.assertEqual(found.unseated, ("c1", "c0"))
        self.assertEqual(run(field, 2).alternates, ())

    def test_seats_stay_vacant(self):
        found = run(VECTOR, 5, seed="1")
        self.assertEqual((len(found.elected), found.vacant), (3, 2))
        self.assertEqual(run({}, 3).vacant, 3)

    def test_the_margin(self):
        for seats, needed in ((1, 2), (3, 4), (5, 6), (6, 8), (10, 12), (11, 14)):
            with self.subTest(seats=seats):
                self.assertEqual(get_needed_candidates(seats), needed)
        third = Election(margin_num=1, margin_den=3)
        self.assertEqual(get_needed_candidates(3, third), 4)
        self.assertEqual(get_needed_candidates(4, third), 6)
        self.assertEqual(get_needed_candidates(4, Election(margin_num=0)), 4)

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
        found = run(field, seats, seed=seed, alternates=alternates)
        places = [*found.elected, *found.alternates, *found.unseated, *found.failed]
        self.assertEqual(sorted(places), sorted(field))
        self.assertEqual(len(found.elected) + found.vacant, seats)
        self.assertLessEqual(len(found.alternates), alternates)
        passed = {
            key for key, (area, heads) in field.items() if area > 500 and heads > 5
        }
        self.assertEqual({*places[: len(places) - len(found.failed)]}, passed)

    @given(FIELD, st.integers(1, 6), st.data())
    def test_one_more_vote_costs_nobody_his_seat(self, field, seats, data):
        found = run(field, seats, seed="x")
        for key in found.elected:
            area, heads = field[key]
            more = (
                data.draw(st.integers(area, 1000)),
                data.draw(st.integers(heads, 10)),
            )
            changed = field | {key: more}
            self.assertIn(key, run(changed, seats, seed="x").elected)

    @given(FIELD, st.integers(1, 6), st.sampled_from(sorted(RULES)))
    def test_who_is_elected_passed_by_the_rule(self, field, seats, code):
        """Whatever the rule: a seat has who would have passed as a motion."""
        rule, found = RULES[code], {}
        for key, (area, heads) in field.items():
            counts = Counts(2000, 1000, area, 1000 - area)
            found[key] = dict.fromkeys(("area", "lot", "entitlement", "share"), counts)
            found[key]["head"] = Counts(20, 10, heads, 10 - heads)
        ended = elect(rule, found, seats, seed="x")
        first = rule.outcomes[0]
        for key, sums in found.items():
            self.assertEqual(key in ended.failed, not first.when.is_met(sums))
        ranked = [*ended.elected, *ended.alternates, *ended.unseated]
        self.assertEqual(sorted([*ranked, *ended.failed]), sorted(found))

    def test_the_rule_decides_not_the_ordinary_test(self):
        votes = {"c1": (749, 8), "c2": (750, 8), "c3": (990, 7)}
        found = run(votes, 3, RULES["cn_major"])
        self.assertEqual(found.elected, ("c2",))
        self.assertEqual(found.failed, {"c1": ("area",), "c3": ("head",)})
        # of the register, not of those who took part
        found = run({"c1": (1000, 10)}, 1, RULES["cn_ordinary_until_2020"])
        self.assertEqual(found.failed, {"c1": ("area", "head")})

    def test_elections_of_other_places(self):
        lots = {"c1": 51, "c2": 50, "c3": 70}
        for code in ("au_nsw_ordinary", "us_fl_hoa", "us_fl_condominium"):
            with self.subTest(code):
                found = run_by(code, "lot", lots, 2)
                self.assertEqual(found.elected, ("c3", "c1"))
                self.assertEqual(found.failed, {"c2": ("lot",)})
        found = run_by("au_nsw_ordinary_poll", "entitlement", lots, 1)
        self.assertEqual((found.elected, found.unseated), (("c3",), ("c1",)))

    def test_hong_kong_asks_for_support_too(self):
        """More than half of what is cast is not enough below 30 % of all shares."""
        sums = {
            "c1": {"share": Counts(1000, 500, 299, 100, 101)},
            "c2": {"share": Counts(1000, 500, 300, 100, 100)},
            "c3": {"share": Counts(1000, 700, 340, 340, 20)},
        }
        found = elect(RULES["hk_committee"], sums, 2)
        self.assertEqual((found.elected, found.vacant), (("c2",), 1))
        self.assertEqual(found.failed, {"c1": ("share",), "c3": ("share",)})

    def test_for_the_time_being_elects_nobody(self):
        votes = {"c1": 75, "c2": 74}
        found = run_by("au_vic_special", "entitlement", votes, 2)
        self.assertEqual(found.elected, ("c1",))
        rule = RULES["au_vic_special"].to_dict()
        rule = parse_rule(rule | {"outcomes": rule["outcomes"][1:]})
        sums = {"entitlement": Counts(100, 100, 74, 26)}
        self.assertTrue(check_candidate(rule, sums))

    def test_only_ordinary_matters_elect(self):
        found = {code for code, rule in RULES.items() if rule.election}
        self.assertEqual(
            found,
            {
                "cn_ordinary",
                "cn_ordinary_until_2020",
                "au_nsw_ordinary",
                "au_nsw_ordinary_poll",
                "hk_committee",
                "us_fl_hoa",
                "us_fl_condominium",
            },
        )
        margins = {code: RULES[code].election.margin_num for code in found}
        self.assertEqual(sum(margins.values()), 2)
        self.assertFalse(RULES["us_fl_condominium"].election.allows_proxy)
