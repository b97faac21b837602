from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestAssemblySecurity(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.assembly = cls._create_assembly(cls.place)
        cls.place.units["F1"].area_source = False
        cls.assembly.action_preview()
        signer = cls.place.owners["o2"]
        cls.assembly.signature_ids = [
            Command.create(
                {
                    "unit_id": cls.place.units["F2"].id,
                    "partner_id": signer.id,
                    "signed_on": "2026-01-15",
                }
            )
        ]
        cls.candidate = cls.env["property.motion.candidate"].create(
            {"motion_id": cls.assembly.motion_ids.id, "partner_id": signer.id}
        )
        cls.weight = cls.env["property.unit.weight"].create(
            {"unit_id": cls.place.units["F1"].id}
        )
        cls._call(cls.assembly)
        cls.records = [
            cls.assembly,
            cls.assembly.motion_ids,
            cls.assembly.row_ids[0],
            cls.assembly.signature_ids,
            cls.assembly.doubt_ids,
            cls.candidate,
            cls.weight,
        ]

    def test_residents_strangers_and_other_companies_are_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = new_test_user(
            self.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for user in (self.user_portal, self.user_stranger, other):
            for record in self.records:
                mine = record.with_user(user)
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        mine.read(["create_date"])
                    if user != self.user_portal:
                        self.assertFalse(mine.search([]))

    def test_agents_and_auditors_only_read(self):
        for user in (self.user_agent, self.user_auditor):
            for record in self.records:
                mine = record.with_user(user)
                mine.read()
                with self.subTest(user=user.login, model=record._name):
                    for act in (mine.unlink, lambda r=mine: r.write({"sequence": 1})):
                        with self.assertRaises(UserError):
                            act()
            assembly = self.assembly.with_user(user)
            for step in ("preview", "accept_doubts", "call", "open", "close", "cancel"):
                with self.assertRaises(AccessError):
                    getattr(assembly, f"action_{step}")()

    def test_a_step_of_another_site_is_refused(self):
        assembly = self.assembly.with_user(self.user_stranger)
        for step in ("action_open", "action_cancel", "action_check_chain"):
            with self.assertRaises(AccessError):
                getattr(assembly, step)()

    def test_nobody_writes_rows_by_rpc(self):
        row = self.assembly.row_ids[0]
        admin = self.env.ref("base.user_admin")
        for user in (admin, self.user_company_manager, self.user_site_manager):
            mine = row.with_user(user)
            with self.assertRaises(UserError):
                mine.write({"area_centi": 1})
            with self.assertRaises(UserError):
                mine.unlink()
            with self.assertRaises(UserError):
                mine.create({"assembly_id": self.assembly.id})

    def test_keys_of_the_scrutineers_are_read_by_nobody(self):
        for user in (self.env.ref("base.user_admin"), self.user_company_manager):
            with self.assertRaises(AccessError):
                self.assembly.with_user(user).read(["wrapped_key"])

    def test_managers_of_other_sites_name_no_places_here(self):
        assemblies = self.env["property.assembly"].with_user(self.user_site_manager)
        with self.assertRaises(AccessError):
            assemblies.create({"site_id": self.other_site.id})


@tagged("post_install", "-at_install")
class TestRegisterAndPeople(AssemblyCommon):
    """A register outlives the changes to those who stand in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.assembly = cls._create_assembly(cls.place)
        cls._call(cls.assembly)

    def _get_duplicates(self):
        owner = self.place.owners["o1"]
        (owner | self.wang).email = "one@example.com"
        return owner, self.wang

    def test_who_stands_in_it_is_not_merged_away(self):
        owner, other = self._get_duplicates()
        with self.assertRaisesRegex(UserError, "frozen register"):
            other.with_user(self.user_company_manager)._merge_duplicate(owner)
        self.assertTrue(owner.exists())

    def test_who_stands_in_it_is_kept(self):
        owner, other = self._get_duplicates()
        owner.with_user(self.user_company_manager)._merge_duplicate(other)
        self.assertIsNone(self.assembly._find_broken_row())

    def test_erasure_keeps_the_proof(self):
        owner = self.place.owners["o1"]
        owner.ownership_ids.date_to = "2026-06-01"
        owner.sudo()._erase_records()
        self.env.flush_all()
        self.assertIsNone(self.assembly._find_broken_row())
