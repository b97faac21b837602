from contextlib import contextmanager

import psycopg2

from odoo import api, sql_db
from odoo.exceptions import UserError
from odoo.orm.utils import SUPERUSER_ID
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger


@tagged("post_install", "-at_install")
class TestFloodRace(BaseCase):
    """Two posts of one person at once, in transactions of their own."""

    def setUp(self):
        super().setUp()
        self.db = sql_db.db_connect(get_db_name())
        with self._transaction() as env:
            site = env["property.site"].create({"name": "Race", "code": "FLOOD"})
            site.write({"has_own_limits": True, "helpdesk_code_limit": 1})
            self.site_id = site.id
        self.addCleanup(self._remove)

    @contextmanager
    def _transaction(self):
        with self.db.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _remove(self):
        with self._transaction() as env:
            env.cr.execute("ALTER TABLE property_ticket_event DISABLE TRIGGER USER")
            env.cr.execute(
                SQL("DELETE FROM helpdesk_ticket WHERE site_id = %s", self.site_id)
            )
            env.cr.execute("ALTER TABLE property_ticket_event ENABLE TRIGGER USER")
            env["property.site"].browse(self.site_id).unlink()

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
