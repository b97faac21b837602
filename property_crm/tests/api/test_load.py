from odoo.tools import mute_logger

from .common import ApiCommon


class TestLoad(ApiCommon):
    """Odoo's own import finds records, and what they refer to, by external key."""

    def _load(self, model, fields, *rows):
        user = self.user_company_manager
        return self.env[model].with_user(user).load(fields, [list(row) for row in rows])

    def test_units_by_external_key(self):
        fields = ["external_key", "building_id", "room", "area_gross"]
        result = self._load(
            "property.unit",
            fields,
            ("S1-B1-101", "S1-B1", "101", "75.5"),
            ("S1-B1-102", "S1-B1", "102", "80"),
        )
        self.assertFalse(result["messages"])
        self.assertEqual(result["ids"][0], self.unit.id)
        self.assertEqual(self.unit.area_gross, 75.5)
        self.assertEqual(len(self.building.unit_ids), 2)

    def test_key_of_another_company_is_another_key(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = self.user_company_manager
        user.company_ids += other
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "external_key": "P1", "company_id": other.id}
        )
        both = (self.env.company | other).ids
        partners = self.env["res.partner"].with_user(user)
        partners = partners.with_context(allowed_company_ids=both)
        result = partners.load(["external_key", "name"], [["P1", "Ours"]])
        self.assertFalse(result["messages"])
        self.assertNotEqual(result["ids"], theirs.ids)
        self.assertEqual(theirs.name, "Theirs")

    def test_each_bad_row_is_named(self):
        with mute_logger("odoo.sql_db"):
            result = self._load(
                "property.unit",
                ["external_key", "building_id", "room", "area_gross"],
                ("A1", "S1-B1", "201", "12"),
                ("A2", "nowhere", "202", "12"),
                ("A3", "S1-B1", "203", "many"),
            )
        self.assertFalse(result["ids"])
        self.assertEqual(
            {message["rows"]["from"] for message in result["messages"]}, {1, 2}
        )

    def test_people_and_shares(self):
        self.assertTrue(
            self._load(
                "res.partner", ["external_key", "name"], ("P1", "Li"), ("P2", "An")
            )["ids"]
        )
        result = self._load(
            "property.ownership",
            [
                "external_key",
                "unit_id",
                "partner_id",
                "kind",
                "share_numerator",
                "share_denominator",
            ],
            ("O1", "S1-B1-101", "P1", "shares", "1", "3"),
            ("O2", "S1-B1-101", "P2", "shares", "2", "3"),
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.unit.ownership_ids.mapped("share_numerator"), [1, 2])
