from contextlib import contextmanager

from odoo import api, sql_db
from odoo.orm.utils import SUPERUSER_ID
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name


class RaceCase(BaseCase):
    """Several transactions at once on committed data, of a site that goes again."""

    def setUp(self):
        super().setUp()
        self.db = sql_db.db_connect(get_db_name())
        with self._transaction() as env:
            site = env["property.site"].create({"name": "Race", "code": "RACE"})
            self.site_id = site.id
        self.addCleanup(self._remove)

    @contextmanager
    def _transaction(self):
        with self.db.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _remove(self):
        with self._transaction() as env:
            self._clear(env)

    def _clear(self, env):
        """Remove what was committed."""
        env["property.site"].browse(self.site_id).unlink()
