import doctest
from math import sqrt

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from odoo.tests import BaseCase

from ...tools import anonymity, index
from ...tools.index import csi_three, csi_weighted, recommend, recommend_of, share

tens = st.integers(1, 10)


class TestIndex(BaseCase):
    def test_documentation(self):
        for module in (index, anonymity):
            self.assertFalse(doctest.testmod(module).failed, module)

    def test_ten_determinants_on_a_hundred(self):
        self.assertAlmostEqual(index.score_100(5.694, 1, 7), 78.23, places=2)

    def test_recommendation_of_a_hundred(self):
        found = recommend(
            [9] * 30 + [10] * 30 + [7] * 10 + [8] * 15 + [6] * 10 + [0] * 5
        )
        self.assertEqual(
            (found.promoters, found.passives, found.detractors), (60, 25, 15)
        )
        self.assertAlmostEqual(found.score, 45)
        self.assertAlmostEqual(found.se, 7.40, places=2)
        self.assertAlmostEqual(found.margin, 14.50, places=2)

    def test_nobody_answered(self):
        self.assertIsNone(share(0, 0).share)
        self.assertIsNone(recommend([None]).score)
        self.assertIsNone(index.effort([None]).mean)
        self.assertIsNone(csi_weighted([]))
        self.assertIsNone(index.satisfaction_rate([None], 4).share)

    def test_refused(self):
        for refused in (
            lambda: share(2, 1),
            lambda: share(-1, 1),
            lambda: index.score_100(1, 5, 5),
            lambda: csi_three((1, 1, 1), (0, 0, 0)),
            lambda: csi_three((1, 1), (1, 1, 1)),
            lambda: csi_weighted([(1, 1)], "other"),
            lambda: anonymity.kept("secret", {}),
            lambda: anonymity.may_show_single("secret"),
        ):
            with self.assertRaises(ValueError):
                refused()

    @settings(max_examples=60)
    @given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0.9, 0.95, 0.99]))
    def test_wilson_as_scipy_has_it(self, hits, n, confidence):
        hits = min(hits, n)
        found = share(hits, n, confidence)
        wanted = stats.binomtest(hits, n).proportion_ci(confidence, "wilson")
        self.assertAlmostEqual(found.low, wanted.low)
        self.assertAlmostEqual(found.high, wanted.high)
        self.assertTrue(0 <= found.low <= found.share <= found.high <= 1)

    @settings(max_examples=40)
    @given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
    def test_recommendation_is_a_mean_of_signs(self, answers):
        signs = numpy.array([(x >= 9) - (x <= 6) for x in answers])
        found = recommend(answers)
        self.assertAlmostEqual(found.score, 100 * signs.mean())
        self.assertAlmostEqual(found.se, 100 * signs.std() / sqrt(len(answers)))
        self.assertEqual(
            recommend_of(found.detractors, found.passives, found.promoters).score,
            -found.score,
        )

    @settings(max_examples=40)
    @given(st.lists(st.tuples(tens, tens), min_size=1, max_size=12))
    def test_weighted_index(self, pairs):
        weights, levels = zip(*pairs, strict=True)
        mean = numpy.average(levels, weights=weights)
        self.assertAlmostEqual(csi_weighted(pairs), 10 * mean)
        self.assertAlmostEqual(csi_weighted(pairs, "min_max"), (mean - 1) / 9 * 100)

    @settings(max_examples=40)
    @given(st.tuples(tens, tens, tens))
    def test_index_of_three(self, means):
        self.assertAlmostEqual(csi_three(means), (sum(means) - 3) / 27 * 100)
        ohio = csi_three(means, index.OHIO)
        lowest, highest = (index.score_100(end(means), 1, 10) for end in (min, max))
        self.assertTrue(lowest - 1e-9 <= ohio <= highest + 1e-9)

    def test_what_the_modes_keep(self):
        answer = {
            **dict.fromkeys(anonymity.PERSON | anonymity.TOKEN | anonymity.NEVER, 1),
            "moment": "2026-03-01 08:15:00",
            "score": 5,
        }
        self.assertEqual(
            anonymity.kept("anonymous", answer), {"score": 5, "day": "2026-03-01"}
        )
        confidential = anonymity.kept("confidential", answer)
        self.assertFalse(confidential.keys() & (anonymity.PERSON | {"moment", "ip"}))
        self.assertIn("token", confidential)
        self.assertEqual(
            answer.keys() - anonymity.kept("named", answer).keys(), anonymity.NEVER
        )

    def test_the_word_given_is_kept(self):
        modes = anonymity.MODES
        for place, before in enumerate(modes):
            for other, after in enumerate(modes):
                self.assertTrue(anonymity.may_change(before, after, 0))
                self.assertEqual(anonymity.may_change(before, after, 1), other >= place)
