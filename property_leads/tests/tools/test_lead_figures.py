import doctest

from odoo.tests import BaseCase, tagged

from ...tools import lead_figures
from ...tools.lead_figures import Funnel, cost_of_time, each, expect, gain, share


@tagged("post_install", "-at_install")
class TestLeadFigures(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(lead_figures).failed)

    def test_funnel_of_the_specification(self):
        funnel = Funnel(400, 40, 12)
        rates = funnel.qualified_rate, funnel.won_of_qualified, funnel.won_rate
        self.assertEqual(rates, (10.0, 30.0, 3.0))
        self.assertEqual(share(22, 25), 88.0)

    def test_nothing_is_divided_by_nothing(self):
        self.assertEqual((each(5, 0), gain(5, 0), share(0, 0)), (None, None, None))
        self.assertEqual(expect(0, {}, {}), 0)

    def test_time_costs_to_the_cent(self):
        self.assertEqual(cost_of_time(20, 100), 33.33)
