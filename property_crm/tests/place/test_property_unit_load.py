from ..common import PropertyCommon


class TestPropertyUnitLoad(PropertyCommon):
    """Odoo's own import, as the list views offer it."""

    def _load(self, model, fields, *rows):
        result = (
            self.env[model]
            .with_user(self.user_site_manager)
            .load(fields, [list(row) for row in rows])
        )
        self.assertFalse(result["messages"])
        return self.env[model].browse(result["ids"])

    def test_units_by_the_external_key_of_the_building(self):
        self.building.external_key = "erp-1"
        units = self._load(
            "property.unit",
            ["external_key", "building_id", "kind", "entrance", "room", "area_gross"],
            ("u1", "erp-1", "Dwelling", "1", "0301", "89.5"),
            ("u2", "erp-1", "Parking space", "1", "0301", "12"),
        )
        self.assertEqual(units.mapped("kind"), ["dwelling", "parking"])
        self.assertEqual(units.building_id, self.building)

    def test_units_by_the_name_of_the_building(self):
        self.building.name = "North tower"
        unit = self._load(
            "property.unit", ["building_id", "room"], ("North tower", "0302")
        )
        self.assertEqual(unit.building_id, self.building)

    def test_buildings_by_the_name_of_the_site(self):
        building = self._load(
            "property.building", ["site_id", "code"], ("Lakeside", "77")
        )
        self.assertEqual((building.site_id, building.name), (self.site, "77"))

    def test_shares_of_owners(self):
        self.unit.external_key = "u1"
        people = self.env["res.partner"].create([{"name": "Ann A"}, {"name": "Bob B"}])
        owners = self._load(
            "property.ownership",
            ["unit_id", "partner_id/.id", "share_numerator", "share_denominator"],
            ("u1", str(people[0].id), "1", "3"),
            ("u1", str(people[1].id), "2", "3"),
        )
        self.assertEqual(owners.mapped("share_text"), ["1/3", "2/3"])

    def test_template_is_offered(self):
        templates = self.env["property.unit"].get_import_templates()
        self.assertTrue(templates[0]["template"].endswith("property_unit_import.xlsx"))
