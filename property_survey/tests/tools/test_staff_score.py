import doctest
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from odoo.tests import BaseCase

from ...tools import interval_bar, staff_score
from ...tools.staff_score import Rating, fair_scores

ratings = st.lists(
    st.builds(
        Rating,
        st.sampled_from("abc"),
        st.sampled_from("hijk"),
        st.sampled_from("xy"),
        st.integers(1, 5),
        st.sampled_from("pq"),
    ),
    min_size=1,
    max_size=20,
)
STAFF, HOMES, CASES, EACH = 10, 50, 4, 25


def simulated(seed):
    """Return the staff's skill, and ratings by people who are not alike.

    Most of whom each serves lives in his own block; half of his cases are of one kind.
    """
    rng = random.Random(seed)
    skill = {who: rng.gauss(0, 0.35) for who in range(STAFF)}
    lenient = [rng.gauss(0, 0.8) for _home in range(HOMES)]
    hard = [rng.gauss(0, 0.4) for _case in range(CASES)]
    block = HOMES // STAFF
    found = []
    for who in skill:
        for _number in range(EACH):
            near = rng.random() < 0.6
            home = who * block + rng.randrange(block) if near else rng.randrange(HOMES)
            case = who % CASES if rng.random() < 0.5 else rng.randrange(CASES)
            level = 3.7 + skill[who] + lenient[home] + hard[case] + rng.gauss(0, 0.6)
            found.append(Rating(who, home, case, min(5, max(1, round(level)))))
    return skill, found


class TestStaffScore(BaseCase):
    def test_documentation(self):
        for module in (interval_bar, staff_score):
            self.assertFalse(doctest.testmod(module).failed)

    def test_fairer_than_the_mean(self):
        """40 worlds: its order is nearer the truth than the raw mean's by 0.10."""
        raw, fair = [], []
        for seed in range(40):
            skill, given_ratings = simulated(seed)
            found = fair_scores(given_ratings)
            truth = [skill[one.staff] for one in found]
            raw.append(stats.spearmanr(truth, [one.raw for one in found]).statistic)
            fair.append(stats.spearmanr(truth, [one.score for one in found]).statistic)
        self.assertGreaterEqual(sum(fair) / 40, sum(raw) / 40 + 0.10)

    def test_nobody(self):
        self.assertEqual(fair_scores([]), [])

    def test_few_answers_are_drawn_to_the_middle(self):
        given_ratings = [
            Rating(who, f"{who}{number}", "x", score)
            for who, count, score in (("new", 2, 5), ("old", 60, 5), ("low", 60, 2))
            for number in range(count)
        ]
        scores = {one.staff: one for one in fair_scores(given_ratings)}
        self.assertLess(scores["new"].score, scores["old"].score)
        self.assertLess(scores["new"].reliability, scores["old"].reliability)
        wide = scores["new"].high - scores["new"].low
        self.assertGreater(wide, scores["old"].high - scores["old"].low)
        self.assertEqual([scores[who].raw for who in ("new", "low")], [5, 2])

    def test_a_strict_customer_costs_nobody(self):
        """The same work; one is sent to the strict, the other to the lenient."""
        given_ratings = [
            Rating(who, home, "x", {"strict": 2, "kind": 5, "plain": 4}[home])
            for who, homes in (
                ("unlucky", ["strict"] * 10 + ["kind"] * 2 + ["plain"] * 8),
                ("lucky", ["strict"] * 2 + ["kind"] * 10 + ["plain"] * 8),
            )
            for home in homes
        ]
        scores = {one.staff: one for one in fair_scores(given_ratings)}
        raw = scores["lucky"].raw - scores["unlucky"].raw
        fair = scores["lucky"].score - scores["unlucky"].score
        self.assertGreater(raw, 1)
        self.assertLess(abs(fair), 0.15 * raw)

    @settings(max_examples=30)
    @given(ratings, st.integers(-3, 3))
    def test_the_scale_may_be_moved(self, given_ratings, step):
        moved = [replace(one, score=one.score + step) for one in given_ratings]
        before = {one.staff: one for one in fair_scores(given_ratings)}
        after = {one.staff: one for one in fair_scores(moved)}
        for staff, one in before.items():
            self.assertAlmostEqual(after[staff].score, one.score + step, places=6)
            self.assertTrue(one.low <= one.score <= one.high)
            self.assertTrue(0 < one.reliability < 1)
            added = one.for_cases + one.for_customers + one.for_few
            self.assertAlmostEqual(one.raw + added, one.score, places=6)
            self.assertEqual(one.spread is None, one.n == 1)
