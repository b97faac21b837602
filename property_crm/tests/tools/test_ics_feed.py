import doctest

from odoo.tests import BaseCase, tagged

from ...tools import ics_feed


@tagged("post_install", "-at_install")
class TestIcsFeed(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(ics_feed).failed)
