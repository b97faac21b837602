from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..common import PropertyCommon


class TestResPartnerSecurity(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner, cls.tenant, cls.former, cls.supplier = cls.env["res.partner"].create(
            [{"name": name} for name in ("Owner", "Tenant", "Former", "Supplier")]
        )
        cls.relative = cls.env["res.partner"].create(
            {"name": "Relative", "parent_id": cls.owner.id}
        )
        cls.env["property.ownership"].create(
            {"unit_id": cls.unit.id, "partner_id": cls.owner.id}
        )
        cls.env["property.occupancy"].create(
            [
                {"unit_id": cls.unit.id, "partner_id": cls.tenant.id, "role": "tenant"},
                {
                    "unit_id": cls.unit.id,
                    "partner_id": cls.former.id,
                    "role": "tenant",
                    "date_from": "2020-01-01",
                    "date_to": "2021-01-01",
                },
            ]
        )
        cls.residents = cls.owner + cls.tenant + cls.former + cls.relative
        cls.accountant = new_test_user(
            cls.env, "accountant", groups="base.group_user,base.group_partner_manager"
        )

    def _visible(self, user):
        everybody = self.residents + self.supplier
        found = self.env["res.partner"].with_user(user)
        return found.search([("id", "in", everybody.ids)]).sudo()

    def test_staff_of_the_site_see_its_residents(self):
        for role in ("agent", "dispatcher", "site_manager", "integration", "auditor"):
            with self.subTest(role):
                visible = self._visible(getattr(self, f"user_{role}"))
                self.assertEqual(visible, self.residents + self.supplier)

    def test_others_see_no_resident(self):
        for user in (self.user_stranger, self.accountant):
            with self.subTest(user.login):
                self.assertEqual(self._visible(user), self.supplier)

    def test_others_cannot_read_a_resident_by_id(self):
        for user in (self.user_stranger, self.accountant):
            for partner in self.residents:
                with self.subTest(user=user.login, partner=partner.name):
                    with self.assertRaises(AccessError):
                        partner.with_user(user).read(["name"])
                    with self.assertRaises(AccessError):
                        partner.with_user(user).write({"name": "Taken"})

    def test_colleagues_are_seen_even_if_they_live_here(self):
        self.env["property.occupancy"].create(
            {
                "unit_id": self.unit.id,
                "partner_id": self.user_agent.partner_id.id,
                "role": "owner_occupier",
            }
        )
        colleague = self.user_agent.partner_id.with_user(self.user_stranger)
        self.assertTrue(colleague.has_access("read"))

    def test_resident_of_two_sites_is_seen_by_both(self):
        self.env["property.ownership"].create(
            {"unit_id": self.other_unit.id, "partner_id": self.owner.id}
        )
        visible = self._visible(self.user_stranger)
        self.assertEqual(visible, self.owner + self.relative + self.supplier)

    def test_who_creates_a_person_can_go_on_with_it(self):
        Partner = self.env["res.partner"].with_user(self.user_site_manager)
        partner = Partner.create({"name": "New"})
        self.env["property.occupancy"].with_user(self.user_site_manager).create(
            {"unit_id": self.unit.id, "partner_id": partner.id, "role": "family"}
        )
        self.assertTrue(partner.has_access("write"))

    def test_checking_many_costs_as_much_as_two(self):
        owners = self.env["res.partner"].create(
            [{"name": f"Owner {number}"} for number in range(50)]
        )
        units = self._create_units(50)
        self.env["property.ownership"].create(
            [
                {"unit_id": unit.id, "partner_id": owner.id}
                for unit, owner in zip(units, owners, strict=True)
            ]
        )
        owners = owners.with_user(self.user_agent)
        owners[:1].check_access("read")
        for people in (owners[:2], owners):
            self.env.flush_all()
            people.invalidate_recordset()
            with self.subTest(size=len(people)), self.assertQueryCount(2):
                people.check_access("read")
