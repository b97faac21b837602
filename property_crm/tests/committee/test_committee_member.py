from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import CommitteeCommon


@freeze_time("2026-03-02 02:00:00")
class TestCommitteeMember(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term.rule_id = cls.env.ref("property_crm.property_committee_rule_shanghai")
        cls.member = cls.members[1].with_user(cls.user_site_manager)

    def _get_concerns(self, **values):
        self.member.write(values)
        return self.member.concerns or ""

    def test_owners_may_sit(self):
        self.assertFalse(any(member.concerns for member in self.members))

    def test_who_sells_may_sit_until_the_last_day(self):
        ownership = self.owners[1].ownership_ids
        for day, ok in (("2026-03-01", False), ("2026-03-02", True)):
            ownership.date_to = day
            self.member.invalidate_recordset(["concerns"])
            with self.subTest(day=day):
                self.assertEqual("Owns no unit" not in self._get_concerns(), ok)

    def test_any_unit_of_the_site_will_do(self):
        self.owners[1].ownership_ids.date_to = "2026-03-01"
        other = self._create_units(1)
        self._own(self.owners[1], other, share=(1, 2), date_from="2026-03-02")
        self.member.invalidate_recordset(["concerns"])
        self.assertFalse(self.member.concerns)

    def test_a_unit_elsewhere_does_not_help(self):
        self.owners[1].ownership_ids.date_to = "2026-03-01"
        self._own(self.owners[1], self.other_unit)
        self.member.invalidate_recordset(["concerns"])
        self.assertIn("Owns no unit", self.member.concerns)

    def test_agents_of_one_house_see_no_false_concern(self):
        """Whoever does not see the register of a house still reads who may sit."""
        territory = self.env["property.territory"].create(
            {
                "name": "House 2",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self._create_building(self.site, "2").id,
            }
        )
        self.env["property.territory.staff"].search(
            [("user_id", "=", self.user_agent.id)]
        ).unlink()
        self._enrol(self.user_agent, territory)
        mine = self.members.with_user(self.user_agent)
        self.assertFalse(any(member.concerns for member in mine))

    def test_ticks_count_where_the_place_says_so(self):
        beijing = self.env.ref("property_crm.property_committee_rule_beijing")
        for tick, text in (
            ("has_arrears", "Owes fees"),
            ("has_breach", "Breaks the covenant"),
            ("has_family_at_provider", "Family works"),
        ):
            with self.subTest(tick=tick):
                self.assertIn(text, self._get_concerns(**{tick: True}))
                self.term.rule_id = beijing
                self.assertFalse(self.member.concerns)
                self.term.rule_id = self.env.ref(
                    "property_crm.property_committee_rule_shanghai"
                )
                self.member[tick] = False
        self.assertIn("Cannot act", self._get_concerns(is_incapable=True))

    def test_staff_is_known_by_its_login(self):
        self._own(self.user_dispatcher.partner_id, self.unit)
        self.assertIn(
            "Works for the provider",
            self._get_concerns(
                partner_id=self.user_dispatcher.partner_id.id, unit_id=self.unit.id
            ),
        )
        self._own(self.user_portal.partner_id, self._create_units(1))
        self.assertFalse(
            self._get_concerns(partner_id=self.user_portal.partner_id.id, unit_id=False)
        )

    def test_nobody_has_two_seats(self):
        found = self._get_concerns(partner_id=self.owners[2].id)
        self.assertIn("another seat", found)
        self.assertIn("another seat", self.members[2].concerns)
        self.member.date_end = "2026-03-01"
        self.members.invalidate_recordset(["concerns"])
        self.assertFalse(self.members[2].concerns)

    def test_the_only_unit_is_proposed(self):
        member = self.member.create(
            {"term_id": self.term.id, "partner_id": self.owners[3].id}
        )
        self.assertEqual(member.unit_id, self.units[3])
        self.assertEqual(member.date_start, self.term.date_start)
        self._own(self.owners[4], self._create_units(1))
        member = self.member.create(
            {"term_id": self.term.id, "partner_id": self.owners[4].id}
        )
        self.assertFalse(member.unit_id)

    def test_the_unit_is_of_the_site(self):
        with self.assertRaises(ValidationError):
            self.members[0].unit_id = self.other_unit
        with self.assertRaises(AccessError):
            self.member.unit_id = self.other_unit

    def test_members_of_the_day(self):
        self.members[1].date_end = "2026-02-28"
        self.members[2].date_start = "2026-03-03"
        day = self.term._get_today_of_site()
        self.assertEqual(
            self.term._get_members(day), self.members[0] | self.members[3:5]
        )
        self.members[5].rank = 9
        self.assertEqual(
            self.term._get_alternates(day).ids, [self.members[6].id, self.members[5].id]
        )

    def test_who_is_in_office_is_found(self):
        Member = self.member.browse()
        found = [("is_current", "=", True), ("term_id", "=", self.term.id)]
        self.assertFalse(Member.search(found))
        self._put_in_office(self.term)
        self.members[1].date_end = "2026-03-01"
        self.assertEqual(Member.search(found), self.members - self.members[1])
        for member in self.members:
            self.assertEqual(member.is_current, member != self.members[1])

    def test_changes_are_told_on_the_term(self):
        self.member.write({"date_end": "2026-03-02", "end_reason": "resigned"})
        bodies = " ".join(self.term.message_ids.mapped("body"))
        self.assertIn(
            "Owner 2, Ordinary member, 2026-01-01 – 2026-03-02, Resigned", bodies
        )
        count = len(self.term.message_ids)
        self.member.rank = 3
        self.assertEqual(len(self.term.message_ids), count)

    def test_who_was_elected_is_not_deleted(self):
        self.term.action_elect()
        with self.assertRaises(UserError):
            self.member.unlink()
