from odoo.tests import freeze_time, users

from .common import PeopleCommon

GROUPS = ("is_owner", "is_tenant", "is_family_visitor", "is_subcontractor")


class TestResPartner(PeopleCommon):
    def _groups(self, partner):
        return {name for name in GROUPS if partner[name]}

    def test_groups_follow_from_todays_records(self):
        self._own(self.wang)
        self._live(self.li)
        self._live(self.zhao, role="visitor")
        firm = self._create_people("Lift Ltd", is_company=True)
        self.env["property.subcontract"].create(
            {"partner_id": firm.id, "site_id": self.site.id, "trade": "lift"}
        )
        for partner, group in zip(
            (self.wang, self.li, self.zhao, firm), GROUPS, strict=True
        ):
            with self.subTest(group=group):
                self.assertEqual(self._groups(partner), {group})
                self.assertIn(
                    partner, self.env["res.partner"].search([(group, "=", True)])
                )
                self.assertNotIn(
                    partner, self.env["res.partner"].search([(group, "=", False)])
                )

    def test_one_person_in_several_groups(self):
        self._own(self.wang)
        [second] = self._create_units(1)
        self._live(self.wang, unit=second, role="sub_tenant")
        self.assertEqual(self.wang.customer_groups, "Owner, Tenant")
        self.assertEqual(self.wang.unit_ids, self.unit | second)

    def test_the_past_does_not_count_but_is_kept(self):
        self._own(self.wang, date_to="2021-12-31")
        self.assertEqual(self._groups(self.wang), set())
        self.assertTrue(self.wang.is_resident)
        with freeze_time("2021-12-31"):
            self.env.invalidate_all()
            self.assertEqual(self._groups(self.wang), {"is_owner"})

    @users("property_agent")
    def test_the_groups_are_those_the_reader_may_see(self):
        self._own(self.wang)
        self._live(self.wang, unit=self.other_unit)
        wang = self.wang.with_user(self.env.user)
        self.assertEqual(self._groups(wang), {"is_owner"})
        self.assertEqual(wang.unit_ids, self.unit)

    def test_national_numbers_are_read_as_in_the_persons_country(self):
        self.wang.write({"country_id": self.china.id, "phone": "138 0013 8000"})
        self.assertEqual(self.wang.phone_sanitized, "+8613800138000")

    def test_without_a_country_the_sites_counts(self):
        self.li.phone = "手机：138-0013-8000"
        self._live(self.li)
        self.assertEqual(self.li.phone_sanitized, "+8613800138000")

    def test_reachable_by_a_valid_number_or_an_email(self):
        self._live(self.wang)
        self.wang.phone = "12"
        self.assertFalse(self.wang.is_reachable)
        self.assertFalse(self.unit.is_reachable)
        self.wang.email = "wang@example.com"
        self.assertTrue(self.wang.is_reachable)
        self.assertTrue(self.unit.is_reachable)

    def test_every_role_belongs_to_a_group(self):
        for role, label in self.Occupancy._fields["role"].selection:
            [person] = self._create_people(label)
            self._live(person, role=role, unit=self._create_units(1))
            groups = [name for name in GROUPS if person[name]]
            with self.subTest(role=role):
                self.assertEqual(len(groups), 1)
                self.assertIn(person, person.search([(groups[0], "=", True)]))
                rules = self.env["property.completeness.rule"]._get_weights()
                if rules.get(groups[0]):
                    self.assertTrue(person.next_missing_field)

    def test_who_sees_one_of_two_sites_is_told_of_that_one(self):
        """Also when the system, or who sees both, has just read the other."""
        self._own(self.wang, unit=self.other_unit)
        self._live(self.wang, role="family")
        self.unit.ownership_ids.sudo().unlink()
        self.env.flush_all()
        boss = self.wang.with_user(self.user_company_manager)
        agent = self.wang.with_user(self.user_agent)
        self.env.invalidate_all()
        for everything in (self.wang.sudo(), boss):
            self.assertEqual(everything.customer_groups, "Owner, Family or visitor")
            self.assertEqual(everything.unit_ids, self.unit | self.other_unit)
            everything.ownership_ids.mapped("unit_id.name")
        self.assertEqual(agent.customer_groups, "Family or visitor")
        self.assertFalse(agent.is_owner)
        self.assertEqual(agent.unit_ids, self.unit)
        self.assertEqual(agent.unit_count, 1)
        self.env.invalidate_all()
        agent.ownership_ids.mapped("date_from")
        self.assertEqual(agent.customer_groups, "Family or visitor")
        self.assertEqual(boss.customer_groups, "Owner, Family or visitor")
        self.assertTrue(self.wang.sudo().is_owner)

    def test_unit_shows_the_people_the_reader_sees(self):
        self._own(self.wang)
        self._live(self.li)
        self.site.developer_id = self._create_people("Builder")
        self.site.developer_id.company_id = self.env["res.company"].create(
            {"name": "Other"}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        everything = self.unit.sudo()
        self.assertEqual(everything.legal_owner_ids, self.site.developer_id)
        self.assertEqual(everything.resident_ids, self.wang | self.li)
        self.assertTrue(everything.resident_summary)
        agent = self.unit.with_user(self.user_agent)
        self.assertFalse(agent.legal_owner_ids)
        self.assertEqual(agent.resident_ids, self.wang | self.li)
        resident = self._live(self.user_portal.partner_id)
        self.env.flush_all()
        everything.mapped("occupancy_ids.partner_id.name")
        mine = self.unit.with_user(self.user_portal)
        self.assertEqual(mine.resident_ids, resident.partner_id)
        self.assertNotIn("Li Na", mine.resident_summary)

    def test_same_queries_for_2_and_50(self):
        people = self._create_people(*(f"Person {n}" for n in range(52)))
        units = self._create_units(52)
        self.Ownership.create(
            [
                {"unit_id": unit.id, "partner_id": person.id}
                for unit, person in zip(units, people, strict=True)
            ]
        )
        names = [
            *GROUPS,
            "customer_groups",
            "unit_ids",
            "unit_count",
            "completeness",
            "next_missing_field",
            "possible_duplicate_ids",
        ]
        counts = []
        for some in (people[:2], people[:2], people[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.user_dispatcher).read(names)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])
