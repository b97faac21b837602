import base64
import doctest

from ...tools import sheet_mapping_tickets
from ..common import HelpdeskCommon

SHEET = """\
Address,Unit Name,Unit Type,Is resident ticket,Phone,Full Name,Details,Ticket number,\
Date of creation
"Mira street, 5",1,Flat,yes,+79877899888,John Smith,Leak in the kitchen,37,2022-08-20
"Mira street, 5",2,Parking,no,+79877892888,Jane Roe,Gate is stuck,37,2022-08-21
"Mira street, 5",3,Flat,perhaps,+79877892889,Jim Poe,No light,38,2022-08-21
"""


class TestSheetImport(HelpdeskCommon):
    def _load(self):
        importer = self.env["property.sheet.import"].with_user(
            self.user_company_manager
        )
        content = base64.b64encode(SHEET.encode())
        return importer.import_file("tickets.csv", content)

    def test_examples(self):
        self.assertFalse(doctest.testmod(sheet_mapping_tickets).failed)

    def test_requests_of_open_condo(self):
        answer = self._load()
        self.assertEqual(answer["kind"], "condo_ticket")
        self.assertEqual(
            [row["status"] for row in answer["rows"]], ["created", "created", "error"]
        )
        self.assertEqual(answer["rows"][2]["errors"][0]["column"], "Is resident ticket")
        tickets = self.Ticket.search(
            [("unit_id.building_id.street", "=", "Mira street, 5")]
        )
        leak, gate = tickets.sorted("reported_at")
        self.assertEqual(leak.name, "Leak in the kitchen")
        self.assertEqual(str(leak.reported_at), "2022-08-20 00:00:00")
        self.assertEqual(leak.partner_id.name, "John Smith")
        self.assertEqual(leak.unit_id.occupancy_ids.partner_id, leak.partner_id)
        self.assertEqual((gate.unit_id.kind, gate.unit_id.room), ("parking", "2"))
        self.assertFalse(gate.unit_id.occupancy_ids)

    def test_second_load_makes_no_second_request(self):
        self._load()
        self.assertEqual(self._load()["counts"]["created"], 0)
