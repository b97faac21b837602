import doctest
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ...tools import handover
from ...tools.handover import wait_minutes

START = datetime(2026, 3, 9, 10)


def at(minute):
    return START + timedelta(minutes=minute)


@tagged("post_install", "-at_install")
class TestHandover(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(handover).failed)

    def test_waits_are_added(self):
        offered = [(at(0), "handover"), (at(10), "handover_ended")]
        free = [(at(20), "unassigned"), (at(25), "assigned")]
        twice = [(at(0), "handover"), (at(5), "handover"), (at(10), "reassigned")]
        for steps, expected in (
            ([], 0),
            ([(at(0), "assigned")], 0),
            (offered, 10),
            ([*offered, *free], 15),
            (twice, 10),
            ([(at(0), "unassigned")], 60),
            ([(at(0), "unassigned"), (at(30), "closed")], 30),
        ):
            with self.subTest(steps=steps):
                self.assertEqual(wait_minutes(steps, at(60)), expected)
