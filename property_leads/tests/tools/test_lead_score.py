import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import lead_score
from ...tools.lead_score import Facts, score

facts = st.builds(
    Facts,
    budget=st.none() | st.floats(0, 3),
    days_until=st.none() | st.integers(-30, 400),
    stage=st.none() | st.floats(0, 1),
    match=st.none() | st.floats(0, 1),
    balance=st.none() | st.integers(-100, 100),
    ahead=st.none() | st.floats(-100, 100),
    quiet_days=st.none() | st.floats(0, 99),
    source_rate=st.none() | st.floats(0, 5),
    answered=st.none() | st.booleans(),
    value=st.none() | st.floats(0, 1),
)


@tagged("post_install", "-at_install")
class TestLeadScore(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(lead_score).failed)

    @settings(max_examples=50, deadline=None)
    @given(facts)
    def test_points_and_reasons_agree(self, given_facts):
        points, reasons = score(given_facts)
        self.assertTrue(0 <= points <= 100)
        self.assertAlmostEqual(points, sum(r[2] for r in reasons), delta=6)
        if reasons:
            self.assertAlmostEqual(sum(r[3] for r in reasons), 100, delta=6)

    def test_what_is_not_known_takes_no_part(self):
        self.assertEqual(score(Facts(stage=1.0))[0], 100)
        self.assertEqual(score(Facts(stage=1.0, quiet_days=30))[0], 60)

    def test_a_weight_of_zero_silences_a_measure(self):
        points, reasons = score(Facts(stage=1.0, quiet_days=30), {"stage": 1})
        self.assertEqual((points, [r[0] for r in reasons]), (100, ["stage"]))
