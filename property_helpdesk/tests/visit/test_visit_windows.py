import doctest
from datetime import date, datetime, timedelta

import pytz

from odoo.tests import BaseCase, tagged

from ...tools import visit_capacity, visit_windows
from ...tools.visit_windows import find_offers, find_window, lay_out

HOUR = timedelta(hours=1)
DAY = datetime(2026, 3, 9)


@tagged("post_install", "-at_install")
class TestVisitWindows(BaseCase):
    def test_examples(self):
        for module in (visit_windows, visit_capacity):
            with self.subTest(module=module):
                self.assertEqual(doctest.testmod(module).failed, 0)

    def test_windows_follow_the_wall_clock(self):
        """On the day the clocks change the morning still begins at half past eight."""
        zone = pytz.timezone("Europe/Berlin")
        spans = lay_out([(1, 8.5, 12)], zone, date(2026, 3, 28), 2)
        self.assertEqual([span[1].hour for span in spans], [7, 6])

    def test_windows_are_in_order(self):
        spans = lay_out([(2, 13, 17), (1, 8, 12)], pytz.utc, date(2026, 3, 9), 2)
        self.assertEqual([span[0] for span in spans], [1, 2, 1, 2])

    def test_the_best_come_first_and_not_too_many(self):
        span = (1, DAY, DAY + 4 * HOUR)
        free = [(DAY, DAY + 4 * HOUR)]
        people = {7: free, 8: [], 9: free, 3: free}
        offers = find_offers([span], people, HOUR, DAY, each=2)
        self.assertEqual([offer.person for offer in offers], [7, 9])

    def test_nobody_comes_before_it_is_possible(self):
        span = (1, DAY, DAY + 4 * HOUR)
        people = {7: [(DAY, DAY + 4 * HOUR)]}
        [offer] = find_offers([span], people, HOUR, DAY + 2 * HOUR)
        self.assertEqual(offer.start, DAY + 2 * HOUR)
        self.assertFalse(find_offers([span], people, HOUR, DAY + 4 * HOUR))

    def test_window_of_a_time(self):
        spans = [(1, DAY, DAY + HOUR), (2, DAY, DAY + 4 * HOUR)]
        self.assertEqual(find_window(spans, DAY, DAY + 2 * HOUR)[0], 2)
        self.assertIsNone(find_window(spans, DAY, DAY + 5 * HOUR))
