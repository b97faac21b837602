from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import users

from .common import PeopleCommon

MODELS = ("property.ownership", "property.occupancy")


class TestPropertyPeopleSecurity(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owned = cls._own(cls.wang)
        cls.occupied = cls._live(cls.user_portal.partner_id)
        cls.contract = cls.env["property.subcontract"].create(
            {"partner_id": cls.zhao.id, "site_id": cls.site.id}
        )
        cls.wish = cls.env["property.contact.preference"].create(
            {"partner_id": cls.wang.id, "purpose": "repair"}
        )
        cls.records = [cls.owned, cls.occupied, cls.contract]
        cls.env.flush_all()

    @users(
        "property_agent",
        "property_dispatcher",
        "property_site_manager",
        "property_company_manager",
        "property_auditor",
        "property_integration",
    )
    def test_staff_of_the_site_read_its_people(self):
        for record in (*self.records, self.wish):
            with self.subTest(model=record._name):
                self.assertEqual(
                    self.env[record._name].search([("id", "=", record.id)]), record
                )
                record.with_user(self.env.user).read()

    @users("stranger")
    def test_a_stranger_to_the_site_sees_nothing(self):
        for record in (*self.records, self.wish):
            with self.subTest(model=record._name):
                self.assertFalse(
                    self.env[record._name].search([("id", "=", record.id)])
                )
                with self.assertRaises(AccessError):
                    record.with_user(self.env.user).read()
        self.assertFalse(
            self.env["property.coverage"].search([("site_id", "=", self.site.id)])
        )
        with self.assertRaises(AccessError):
            self.unit.with_user(self.env.user).get_contacts("repair")
        with self.assertRaises(AccessError):
            self.wang.with_user(self.env.user).read(["name"])

    @users("property_agent", "property_auditor", "property_dispatcher")
    def test_readers_change_nothing(self):
        for record in self.records:
            mine = record.with_user(self.env.user)
            for change in (
                lambda mine=mine: mine.write({"date_to": "2030-01-01"}),
                lambda mine=mine: mine.copy(),
                mine.unlink,
            ):
                with self.subTest(model=record._name), self.assertRaises(AccessError):
                    change()

    @users("property_site_manager")
    def test_the_site_manager_keeps_the_people_of_his_site(self):
        values = {"partner_id": self.li.id, "date_from": "2024-01-01"}
        [second] = self._create_units(1)
        for model in MODELS:
            with self.subTest(model=model):
                self.env[model].create(values | {"unit_id": second.id}).note = "seen"
                with self.assertRaises(AccessError):
                    self.env[model].create(values | {"unit_id": self.other_unit.id})

    @users("property_site_manager", "property_integration")
    def test_nobody_brings_a_stranger_into_sight(self):
        """By tying a guessed number to a unit of one's own."""
        self._live(self.li, unit=self.other_unit)
        self.env.flush_all()
        mine = {"unit_id": self.unit.id}
        named = {"partner_id": self.li.id}
        today = self._live(self.zhao)
        for model, vals in (
            ("property.ownership", mine),
            ("property.occupancy", mine),
            ("property.contact.preference", {"purpose": "repair"}),
            ("property.subcontract", {"site_id": self.site.id}),
        ):
            lines = self.env[model]
            if not lines.has_access("create"):
                continue
            guesses = lines.with_context(default_partner_id=self.li.id)
            for call in (
                lambda lines=lines, vals=vals: lines.create(vals | named),
                lambda guesses=guesses, vals=vals: guesses.create(vals),
            ):
                with self.subTest(model=model), self.assertRaises(AccessError):
                    call()
        with self.assertRaises(AccessError):
            today.with_user(self.env.user).write(named)
        with self.assertRaises(AccessError):
            self.li.with_user(self.env.user).read(["name"])

    @users("property_site_manager")
    def test_nobody_sells_to_a_stranger(self):
        self._own(self.li, unit=self.other_unit)
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.env["property.move"].create(
                {
                    "kind": "sale",
                    "unit_id": self.unit.id,
                    "line_ids": [Command.create({"partner_id": self.li.id})],
                }
            )

    @users("property_integration")
    def test_programs_delete_nothing(self):
        for record in self.records:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.env.user).unlink()

    @users("portal_1")
    def test_a_resident_sees_his_own_lines_and_units(self):
        self.assertEqual(self.env["property.occupancy"].search([]), self.occupied)
        self.assertFalse(self.env["property.ownership"].search([]))
        self.assertEqual(self.env["property.unit"].search([]), self.unit)
        self.unit.with_user(self.env.user).read(["name", "kind"])
        with self.assertRaises(AccessError):
            self.unit.with_user(self.env.user).read(["note"])
        with self.assertRaises(AccessError):
            self.other_unit.with_user(self.env.user).read(["name"])

    @users("portal_1")
    def test_a_resident_who_moved_away_sees_the_unit_no_more(self):
        self.occupied.date_to = "2021-01-01"
        self.assertFalse(self.env["property.unit"].search([]))

    @users("portal_1")
    def test_a_resident_changes_nothing(self):
        for change in (
            lambda: self.env["property.ownership"].create(
                {"unit_id": self.unit.id, "partner_id": self.env.user.partner_id.id}
            ),
            lambda: self.occupied.with_user(self.env.user).write({"is_main": True}),
            lambda: self.unit.with_user(self.env.user).write({"room": "1"}),
        ):
            with self.assertRaises(AccessError):
                change()
        for model in (
            "property.coverage",
            "property.subcontract",
            "property.partner.duplicate",
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].search([])

    def test_anonymous_visitors_see_nothing(self):
        public = self.env.ref("base.public_user")
        for record in (*self.records, self.wish):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(public).read()

    def test_a_resident_sees_his_units_of_two_companies(self):
        company = self.env["res.company"].create({"name": "Other"})
        site = self._create_site("Abroad", "AB", company_id=company.id)
        building = self._create_building(site, "1")
        unit = self._create_units(1, building=building)
        me = self.user_portal.partner_id
        abroad = self._live(me, unit=unit) | self._live(self.li, unit=unit)
        owned = self._own(me, unit=unit)
        self.env.flush_all()
        self.env.invalidate_all()
        portal = self.env(user=self.user_portal)
        self.assertEqual(
            portal["property.occupancy"].search([]), self.occupied | abroad[0]
        )
        self.assertEqual(portal["property.ownership"].search([]), owned)

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.user_company_manager.write(
            {"company_ids": company.ids, "company_id": company.id}
        )
        for record in self.records:
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_company_manager).read()
