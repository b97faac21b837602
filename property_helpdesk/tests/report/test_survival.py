import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import survival
from ...tools.survival import Duration, SurvivalCurve

HOURS = (2, 3, 4, 6, 10)
# Freireich and others 1963, weeks in remission under 6-MP; a plus is still in it.
REMISSIONS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
durations = st.lists(
    st.builds(Duration, st.integers(0, 30), st.booleans()), min_size=1, max_size=40
)


def estimate_slowly(sample, time):
    """The definition, step by step."""
    left = 1.0
    for step in sorted({d.length for d in sample if d.is_over and d.length <= time}):
        waiting = sum(1 for d in sample if d.length >= step)
        ended = sum(1 for d in sample if d.is_over and d.length == step)
        left *= 1 - ended / waiting
    return left


@tagged("post_install", "-at_install")
class TestSurvival(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(survival).failed)

    def test_stage_report_vector(self):
        curve = SurvivalCurve([Duration(hours) for hours in HOURS])
        self.assertEqual(curve.get_remaining(0), 4)
        self.assertEqual(curve.get_remaining(1.5), 2.5)
        self.assertEqual(curve.get_remaining(0, 0.8), 6)

    def test_published_table(self):
        sample = [
            Duration(int(word.rstrip("+")), not word.endswith("+"))
            for word in REMISSIONS.split()
        ]
        curve = SurvivalCurve(sample)
        for week, share in PUBLISHED.items():
            with self.subTest(week=week):
                self.assertAlmostEqual(curve.get_share(week), share, 3)
        self.assertEqual(curve.get_remaining(0), 23)
        self.assertIsNone(curve.get_remaining(0, 0.8))
        self.assertEqual(curve.count, 9)

    def test_who_has_waited_is_compared_with_who_waited_as_long(self):
        curve = SurvivalCurve([Duration(hours) for hours in HOURS])
        self.assertEqual(curve.get_remaining(5), 1)
        self.assertEqual(curve.get_remaining(6), 4)
        self.assertIsNone(curve.get_remaining(10))

    def test_open_ones_make_it_longer(self):
        closed = [Duration(hours) for hours in HOURS]
        still_open = [Duration(5, False)] * 3
        self.assertEqual(SurvivalCurve(closed + still_open).get_remaining(0), 6)

    def test_nothing_known(self):
        for sample in ([], [Duration(3, False)]):
            curve = SurvivalCurve(sample)
            self.assertIsNone(curve.get_remaining(0))
            self.assertEqual(curve.get_share(99), 1)
            self.assertEqual(curve.count, 0)

    @given(durations, st.integers(0, 31))
    def test_as_defined(self, sample, time):
        share = SurvivalCurve(sample).get_share(time)
        self.assertAlmostEqual(share, estimate_slowly(sample, time))
        self.assertTrue(0 <= share <= 1)

    @given(durations, st.integers(0, 31))
    def test_most_are_over_later_than_half(self, sample, elapsed):
        curve = SurvivalCurve(sample)
        half, most = (curve.get_remaining(elapsed, share) for share in (0.5, 0.8))
        if most is not None:
            self.assertTrue(0 < half <= most)

    @given(durations, st.integers(0, 31))
    def test_end_only_moves_away_while_waiting(self, sample, elapsed):
        curve = SurvivalCurve(sample)
        now, later = curve.get_remaining(0), curve.get_remaining(elapsed)
        if later is not None:
            self.assertGreaterEqual(elapsed + later, now)
