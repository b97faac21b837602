import doctest
from datetime import datetime

from odoo.tests import BaseCase, tagged

from ...tools import pursuit
from ...tools.pursuit import Lead, get_since, is_reached

at = datetime.fromisoformat
NOW = at("2026-03-02 12:00")


def wall(start, end):
    return (end - start).total_seconds() // 60


@tagged("post_install", "-at_install")
class TestPursuit(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(pursuit).failed)

    def test_contacted_is_not_waiting_for_contact(self):
        due = at("2026-03-02 09:00")
        waiting = Lead(due, contact_due=due)
        self.assertEqual(get_since("contact", waiting, NOW), due)
        done = Lead(due, contact_due=due, contacted=due)
        self.assertIsNone(get_since("contact", done, NOW))

    def test_silent_since_the_last_action_or_the_beginning(self):
        start, later = at("2026-03-02 09:00"), at("2026-03-02 11:00")
        self.assertEqual(get_since("silence", Lead(start), NOW), start)
        lead = Lead(start, last_action=later)
        self.assertEqual(get_since("silence", lead, NOW), later)

    def test_reached_at_its_minute_and_not_before(self):
        lead = Lead(NOW, next_due=at("2026-03-02 11:00"))
        self.assertTrue(is_reached("overdue", lead, NOW, 60, wall))
        self.assertFalse(is_reached("overdue", lead, NOW, 61, wall))
