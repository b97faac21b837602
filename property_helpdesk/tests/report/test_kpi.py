import doctest

from odoo.tests import BaseCase, tagged

from ...tools import kpi
from ...tools.kpi import get_backlog, get_month_rates, get_rate

MONTH = {
    "charged": 1_000_000,
    "collected": 912_000,
    "old_due": 80_000,
    "old_collected": 30_000,
    "desk_cost": 96_000,
    "contact_count": 8_000,
    "solved_count": 5_600,
}


@tagged("post_install", "-at_install")
class TestKpi(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(kpi).failed)

    def test_vectors(self):
        for part, whole, scale, wanted in (
            (46, 48, 100, 95.83),
            (251, 262, 100, 95.80),
            (7, 250, 100, 2.8),
            (231, 250, 100, 92.4),
            (70, 100, 100, 70),
            (19, 20, 100, 95),
            (6, 1500, 1000, 4.0),
            (168, 240, 100, 70),
        ):
            with self.subTest(part=part, whole=whole):
                self.assertAlmostEqual(get_rate(part, whole, scale), wanted, 2)

    def test_month(self):
        found = {name: round(rate, 2) for name, rate in get_month_rates(MONTH).items()}
        self.assertEqual(
            found,
            {
                "collection_rate": 91.2,
                "overall_rate": 87.22,
                "recovery_rate": 37.5,
                "contact_cost": 12.0,
                "solved_cost": 17.14,
            },
        )

    def test_nothing_to_share_is_empty(self):
        self.assertIsNone(get_rate(0, 0))
        self.assertIsNone(get_rate(5, 0))
        self.assertEqual(set(get_month_rates({}).values()), {None})
        paid = get_month_rates({"collected": 5, "old_due": 10, "desk_cost": 7})
        self.assertEqual(
            list(paid.values()), [None, 50.0, 0.0, None, None], "of what there is"
        )

    def test_backlog_is_told_day_by_day(self):
        flows = [(2, 1), (3, 0), (7, 4)]
        self.assertEqual(get_backlog(6, flows), [0, 3, 6])
