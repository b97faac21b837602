from odoo.exceptions import AccessError

from ..common import PropertyCommon


class TestPropertyBuildingMap(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Li Wei"})

    def _occupy(self, unit, role="tenant", **values):
        return self.env["property.occupancy"].create(
            {"unit_id": unit.id, "partner_id": self.person.id, "role": role, **values}
        )

    def _own(self, unit, **values):
        return self.env["property.ownership"].create(
            {"unit_id": unit.id, "partner_id": self.person.id, **values}
        )

    def _get_unit(self, user=None):
        building = self.building.with_user(user or self.user_agent)
        data = building.get_map_data()
        return next(unit for unit in data["units"] if unit["id"] == self.unit.id)

    def test_unit_is_drawn_where_it_lies(self):
        self.unit.write({"entrance": "2", "floor_label": "3A", "floor_index": 4})
        unit = self._get_unit()
        self.assertEqual(unit["name"], "1-2-101")
        self.assertEqual(
            (unit["entrance"], unit["floor_label"], unit["floor_index"]), ("2", "3A", 4)
        )
        self.assertEqual((unit["state"], unit["people"]), ("vacant", []))

    def test_occupied_by_who_lives_there_today(self):
        self._occupy(self.unit)
        self._own(self.unit)
        unit = self._get_unit()
        self.assertEqual((unit["state"], unit["people"]), ("occupied", ["Li Wei"]))

    def test_visitor_and_absent_owner_do_not_live_there(self):
        self._occupy(self.unit, "visitor")
        self._own(self.unit)
        unit = self._get_unit()
        self.assertEqual((unit["state"], unit["people"]), ("vacant", ["Li Wei"]))

    def test_people_of_other_buildings_are_left_alone(self):
        other = self._create_units(1, building=self._create_building(self.site, "2"))
        self._occupy(other)
        people, lived_in, uses = self.building._get_map_residents(self.unit)
        self.assertEqual((dict(people), lived_in, uses), ({}, set(), {}))

    def test_let_or_used_by_the_owner(self):
        cases = (
            ("tenant", "let"),
            ("owner_occupier", "owned"),  # though there is a lodger
            ("family", "owned"),
        )
        self.assertEqual(self._get_unit()["use"], "")
        for role, use in cases:
            self._occupy(self.unit, role)
            self.assertEqual(self._get_unit()["use"], use)
        other = self._create_units(1)
        self._occupy(other, "family")
        data = self.building.with_user(self.user_agent).get_map_data()
        states = {unit["id"]: (unit["state"], unit["use"]) for unit in data["units"]}
        self.assertEqual(states[other.id], ("occupied", ""))

    def test_as_of_another_day(self):
        self._occupy(self.unit, date_from="2020-01-01", date_to="2020-12-31")
        uses = [
            self.building.with_context(map_day=day).get_map_data()["units"][0]["use"]
            for day in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
        ]
        self.assertEqual(uses, ["", "let", "let", ""])

    def test_past_people_are_not_shown(self):
        self._occupy(self.unit, date_from="2020-01-01", date_to="2020-12-31")
        unit = self._get_unit()
        self.assertEqual((unit["state"], unit["people"]), ("vacant", []))

    def test_undelivered_while_the_developer_has_it(self):
        self.site.developer_id = self.env["res.partner"].create({"name": "Builder"})
        self.assertEqual(self._get_unit()["state"], "undelivered")
        self.unit.date_delivered = "2020-01-01"
        self.assertEqual(self._get_unit()["state"], "vacant")
        self.unit.date_delivered = "2999-01-01"
        self.assertEqual(self._get_unit()["state"], "undelivered")

    def test_stranger_is_refused(self):
        with self.assertRaises(AccessError):
            self.building.with_user(self.user_stranger).get_map_data()

    def test_staff_of_an_entrance_see_its_units_only(self):
        second = self._create_units(1, entrance="2")
        entrance = self.env["property.territory"].create(
            {
                "name": "Entrance 2",
                "kind": "entrance",
                "site_id": self.site.id,
                "building_id": self.building.id,
                "entrance": "2",
            }
        )
        self.user_agent.territory_staff_ids.territory_id = entrance
        data = self.building.with_user(self.user_agent).get_map_data()
        self.assertEqual([unit["id"] for unit in data["units"]], second.ids)

    def test_auditor_sees_the_map(self):
        self._occupy(self.unit)
        self.assertEqual(self._get_unit(self.user_auditor)["state"], "occupied")

    def test_same_queries_for_many_units(self):
        units = self._create_units(52)
        buildings = []
        for number, some in enumerate((units[:2], units[2:])):
            building = self._create_building(self.site, f"M{number}")
            some.building_id = building
            for unit in some:
                self._occupy(unit)
                self._own(unit)
            buildings.append(building)
        self.env.flush_all()
        counts = []
        for building in (buildings[0], *buildings):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            building.with_user(self.user_agent).get_map_data()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
