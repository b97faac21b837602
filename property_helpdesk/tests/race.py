from odoo.tools import SQL

from odoo.addons.property_crm.tests import race


class RaceCase(race.RaceCase):
    """Requests of that site go with their log."""

    def _clear(self, env):
        """Remove what was committed, the log with it that nobody else may touch."""
        env.cr.execute("ALTER TABLE property_ticket_event DISABLE TRIGGER USER")
        env.cr.execute(
            SQL("DELETE FROM helpdesk_ticket WHERE site_id = %s", self.site_id)
        )
        env.cr.execute("ALTER TABLE property_ticket_event ENABLE TRIGGER USER")
        return super()._clear(env)
