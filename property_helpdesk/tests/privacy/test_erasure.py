from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.property_crm.models.privacy.personal_data_erase import TEXT_COLUMNS

from ..common import HelpdeskCommon

NAME = "Zhuge Liangming"
EMAIL = "zhuge.liangming@erase.example"


class TestTicketErasure(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.resident.write({"name": NAME, "email": EMAIL})
        cls.ticket = cls._create_tickets(
            name=f"Leak at {NAME}", description=f"<p>Call {NAME}, {EMAIL}</p>"
        )
        cls.ticket.partner_id = cls.neighbour
        cls.ticket.partner_id = cls.resident
        cls.resident.occupancy_ids.sudo().date_to = "2021-01-01"
        cls.env.flush_all()

    def _find_traces(self):
        self.env.flush_all()
        return [
            f"{table}.{column}"
            for table, column, _kind in self.env.execute_query(SQL(TEXT_COLUMNS))
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s WHERE %s::text ILIKE '%%zhuge%%' LIMIT 1",
                    SQL.identifier(table),
                    SQL.identifier(column),
                )
            )
        ]

    def test_open_requests_first_then_nothing_is_left(self):
        person = self.resident.with_user(self.user_company_manager)
        with self.assertRaisesRegex(UserError, self.ticket.number):
            person._erase()
        self.ticket.write(
            {"solution": f"New seal for {NAME}", "stage_id": self.stage_done.id}
        )
        self.env.flush_all()
        self.assertIn("property_ticket_event.old_value", self._find_traces())
        person._erase()
        self.assertEqual(self._find_traces(), [])
        self.assertEqual(self.ticket.partner_id, self.resident)
        with self.assertRaises(UserError):
            self.ticket.event_ids[:1].reason = "The log is guarded again"

    def test_requests_are_in_the_copy(self):
        Data = self.env["property.personal.data"]
        kinds = [kind for kind, _rows in Data._collect(self.resident, True)]
        self.assertIn("Helpdesk Ticket", kinds)
