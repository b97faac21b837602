import json

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import PropertyCommon


class TestClient(HttpCase, PropertyCommon):
    def test_from_the_generator_to_a_unit_on_the_map(self):
        self.user_site_manager.password = "property_site_manager"
        self.unit.unlink()
        self.start_tour(
            f"/odoo/building-map/{self.building.id}",
            "property_crm_building_map",
            login="property_site_manager",
        )
        units = self.building.unit_ids
        self.assertEqual(len(units), 24)

    def test_templates_can_be_fetched(self):
        for path in (
            "xlsx/property_units.xlsx",
            "xlsx/property_unit_import.xlsx",
            "csv/property_units_zh.csv",
        ):
            with self.subTest(path):
                answer = self.url_open(f"/property_crm/static/{path}")
                self.assertEqual(answer.status_code, 200)

    def test_map_over_http_says_no_to_strangers(self):
        self.authenticate("stranger", "stranger")
        with mute_logger("odoo.http"):
            answer = self._call_map()
        self.assertIn("AccessError", answer.json()["error"]["data"]["name"])

    def _call_map(self):
        return self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps(
                {
                    "params": {
                        "model": "property.building",
                        "method": "get_map_data",
                        "args": [[self.building.id]],
                        "kwargs": {},
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        )
