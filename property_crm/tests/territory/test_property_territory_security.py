from odoo import Command
from odoo.exceptions import AccessError

from ..common import PropertyCommon

PLACES = ("property.site", "property.building", "property.unit", "property.territory")


class TestPropertyTerritorySecurity(PropertyCommon):
    def _visible(self, model, user):
        return self.env[model].with_user(user).search([]).sudo()

    def test_stranger_sees_nothing_of_the_site(self):
        for model in PLACES:
            records = self._visible(model, self.user_stranger)
            site = records if model == "property.site" else records.site_id
            with self.subTest(model):
                self.assertEqual(site, self.other_site)

    def test_stranger_cannot_read_by_id(self):
        for record in (self.site, self.building, self.unit, self.site.territory_id):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.user_stranger).read(["display_name"])

    def test_staff_see_their_site_only(self):
        for role in ("agent", "dispatcher", "site_manager", "integration"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role):
                self.assertEqual(self._visible("property.site", user), self.site)
                self.assertEqual(self._visible("property.unit", user), self.unit)

    def test_company_manager_and_auditor_see_all_sites(self):
        for user in (self.user_company_manager, self.user_auditor):
            with self.subTest(user.login):
                self.assertLessEqual(
                    self.site + self.other_site, self._visible("property.site", user)
                )

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
        self.assertEqual(self._visible("property.unit", self.user_agent), second)
        self.assertEqual(self._visible("property.site", self.user_agent), self.site)

    def test_nobody_widens_his_own_territory(self):
        second = self._create_units(1, entrance="2")
        manager = self.user_site_manager
        entrance = self.env["property.territory"].create(
            {
                "name": "Entrance 2",
                "kind": "entrance",
                "site_id": self.site.id,
                "building_id": self.building.id,
                "entrance": "2",
            }
        )
        manager.territory_staff_ids.territory_id = entrance
        for vals in (
            {"kind": "site", "building_id": False},
            {"kind": "building"},
            {"kind": "units", "unit_ids": [Command.set(self.unit.ids)]},
            {"entrance": "1"},
            {"parent_id": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                entrance.with_user(manager).write(vals)
        self.assertEqual(self._visible("property.unit", manager), second)
        entrance.with_user(manager).name = "Second entrance"

    def test_whoever_works_around_it_draws_it(self):
        entrance = (
            self.env["property.territory"]
            .with_user(self.user_site_manager)
            .create(
                {
                    "name": "Entrance 2",
                    "kind": "entrance",
                    "site_id": self.site.id,
                    "building_id": self.building.id,
                    "entrance": "2",
                }
            )
        )
        entrance.entrance = "3"
        with self.assertRaises(AccessError):
            self.site.territory_id.with_user(self.user_site_manager).kind = "district"

    def test_agent_and_auditor_change_no_place(self):
        for user in (self.user_agent, self.user_dispatcher, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.unit.with_user(user).room = "999"

    def test_site_manager_changes_his_units_only(self):
        self.unit.with_user(self.user_site_manager).room = "999"
        with self.assertRaises(AccessError):
            self.other_unit.with_user(self.user_site_manager).room = "999"

    def test_nobody_but_company_manager_deletes_a_site(self):
        for role in ("agent", "dispatcher", "site_manager", "auditor", "integration"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role), self.assertRaises(AccessError):
                self.site.with_user(user).unlink()

    def test_portal_and_public_see_no_place(self):
        for user in (self.user_portal, self.env.ref("base.public_user")):
            for model in PLACES:
                with self.subTest(user=user.login, model=model):
                    found = self.env[model].with_user(user)
                    self.assertFalse(found.has_access("read") and found.search([]))

    def test_integration_is_enrolled_in_the_site_it_creates(self):
        site = (
            self.env["property.site"]
            .with_user(self.user_integration)
            .create({"name": "New", "code": "NEW"})
        )
        self.assertEqual(site.territory_id.sudo().staff_ids.role, "integration")
        self.assertIn(
            site.sudo(), self._visible("property.site", self.user_integration)
        )
        self.assertNotIn(site.sudo(), self._visible("property.site", self.user_agent))

    def test_rules_cost_the_same_for_many_units(self):
        self._create_units(50)
        units = self.env["property.unit"].with_user(self.user_agent)
        units.search([], limit=1)
        for limit in (2, 50):
            self.env.invalidate_all()
            with self.subTest(limit=limit), self.assertQueryCount(2):
                units.search_fetch([], ["name"], limit=limit)
