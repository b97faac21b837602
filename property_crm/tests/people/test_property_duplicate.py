from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import PeopleCommon


class TestPropertyDuplicate(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.china
        cls.twin = cls._create_people("王伟")
        (cls.wang | cls.twin).write({"phone": "138 0013 8000"})
        cls.merger = cls.user_site_manager

    def _rows(self, user=None):
        rows = self.env["property.partner.duplicate"]
        return rows.with_user(user or self.user_company_manager).search(
            [("partner_id", "in", (self.wang | self.li | self.zhao | self.twin).ids)]
        )

    def _merge(self):
        self.wang.with_user(self.merger)._merge_duplicate(
            self.twin.with_user(self.merger)
        )

    def test_same_phone(self):
        row = self._rows()
        self.assertEqual((row.partner_id, row.duplicate_id), (self.wang, self.twin))
        self.assertEqual(row.reason, "phone")
        self.assertEqual(self.wang.possible_duplicate_ids, self.twin)
        self.assertEqual(self.twin.possible_duplicate_ids, self.wang)

    def test_same_email(self):
        (self.li | self.zhao).email = "Li@Example.com"
        row = self._rows().filtered(lambda row: row.duplicate_id == self.zhao)
        self.assertEqual((row.partner_id, row.reason), (self.li, "email"))
        self.assertEqual(self.li.possible_duplicate_ids, self.zhao)

    def test_same_name_on_the_same_site_only(self):
        self.zhao.name = "NA, Li"
        self._live(self.li)
        there = self._live(self.zhao, unit=self.other_unit)
        self.assertFalse(
            self._rows().filtered(lambda row: row.duplicate_id == self.zhao)
        )
        self.assertFalse(self.li.possible_duplicate_ids)
        there.unit_id = self.unit
        self.env.invalidate_all()
        row = self._rows().filtered(lambda row: row.duplicate_id == self.zhao)
        self.assertEqual(row.reason, "name_site")
        self.assertEqual(self.li.possible_duplicate_ids, self.zhao)

    def test_different_people_are_listed_no_more(self):
        self._rows(self.merger).action_mark_distinct()
        self.assertFalse(self._rows())
        self.env.invalidate_all()
        self.assertFalse(self.wang.possible_duplicate_ids)

    def test_people_of_another_site_are_not_listed(self):
        self._own(self.wang, unit=self.other_unit)
        self.env.flush_all()
        self.assertFalse(self._rows(self.user_agent))

    def test_merge_keeps_the_elder_and_the_history_of_both(self):
        self._own(self.wang, date_to="2021-12-31")
        [second] = self._create_units(1)
        self._own(self.twin, unit=second, share=(1, 3))
        self._live(self.twin)
        self.twin.email = "twin@example.com"
        note = "called about the lift"
        self.twin.message_post(body=note)
        self._merge()
        self.assertFalse(self.twin.exists())
        self.assertEqual(self.wang.ownership_ids.unit_id, self.unit | second)
        self.assertEqual(self.wang.occupancy_ids.unit_id, self.unit)
        self.assertEqual(self.wang.name, "Wang Wei")
        self.assertEqual(self.wang.email, "twin@example.com")
        self.assertTrue(self.wang.is_resident)
        bodies = "".join(self.wang.message_ids.mapped("body"))
        self.assertIn(note, bodies)
        self.assertIn("王伟", bodies)

    def test_merge_makes_one_line_of_two_that_say_the_same(self):
        self._live(self.wang, date_to="2022-12-31", has_key=True)
        self._live(self.twin, date_from="2022-01-01", is_main=True)
        self._merge()
        stay = self.wang.occupancy_ids
        self.assertEqual(len(stay), 1)
        self.assertEqual(str(stay.date_from), "2020-01-01")
        self.assertFalse(stay.date_to)
        self.assertTrue(stay.is_main and stay.has_key)

    def test_merge_leaves_the_shares_of_the_unit_as_they_are(self):
        self._own(self.wang, share=(1, 2))
        self._own(self.twin, share=(1, 2))
        self._merge()
        self.assertEqual(self.wang.ownership_ids.mapped("share_text"), ["1/2", "1/2"])

    def test_merge_collapses_joint_lines(self):
        self._own(self.wang, kind="joint")
        self._own(self.twin, kind="joint", date_to="2023-12-31")
        self._merge()
        self.assertEqual(len(self.wang.ownership_ids), 1)
        self.assertFalse(self.wang.ownership_ids.date_to)

    def test_only_managers_merge(self):
        with self.assertRaises(AccessError):
            self.wang.with_user(self.user_dispatcher)._merge_duplicate(self.twin)
        with self.assertRaises(AccessError):
            self._rows(self.user_agent).action_merge()

    def test_merge_of_people_of_another_site_is_refused(self):
        self._own(self.twin, unit=self.other_unit)
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self._merge()

    def test_dialog_keeps_who_was_entered_first(self):
        action = self._rows(self.merger).action_merge()
        merge = (
            self.env[action["res_model"]]
            .with_user(self.merger)
            .browse(action["res_id"])
        )
        self.assertEqual(merge.partner_id, self.wang)
        merge.action_merge()
        self.assertFalse(self.twin.exists())

    def _merge_by_dialog(self, kept, duplicate):
        """Ask for a merge as any program may: with ids of its own choice."""
        dialog = self.env["property.partner.merge"].with_user(self.merger)
        dialog.create(
            {"partner_id": kept.id, "duplicate_id": duplicate.id}
        ).action_merge()

    def test_nobody_becomes_a_user_of_the_staff(self):
        admin = self.env.ref("base.user_admin")
        boss = self.user_company_manager.partner_id
        former = new_test_user(self.env, "former", groups="base.group_user")
        former.active = False
        for kept, duplicate in (
            (self.wang, admin.partner_id),
            (admin.partner_id, self.wang),
            (self.merger.partner_id, boss),
            (self.wang, former.partner_id),
        ):
            duplicate.phone = kept.phone = "138 0013 8000"
            with self.subTest(kept=kept.name), self.assertRaises(AccessError):
                self._merge_by_dialog(kept, duplicate)
            self.assertTrue((kept | duplicate).exists() == kept | duplicate)

    def test_no_company_becomes_a_person(self):
        company = self.env["res.company"].create({"name": "Subsidiary"})
        self.merger.company_ids += company
        company.partner_id.phone = self.wang.phone
        for kept, duplicate in (
            (self.wang, company.partner_id),
            (company.partner_id, self.wang),
        ):
            with self.subTest(kept=kept.name), self.assertRaises(AccessError):
                self._merge_by_dialog(kept, duplicate)
        self.assertEqual(company.partner_id.name, "Subsidiary")

    def test_only_duplicates_are_merged(self):
        for kept, duplicate in ((self.li, self.zhao), (self.li, self.li)):
            with self.assertRaises(UserError):
                self._merge_by_dialog(kept, duplicate)

    def test_two_logins_stay_two(self):
        portal = Command.link(self.env.ref("base.group_portal").id)
        for partner in (self.wang, self.twin):
            self.env["res.users"].create(
                {
                    "login": f"resident {partner.id}",
                    "partner_id": partner.id,
                    "group_ids": [Command.clear(), portal],
                }
            )
        self.env.flush_all()
        with self.assertRaises(UserError):
            self._merge()

    def test_the_dialog_shows_nobody_of_another_site(self):
        self._own(self.zhao, unit=self.other_unit)
        self.zhao.phone = "139 0013 9000"
        self.env.flush_all()
        self.env.invalidate_all()
        dialog = self.env["property.partner.merge"].with_user(self.merger)
        dialog = dialog.create(
            {"partner_id": self.wang.id, "duplicate_id": self.zhao.id}
        )
        with self.assertRaises(AccessError):
            dialog.read(["duplicate_phone", "duplicate_email"])

    def test_list_shows_people_of_two_sites_to_who_sees_one(self):
        for partner in (self.wang, self.twin):
            self._own(partner, unit=self.unit, share=(1, 2))
            self._own(partner, unit=self.other_unit, share=(1, 2))
        self.env.flush_all()
        view = self.env.ref("property_crm.property_partner_duplicate_view_list")
        for user in (self.merger, self.user_agent):
            self.env.invalidate_all()
            self.wang.sudo().unit_ids.mapped("name")
            rows = self.env["property.partner.duplicate"].with_user(user)
            arch = etree.fromstring(rows.get_view(view.id, "list")["arch"])
            [row] = rows.web_search_read(
                [("partner_id", "=", self.wang.id)],
                self._get_view_specification(rows, arch),
            )["records"]
            for name in ("partner_unit_ids", "duplicate_unit_ids"):
                ids = [unit["id"] for unit in row[name]]
                self.assertEqual(ids, self.unit.ids)
