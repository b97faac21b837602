import doctest

from odoo.tests import BaseCase

from ...tools import rate_limit, sms, survey_token
from ...tools.rate_limit import RateLimit


class TestInviteRules(BaseCase):
    def test_documentation(self):
        for module in (rate_limit, sms, survey_token):
            self.assertFalse(doctest.testmod(module).failed)

    def test_limit_keeps_no_address(self):
        limit = RateLimit(1, 60)
        limit.allows("192.0.2.7")
        self.assertNotIn("192.0.2.7", repr(vars(limit)))
        other = RateLimit(1, 60)
        other.allows("192.0.2.7")
        self.assertFalse(limit.seen.keys() & other.seen.keys())

    def test_limit_forgets(self):
        clock = iter(range(0, 1000, 61)).__next__
        limit = RateLimit(1, 60, clock)
        self.assertTrue(limit.allows("a") and limit.allows("b"))
        self.assertEqual(len(limit.seen), 1)
