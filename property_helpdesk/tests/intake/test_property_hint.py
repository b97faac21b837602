from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, new_test_user

from ..common import HelpdeskCommon


@freeze_time("2026-05-10 04:00:00")
class TestPropertyHint(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Hint = cls.env["property.hint"]
        cls.ticket = cls._create_tickets()
        cls.part = cls.env["property.common.part"].create(
            {"name": "Lift 1", "site_id": cls.site.id, "building_id": cls.building.id}
        )

    def _hint(self, name="Water off", **values):
        return self.Hint.create({"name": name, **values})

    def _names(self, ticket):
        ticket.invalidate_recordset()
        return [note["name"] for note in ticket.hint_notes or []]

    def test_place_and_what_is_around_it(self):
        second = self._create_units(1)
        self._hint("site", site_id=self.site.id)
        self._hint("building", building_id=self.building.id)
        self._hint("unit", unit_id=self.unit.id)
        self._hint("next door", unit_id=second.id)
        self._hint("lift", common_part_id=self.part.id)
        self._hint("elsewhere", site_id=self.other_site.id)
        for values, names in (
            ({}, {"site", "building", "unit"}),
            ({"unit_id": second.id}, {"site", "building", "next door"}),
            (
                {"unit_id": False, "common_part_id": self.part.id},
                {"site", "building", "lift"},
            ),
            (
                {"unit_id": False, "building_id": self.building.id},
                {"site", "building"},
            ),
            ({"unit_id": False, "site_id": self.site.id}, {"site"}),
        ):
            with self.subTest(names=names):
                ticket = self._create_tickets(partner_id=False, **values)
                self.assertEqual(set(self._names(ticket)), names)

    def test_only_while_it_is_valid(self):
        for dates, is_shown in (
            ({}, True),
            ({"date_from": "2026-05-10", "date_to": "2026-05-10"}, True),
            ({"date_from": "2026-05-11"}, False),
            ({"date_to": "2026-05-09"}, False),
            ({"active": False}, False),
        ):
            with self.subTest(dates=dates):
                hint = self._hint(unit_id=self.unit.id, **dates)
                self.assertEqual(bool(self._names(self.ticket)), is_shown)
                current = self.Hint.search([("is_current", "=", True)])
                self.assertEqual(hint in current, is_shown)
                hint.unlink()

    def test_the_gravest_first(self):
        self._hint("note", unit_id=self.unit.id)
        self._hint("danger", site_id=self.site.id, level="3_danger")
        self.assertEqual(self._names(self.ticket), ["danger", "note"])

    def test_closed_requests_need_none(self):
        self._hint(unit_id=self.unit.id)
        self.ticket._close("Done")
        self.assertFalse(self._names(self.ticket))

    def test_a_place_of_another_site_is_refused(self):
        with self.assertRaises(ValidationError):
            self._hint(site_id=self.other_site.id, unit_id=self.unit.id)

    def test_counted_on_the_place(self):
        self._hint(unit_id=self.unit.id)
        self.assertEqual(self.unit.hint_count, 1)
        self.assertFalse(self.building.hint_count)
        action = self.unit.with_user(self.user_agent).action_view_hints()
        self.assertEqual(self.Hint.search(action["domain"]).unit_id, self.unit)

    def test_one_query_for_many_requests(self):
        for size in (2, 30):
            tickets = self._create_tickets(size)
            for _count in range(size):
                self._hint(unit_id=self.unit.id)
            tickets.mapped("site_id.name")
            tickets.mapped("stage_id.closed")
            self.env.flush_all()
            with self.subTest(size=size), self.assertQueryCount(1):
                tickets.mapped("hint_notes")

    def test_who_reads_and_who_writes(self):
        hint = self._hint(unit_id=self.unit.id)
        self.assertTrue(hint.with_user(self.user_agent).name)
        hint.with_user(self.user_dispatcher).name = "Dog"
        for user in (self.user_agent, self.user_auditor, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                hint.with_user(user).name = "x"
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                hint.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            hint.with_user(self.user_dispatcher).unlink()
        with self.assertRaises(AccessError):
            self.Hint.with_user(self.user_dispatcher).create(
                {"name": "x", "unit_id": self.other_unit.id}
            )

    def test_a_unit_of_another_territory_is_not_told(self):
        """Who works in one building reads what is said of the site and of it."""
        tower = self._create_building(self.site, "2")
        territory = self.env["property.territory"].create(
            {
                "name": "Tower",
                "site_id": self.site.id,
                "kind": "building",
                "building_id": tower.id,
            }
        )
        user = new_test_user(
            self.env, "tower", groups="property_crm.group_property_agent"
        )
        self._enrol(user, territory)
        private = self._hint(unit_id=self.unit.id)
        public = self._hint(site_id=self.site.id)
        seen = self.Hint.with_user(user).search([])
        self.assertIn(public, seen)
        self.assertNotIn(private, seen)

    def test_residents_see_the_request_without(self):
        self._hint(unit_id=self.unit.id)
        tenant = self._create_portal("tenant", self.resident)
        self.assertFalse(self.ticket.with_user(tenant).hint_notes)

    def test_another_company(self):
        hint = self._hint(unit_id=self.unit.id)
        company = self.env["res.company"].create({"name": "There"})
        user = new_test_user(
            self.env,
            "there",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.assertNotIn(hint, self.Hint.with_user(user).search([]))
