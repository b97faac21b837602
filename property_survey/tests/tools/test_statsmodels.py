"""The figures beside those of statsmodels and pandas."""

import numpy
import pandas
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.api import OLS, add_constant
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from odoo.tests import BaseCase

from ...tools import gap, index, reliability, student, trend
from ...tools.importance import pearson
from ...tools.strata import Counted, post_stratify

levels = st.integers(1, 7)
pairs = st.lists(st.tuples(levels, levels), min_size=2, max_size=40)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])
PLACE = {"1": "a", "2": "a", "3": "b", "4": "c"}
points = st.tuples(*[st.integers(0, 60)] * 3).filter(any)
sheets = st.lists(
    st.tuples(st.tuples(*[st.integers(-6, 6)] * len(PLACE)), points),
    min_size=2,
    max_size=25,
)


class TestStatsmodels(BaseCase):
    @settings(max_examples=60)
    @given(st.integers(0, 400), st.integers(1, 400), confidences)
    def test_wilson(self, hits, n, confidence):
        hits = min(hits, n)
        found = index.share(hits, n, confidence)
        low, high = proportion_confint(hits, n, 1 - confidence, "wilson")
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)

    @settings(max_examples=60)
    @given(pairs, confidences)
    def test_paired_t(self, answers, confidence):
        """Gaps are tested by pairs, as the same people say both."""
        expected, perceived = (
            dict(enumerate(side)) for side in zip(*answers, strict=True)
        )
        gaps = gap.gaps(
            {who: {"1": level} for who, level in expected.items()},
            {who: {"1": level} for who, level in perceived.items()},
        )
        found = gap.summarise(gaps, {"1": "a"}, confidence=confidence).items["1"]
        wanted = DescrStatsW([one - other for other, one in answers])
        self.assertAlmostEqual(found.mean, wanted.mean)
        self.assertAlmostEqual(found.sd, wanted.std_ddof(1))
        self.assertAlmostEqual(found.se, wanted.std_mean)
        low, high = wanted.tconfint_mean(1 - confidence)
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)
        if found.se:
            t, p, freedom = wanted.ttest_mean(0)
            self.assertAlmostEqual(found.t, t)
            self.assertAlmostEqual(student.t_outside(abs(found.t), freedom), p)

    @settings(max_examples=60)
    @given(st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any), sheets)
    def test_gap_by_the_mean_points(self, weights, answers):
        given_gaps = _by_who(answers)
        found = gap.summarise(
            given_gaps, PLACE, dict(zip("abc", weights, strict=True))
        ).weighted
        columns = _columns(answers)
        wanted = DescrStatsW(columns.mean().to_numpy(), weights=weights)
        self.assertAlmostEqual(found.mean, wanted.mean)
        own = DescrStatsW((columns * weights).sum(axis=1) / sum(weights))
        self.assertAlmostEqual(found.se, own.std_mean)

    @settings(max_examples=60)
    @given(sheets)
    def test_gap_by_own_points(self, answers):
        """Each one's own weighted mean, then their mean with its interval."""
        own = [
            DescrStatsW(row.to_numpy(), weights=weights).mean
            for (_who, row), (_gaps, weights) in zip(
                _columns(answers).iterrows(), answers, strict=True
            )
        ]
        found = gap.respondent_weighted(
            _by_who(answers),
            PLACE,
            {
                who: dict(zip("abc", one, strict=True))
                for who, (_gaps, one) in enumerate(answers)
            },
        )
        wanted = DescrStatsW(own)
        self.assertEqual(found.n, len(answers))
        self.assertAlmostEqual(found.mean, wanted.mean)
        low, high = wanted.tconfint_mean()
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(st.integers(50, 90), st.integers(20, 50), st.integers(0, 100)),
            min_size=1,
            max_size=6,
        )
    )
    def test_post_stratified_mean(self, strata):
        """Nobody counts more than five times: here none would."""
        found = post_stratify(
            [
                Counted(str(place), people, answers, mean)
                for place, (people, answers, mean) in enumerate(strata)
            ]
        )
        people, _answers, means = zip(*strata, strict=True)
        self.assertAlmostEqual(found.mean, DescrStatsW(means, weights=people).mean)

    @settings(max_examples=40)
    @given(
        st.lists(st.integers(1, 9), min_size=2, max_size=20),
        st.lists(st.integers(1, 9), min_size=2, max_size=20),
    )
    def test_change_between_two_times(self, before, after):
        assume(len({*before}) > 1 or len({*after}) > 1)
        found = trend.difference(student.estimate(before), student.estimate(after))
        wanted = CompareMeans(DescrStatsW(after), DescrStatsW(before))
        low, high = wanted.tconfint_diff(usevar="unequal")
        self.assertAlmostEqual(found.low, low)
        self.assertAlmostEqual(found.high, high)

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 100)), min_size=3, max_size=15
        )
    )
    def test_line_of_a_trend(self, given_points):
        x, y = zip(*given_points, strict=True)
        assume(len({*x}) > 1)
        found = trend.line(given_points)
        wanted = OLS(y, add_constant(x)).fit()
        self.assertAlmostEqual(found.start, wanted.params[0], 6)
        self.assertAlmostEqual(found.slope, wanted.params[1], 6)
        low, high = wanted.conf_int()[1]
        self.assertAlmostEqual(found.slope_low, low, 5)
        self.assertAlmostEqual(found.slope_high, high, 5)
        told = wanted.get_prediction([[1, 7]]).conf_int()[0]
        for end, other in zip(found.band(7), told, strict=True):
            self.assertAlmostEqual(end, other, 5)

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(levels, levels, levels, levels | st.none()),
            min_size=2,
            max_size=25,
        )
    )
    def test_alpha_of_the_covariances(self, rows):
        complete = pandas.DataFrame(rows).dropna().astype(float)
        found = reliability.alpha(rows)
        covariances = complete.cov().to_numpy()
        total = covariances.sum() if len(complete) > 1 else 0
        if abs(total) < 1e-9:
            self.assertIsNone(found)
            return
        wanted = 4 / 3 * (1 - numpy.trace(covariances) / total)
        self.assertAlmostEqual(found, wanted)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(levels | st.none(), levels), min_size=2, max_size=25))
    def test_drivers_as_pandas_has_them(self, answers):
        frame = pandas.DataFrame(answers, columns=["item", "overall"]).dropna()
        found = pearson(answers)
        if len(frame) < 2 or 1 in (frame.item.nunique(), frame.overall.nunique()):
            self.assertIsNone(found)
            return
        item, overall = (frame[name].astype(float) for name in frame)
        self.assertAlmostEqual(found, item.corr(overall))


def _by_who(answers):
    return {
        who: dict(zip(PLACE, gaps, strict=True))
        for who, (gaps, _points) in enumerate(answers)
    }


def _columns(answers):
    """Return a row for each respondent, a column for each determinant."""
    frame = pandas.DataFrame([gaps for gaps, _points in answers], columns=list(PLACE))
    return frame.T.groupby(PLACE).mean().T
