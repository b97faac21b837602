import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..race import RaceCase


@tagged("post_install", "-at_install")
class TestFloodRace(RaceCase):
    """Two posts of one person at once."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            site = env["property.site"].browse(self.site_id)
            site.write({"has_own_limits": True, "helpdesk_code_limit": 1})

    def _post(self, env, text):
        row = {"name": text, "site_id": self.site_id, "description": text}
        row |= {"sender": "address:10.9.8.7", "channel_code": "qr"}
        return env["helpdesk.ticket"]._intake([row], [None])

    def test_the_next_waits_for_the_one_before(self):
        with self._transaction() as first, self._transaction() as second:
            self._post(first, "Leak")
            second.cr.execute("SET LOCAL lock_timeout = '50ms'")
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.LockNotAvailable),
            ):
                self._post(second, "Smell")
            second.cr.rollback()

    def test_and_counts_what_it_has_written_meanwhile(self):
        with self._transaction() as first, self._transaction() as second:
            second.cr.execute("SELECT 1")  # from here on it sees nothing new
            self._post(first, "Leak")
            first.cr.commit()
            with self.assertRaisesRegex(UserError, "Please call us about more"):
                self._post(second, "Smell")
            second.cr.rollback()
