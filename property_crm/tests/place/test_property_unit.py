from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from ...tools.sheet_mapping_units import parse_area_source
from ..common import PropertyCommon


class TestPropertyUnit(PropertyCommon):
    def test_code_follows_the_site_pattern(self):
        self.site.code_pattern = "{building}栋{entrance}单元{room}室"
        self.unit.entrance = "2"
        self.assertEqual(self.unit.name, "1栋2单元101室")

    def test_same_place_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["property.unit"].create(
                {"building_id": self.building.id, "room": self.unit.room}
            )

    def test_parking_space_may_bear_the_number_of_a_flat(self):
        parking = self.env["property.unit"].create(
            {
                "building_id": self.building.id,
                "room": self.unit.room,
                "kind": "parking",
            }
        )
        self.assertTrue(parking)

    def test_negative_area_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.unit.area_inner = -1
            self.env.flush_all()

    def test_sheets_may_say_the_source_of_an_area_as_the_screen_does(self):
        field = self.env["property.unit"]._fields["area_source"]
        labels = dict(field._description_selection(self.env(context={})))
        self.assertEqual(labels["survey"], "Land survey")
        for code, label in labels.items():
            self.assertEqual(parse_area_source(label), code)
        # sheets exported before still come in
        self.assertEqual(parse_area_source("Survey"), "survey")

    def test_voting_and_chargeable_area_start_as_gross(self):
        self.unit.area_gross = 90
        self.unit.area_inner = 75
        self.assertEqual(self.unit.area_voting, 90)
        self.assertEqual(self.unit.area_chargeable, 90)
        self.assertEqual(self.unit.area_efficiency, 83.33)
        self.unit.area_voting = 80
        self.assertEqual(self.unit.area_chargeable, 90)

    def test_units_sorted_by_floor_order_not_label(self):
        low, high = self._create_units(2)
        low.write({"floor_label": "B1", "floor_index": -1})
        high.write({"floor_label": "12A", "floor_index": 12})
        units = self.building.unit_ids.search([("building_id", "=", self.building.id)])
        self.assertEqual(units, low + self.unit + high)
