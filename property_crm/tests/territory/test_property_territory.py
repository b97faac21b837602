from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import PropertyCommon


class TestPropertyTerritory(PropertyCommon):
    def _create_territory(self, kind, **values):
        return self.env["property.territory"].create(
            {"name": kind, "kind": kind, "site_id": self.site.id, **values}
        )

    def test_most_specific_territory_wins(self):
        self.assertEqual(self.unit.territory_id, self.site.territory_id)
        building = self._create_territory("building", building_id=self.building.id)
        self.assertEqual(self.unit.territory_id, building)
        floors = self._create_territory(
            "floors", building_id=self.building.id, floor_from=1, floor_to=3
        )
        self.assertEqual(self.unit.territory_id, floors)
        floors.floor_from = 2
        self.assertEqual(self.unit.territory_id, building)

    def test_listed_units_beat_everything(self):
        listed = self._create_territory("units", unit_ids=self.unit.ids)
        self._create_territory("building", building_id=self.building.id)
        self.assertEqual(self.unit.territory_id, listed)

    def test_archived_territory_counts_no_more(self):
        building = self._create_territory("building", building_id=self.building.id)
        building.active = False
        self.assertEqual(self.unit.territory_id, self.site.territory_id)

    def test_archived_territory_lets_go_of_its_building(self):
        part = self.env["property.common.part"].create(
            {
                "name": "Lift",
                "site_id": self.site.id,
                "building_id": self.building.id,
            }
        )
        building = self._create_territory("building", building_id=self.building.id)
        for place in (self.building, part):
            self.assertEqual(place.territory_id, building)
        building.active = False
        for place in (self.building, part):
            self.assertEqual(place.territory_id, self.site.territory_id)

    def test_places_of_another_site_refused(self):
        for values in (
            {"kind": "building", "building_id": self.other_building.id},
            {"kind": "units", "unit_ids": self.other_unit.ids},
        ):
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, "only places of Lakeside"),
            ):
                self._create_territory(**values)

    def test_deleted_territory_gives_its_units_back(self):
        self._create_territory("building", building_id=self.building.id).unlink()
        self.assertEqual(self.unit.territory_id, self.site.territory_id)

    def test_parent_is_the_territory_around(self):
        building = self._create_territory("building", building_id=self.building.id)
        entrance = self._create_territory(
            "entrance", building_id=self.building.id, entrance="2"
        )
        self.assertEqual(building.parent_id, self.site.territory_id)
        self.assertEqual(entrance.parent_id, building)

    def test_parent_follows_a_territory_drawn_later(self):
        entrance = self._create_territory(
            "entrance", building_id=self.building.id, entrance="2"
        )
        building = self._create_territory("building", building_id=self.building.id)
        self.assertEqual(entrance.parent_id, building)
        building.active = False
        self.assertEqual(entrance.parent_id, self.site.territory_id)

    def test_parent_of_another_site_refused(self):
        with self.assertRaisesRegex(ValidationError, "another site"):
            self.site.territory_id.parent_id = self.other_site.territory_id

    def test_kind_needs_its_limits(self):
        for kind in ("building", "entrance", "floors"):
            with (
                self.subTest(kind),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._create_territory(kind)

    def test_one_primary_per_role_and_day(self):
        territory = self.site.territory_id
        self._enrol(
            self.user_agent,
            territory,
            role="steward",
            is_primary=True,
            date_to="2020-06-30",
        )
        self._enrol(
            self.user_dispatcher,
            territory,
            role="steward",
            is_primary=True,
            date_from="2020-07-01",
        )
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._enrol(
                self.user_site_manager,
                territory,
                role="steward",
                is_primary=True,
                date_from="2020-06-30",
                date_to="2020-06-30",
            )

    @freeze_time("2026-03-02")
    def test_membership_follows_its_dates(self):
        self.user_stranger.territory_staff_ids.date_to = date(2026, 3, 2)
        self.assertTrue(self.user_stranger._get_territory_ids())
        with freeze_time("2026-03-03"):
            self.assertFalse(self.user_stranger._get_territory_ids())

    def test_district_staff_work_in_all_its_sites(self):
        district = self.env["property.territory"].create(
            {"name": "North", "kind": "district"}
        )
        self.site.territory_id.parent_id = district
        self._enrol(self.user_stranger, district)
        self.assertEqual(
            self.user_stranger._get_site_ids(), {self.site.id, self.other_site.id}
        )

    def test_the_only_site_of_who_works_in_one(self):
        self.assertEqual(self.user_agent._get_only_site(), self.site)
        self._enrol(self.user_agent, self.other_site.territory_id)
        self.assertFalse(self.user_agent._get_only_site())
        # who sees all has no own one, even where there is only one
        self.assertFalse(self.user_company_manager._get_only_site())
