from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time

from ..common import PropertyCommon


@freeze_time("2026-03-02")
class TestPropertyTerritoryViews(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.territory = cls.site.territory_id
        cls.entrance = cls.env["property.territory"].create(
            {
                "name": "Entrance 1",
                "kind": "entrance",
                "site_id": cls.site.id,
                "building_id": cls.building.id,
                "entrance": "1",
            }
        )

    def _create_territories(self, count):
        return self.env["property.territory"].create(
            [
                {
                    "name": f"Floor {number}",
                    "kind": "floors",
                    "site_id": self.site.id,
                    "building_id": self.building.id,
                    "floor_from": number,
                    "floor_to": number,
                    "staff_ids": [
                        (
                            0,
                            0,
                            {"user_id": self.user_agent.id, "date_from": "2020-01-01"},
                        )
                    ],
                }
                for number in range(count)
            ]
        )

    def test_staff_of_today_with_those_of_the_territories_around(self):
        self.territory.staff_ids.unlink()
        self._enrol(self.user_agent, self.territory, role="steward")
        self._enrol(self.user_dispatcher, self.entrance, role="technician")
        self._enrol(self.user_auditor, self.entrance, date_to="2026-03-01")
        self.assertEqual(
            self.entrance.working_staff_ids.user_id,
            self.user_dispatcher + self.user_agent,
        )
        self.assertEqual(self.territory.working_staff_ids.user_id, self.user_agent)
        self.assertEqual(
            self.entrance.working_summary,
            f"House steward: {self.user_agent.name} · "
            f"Technician: {self.user_dispatcher.name}",
        )

    def test_nobody_works_in_a_territory_without_staff(self):
        self.territory.staff_ids.unlink()
        self.assertFalse(self.entrance.working_staff_ids)
        self.assertFalse(self.entrance.working_summary)

    def test_name_is_indented_below_what_it_is_part_of(self):
        self.assertEqual(self.territory.tree_name, "Lakeside")
        self.assertEqual(self.entrance.tree_name, "\u2003Entrance 1")

    def test_lists_cost_the_same_for_many(self):
        territories = self._create_territories(52)
        for view in ("list", "kanban"):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_crm.property_territory_view_{view}",
                    territories[:2],
                    territories[2:],
                    self.user_company_manager,
                )
        self.assertSameQueries(
            "property_crm.property_territory_staff_view_list",
            territories[:2].staff_ids,
            territories[2:].staff_ids,
            self.user_company_manager,
        )

    def test_form_costs_the_same_for_many(self):
        few, many = self._create_territories(2)
        for territory, count in ((few, 2), (many, 50)):
            for _number in range(count):
                self._enrol(self.user_dispatcher, territory)
        self.assertSameQueries(
            "property_crm.property_territory_view_form",
            few,
            many,
            self.user_company_manager,
        )

    def test_site_manager_adds_staff_on_the_form(self):
        territory = self.territory.with_user(self.user_site_manager)
        with Form(territory) as form, form.staff_ids.new() as line:
            line.user_id = self.user_auditor
            line.role = "security"
        line = territory.staff_ids.filtered(lambda staff: staff.role == "security")
        self.assertEqual(
            (line.user_id, str(line.date_from)), (self.user_auditor, "2026-03-02")
        )

    def test_form_asks_for_what_the_kind_needs(self):
        with Form(
            self.env["property.territory"].with_user(self.user_site_manager)
        ) as form:
            form.name = "Upper floors"
            form.kind = "floors"
            form.site_id = self.site.with_user(self.user_site_manager)
            form.building_id = self.building.with_user(self.user_site_manager)
            form.floor_from, form.floor_to = 5, 9
        self.assertEqual(form.record.parent_id, self.territory)

    def test_site_manager_draws_only_inside_his_own(self):
        territories = self.env["property.territory"].with_user(self.user_site_manager)
        for values in (
            {"kind": "district"},
            {
                "kind": "building",
                "site_id": self.other_site.id,
                "building_id": self.other_building.id,
            },
        ):
            with self.subTest(values["kind"]), self.assertRaises(AccessError):
                territories.create({"name": "Mine", **values})

    def test_company_manager_draws_districts(self):
        district = (
            self.env["property.territory"]
            .with_user(self.user_company_manager)
            .create({"name": "North", "kind": "district"})
        )
        self.assertTrue(district)

    def test_search_by_name_of_staff(self):
        territories = self._create_territories(1)
        found = self.env["property.territory"].search(
            [("staff_ids.user_id", "ilike", self.user_agent.name)]
        )
        self.assertIn(territories, found)
