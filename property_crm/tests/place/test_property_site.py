from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ..common import PropertyCommon


class TestPropertySite(PropertyCommon):
    def test_new_site_has_its_territory(self):
        territory = self.site.territory_id
        self.assertEqual((territory.kind, territory.site_id), ("site", self.site))

    def test_code_unique_in_company(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_site("Again", "LS")

    def test_pattern_follows_kind_until_changed(self):
        self.site.kind = "office"
        self.assertEqual(self.site.code_pattern, "{building}-{room}")
        self.site.code_pattern = "{building}栋{room}室"
        self.site.kind = "residential"
        self.assertEqual(self.site.code_pattern, "{building}栋{room}室")

    def test_pattern_refused_with_the_reason(self):
        for pattern, words in (
            ("{wing}-{room}", "{wing} is not known"),
            ("{building}", "{room} is missing"),
            ("{building-{room}", "brace"),
        ):
            with self.subTest(pattern), self.assertRaisesRegex(ValidationError, words):
                self.site.code_pattern = pattern

    def test_pattern_change_renames_units(self):
        self.site.code_pattern = "{building}号{room}室"
        self.assertEqual(self.unit.name, "1号101室")

    def test_counts_cost_the_same_for_many(self):
        few, many = (
            self.env["property.site"].create(
                [{"name": f"S{size}-{n}", "code": f"{size}-{n}"} for n in range(size)]
            )
            for size in (2, 50)
        )
        self.env.flush_all()
        for sites in (few, many):
            sites.invalidate_recordset()
            with self.subTest(size=len(sites)), self.assertQueryCount(3):
                sites.mapped("unit_count")
                sites.mapped("building_count")
