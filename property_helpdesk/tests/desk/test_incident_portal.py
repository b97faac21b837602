from odoo.tests import HttpCase

from ..common import HelpdeskCommon

TEXT = "No water until 16:00."


class TestIncidentPortal(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_portal("tenant", cls.resident)
        cls._create_portal("neighbour", cls.neighbour)
        cls.incident = cls.env["property.incident"].create(
            {
                "name": "Water",
                "site_id": cls.site.id,
                "building_id": cls.building.id,
                "staff_text": "Secret pump",
                "resident_text": TEXT,
            }
        )

    def test_residents_of_the_place_read_it(self):
        ticket = self._create_tickets()
        ticket.incident_id = self.incident
        self.authenticate("tenant", "tenant")
        for url in ("/my/tickets", "/my/report", f"/my/ticket/{ticket.id}"):
            page = self.url_open(url).text
            with self.subTest(url=url):
                self.assertIn(TEXT, page)
                self.assertNotIn("Secret pump", page)
        for values in ({"state": "resolved"}, {"state": "open", "entrance": "9"}):
            self.incident.write(values)
            with self.subTest(values=values):
                self.assertNotIn(TEXT, self.url_open("/my/tickets").text)

    def test_residents_elsewhere_do_not(self):
        self.authenticate("neighbour", "neighbour")
        for url in ("/my/tickets", "/my/report"):
            with self.subTest(url=url):
                self.assertNotIn(TEXT, self.url_open(url).text)
