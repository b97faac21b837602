from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common import PropertyCommon


class TestPropertyUnitGenerate(PropertyCommon):
    def _get_wizard(self, user=None, **values):
        model = self.env["property.unit.generate"].with_user(
            user or self.user_site_manager
        )
        return model.create(
            {
                "building_id": self.building.id,
                "entrance_names": "1, 2",
                "floor_to": 3,
                "units_per_floor": 2,
                **values,
            }
        )

    def test_sections_floors_units(self):
        wizard = self._get_wizard(
            entrance_names="1, 2, 3, 4", floor_to=9, units_per_floor=4, area_gross=89.5
        )
        self.assertEqual(wizard.new_count, 144)
        wizard.action_generate()
        units = self.building.unit_ids - self.unit
        self.assertEqual(len(units), 144)
        self.assertEqual(set(units.mapped("entrance")), {"1", "2", "3", "4"})
        self.assertEqual(set(units.mapped("area_chargeable")), {89.5})
        self.assertIn("1-4-0904", units.mapped("name"))

    def test_what_is_there_stays_and_is_named(self):
        there = self._create_units(1, entrance="1", room="0102", area_gross=70)
        wizard = self._get_wizard()
        self.assertIn("1-0102", wizard.preview)
        self.assertEqual(wizard.new_count, 11)
        wizard.action_generate()
        self.assertEqual(there.area_gross, 70)
        self.assertEqual(len(self.building.unit_ids), 13)

    def test_archived_unit_and_that_of_another_territory_count_as_there(self):
        self._create_units(1, entrance="1", room="0102").active = False
        self.assertEqual(self._get_wizard().new_count, 11)

    def test_parking_space_may_bear_the_number_of_a_flat(self):
        self._create_units(1, entrance="1", room="0102")
        self.assertEqual(self._get_wizard(kind="parking").new_count, 12)

    def test_again_makes_nothing(self):
        self._get_wizard().action_generate()
        with self.assertRaisesRegex(UserError, "exist already"):
            self._get_wizard().action_generate()

    def test_new_building_is_made(self):
        action = self._get_wizard(
            building_id=False, site_id=self.site.id, building_code="7"
        ).action_generate()
        building = self.env["property.building"].browse(action["params"]["building_id"])
        self.assertEqual((building.code, building.unit_count), ("7", 12))

    def test_site_is_that_of_the_building_for_who_has_many(self):
        wizard = self._get_wizard(self.user_company_manager)
        self.assertEqual(wizard.site_id, self.site)

    def test_building_must_be_named(self):
        wizard = self._get_wizard(building_id=False, site_id=self.site.id)
        with self.assertRaisesRegex(UserError, "Choose a building"):
            wizard.action_generate()

    def test_problem_is_said_and_nothing_made(self):
        for values, words in (
            ({"floor_from": 5}, "first lies above"),
            ({"units_per_floor": 0}, "at least one"),
            ({"entrance_names": "1, 1"}, "same name"),
            ({"relabelled": "1=2"}, "same label"),
            ({"floor_to": 200, "units_per_floor": 50}, "5,000"),
        ):
            wizard = self._get_wizard(**values)
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                wizard.action_generate()
        self.assertEqual(self.building.unit_count, 1)

    def test_form_names_entrances_and_previews(self):
        with Form(
            self.env["property.unit.generate"].with_user(self.user_site_manager)
        ) as form:
            self.assertEqual(form.site_id, self.site)
            form.building_id = self.building
            form.entrance_count = 3
            self.assertEqual(form.entrance_names, "1, 2, 3")
            form.entrance_names = "A"
            form.entrance_count = 2
            self.assertEqual(form.entrance_names, "A, B")
            self.assertIn("0901", form.preview)
            form.relabelled = "4=3A, 9"
            self.assertNotIn("0901", form.preview)
            self.assertIn("3A01", form.preview)

    def test_only_site_managers_generate_and_only_in_their_sites(self):
        for user in (self.user_agent, self.user_dispatcher, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._get_wizard(user)
        with self.assertRaises(AccessError):
            self._get_wizard(building_id=self.other_building.id).action_generate()

    def test_same_queries_for_few_and_many(self):
        counts = []
        for code, floors in (("W", 1), ("F", 1), ("M", 25)):
            wizard = self._get_wizard(
                building_id=self._create_building(self.site, code).id, floor_to=floors
            )
            self.env.flush_all()
            before = self.cr.sql_log_count
            wizard._generate()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
