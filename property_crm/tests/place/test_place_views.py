from lxml import etree

from odoo.tests import Form

from ..common import PropertyCommon


class TestPlaceViews(PropertyCommon):
    """Lists and forms cost the same queries however much is in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["property.occupancy"].create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": cls.env["res.partner"].create({"name": "P"}).id,
                    "role": "tenant",
                }
                for unit in cls._create_units(60)
            ]
        )

    def _create_sites(self, count):
        return self.env["property.site"].create(
            [{"name": f"{count}-{n}", "code": f"{count}-{n}"} for n in range(count)]
        )

    def _create_parts(self, count, **values):
        return self.env["property.common.part"].create(
            [
                {"name": f"Lift {n}", "site_id": self.site.id, **values}
                for n in range(count)
            ]
        )

    def test_units(self):
        units = self.building.unit_ids
        for view in ("list", "kanban"):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_crm.property_unit_view_{view}",
                    units[:2],
                    units[2:52],
                    self.user_agent,
                )

    def test_unit_form(self):
        few, many = self.building.unit_ids[:2]
        for unit, count in ((few, 2), (many, 50)):
            people = self.env["res.partner"].create(
                [{"name": f"P{count}-{n}"} for n in range(count)]
            )
            self.env["property.occupancy"].create(
                [
                    {"unit_id": unit.id, "partner_id": person.id, "role": "family"}
                    for person in people
                ]
            )
        self.assertSameQueries(
            "property_crm.property_unit_view_form", few, many, self.user_agent
        )

    def test_sites(self):
        few, many = self._create_sites(2), self._create_sites(50)
        for view in ("list", "kanban"):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_crm.property_site_view_{view}",
                    few,
                    many,
                    self.user_auditor,
                )

    def test_site_form(self):
        few, many = self._create_sites(2)
        for site, count in ((few, 2), (many, 50)):
            for number in range(count):
                self._create_building(site, str(number))
        self.assertSameQueries(
            "property_crm.property_site_view_form", few, many, self.user_auditor
        )

    def test_buildings(self):
        buildings = self.env["property.building"].create(
            [{"site_id": self.site.id, "code": f"B{n}"} for n in range(52)]
        )
        for view in ("list", "kanban"):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_crm.property_building_view_{view}",
                    buildings[:2],
                    buildings[2:],
                    self.user_agent,
                )

    def test_building_form(self):
        few, many = (self._create_building(self.site, code) for code in "XY")
        self._create_parts(2, building_id=few.id)
        self._create_parts(50, building_id=many.id)
        self.assertSameQueries(
            "property_crm.property_building_view_form", few, many, self.user_agent
        )

    def test_common_parts(self):
        parts = self._create_parts(52, building_id=self.building.id)
        self.assertSameQueries(
            "property_crm.property_common_part_view_list",
            parts[:2],
            parts[2:],
            self.user_agent,
        )

    def test_buttons_offered_to_those_who_may(self):
        for user, is_offered in (
            (self.user_agent, False),
            (self.user_site_manager, True),
        ):
            view = (
                self.env["property.building"].with_user(user).get_view(view_type="form")
            )
            buttons = etree.fromstring(view["arch"]).xpath(
                "//button[@name='action_generate_units']"
            )
            with self.subTest(user.login):
                self.assertEqual(bool(buttons), is_offered)

    def test_site_manager_adds_a_unit_by_the_form(self):
        with Form(self.env["property.unit"].with_user(self.user_site_manager)) as form:
            form.building_id = self.building
            form.room = "999"
        self.assertEqual(form.record.name, "1-999")

    def test_actions_of_site_and_building_open_what_they_say(self):
        site, building = (
            record.with_user(self.user_site_manager)
            for record in (self.site, self.building)
        )
        self._create_parts(3, building_id=building.id)
        for action, model, count in (
            (site.action_view_units(), "property.unit", 61),
            (site.action_view_buildings(), "property.building", 1),
            (site.action_view_common_parts(), "property.common.part", 3),
            (site.action_view_territories(), "property.territory", 1),
            (building.action_view_units(), "property.unit", 61),
            (building.action_view_common_parts(), "property.common.part", 3),
        ):
            with self.subTest(action["name"]):
                self.assertEqual(action["res_model"], model)
                self.assertEqual(self.env[model].search_count(action["domain"]), count)

    def test_undelivered_counted_until_delivery(self):
        self.assertEqual(self.site.undelivered_count, 0)
        self.site.developer_id = self.env["res.partner"].create({"name": "Builder"})
        self.unit.date_delivered = "2020-01-01"
        self.env.invalidate_all()
        self.assertEqual(self.site.undelivered_count, 60)
        self.assertEqual(self.building.undelivered_count, 60)
