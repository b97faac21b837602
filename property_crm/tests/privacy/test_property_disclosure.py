from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time

from .common import EMAIL, PHONE, PrivacyCommon


class TestPropertyDisclosure(PrivacyCommon):
    def test_disclosure_shows_this_person_to_this_user(self):
        other = self.env["res.partner"].create({"name": "Li", "phone": PHONE})
        self._move_in(other, self.unit)
        self._disclose(self.user_agent)
        self.assertEqual(self._as(self.user_agent).read(["phone"])[0]["phone"], PHONE)
        self.assertNotEqual(
            self._as(self.user_agent, other).read(["phone"])[0]["phone"], PHONE
        )
        self.assertNotEqual(
            self._as(self.user_auditor).read(["phone"])[0]["phone"], PHONE
        )

    def test_disclosure_ends_by_itself(self):
        self._disclose(self.user_agent)
        later = fields.Datetime.now() + timedelta(minutes=16)
        with freeze_time(later):
            value = self._as(self.user_agent).read(["phone"])[0]["phone"]
        self.assertEqual(value, "138****8000")

    def test_a_reason_is_needed(self):
        for reason in ("", "  ", "x"):
            with self.subTest(reason=reason), self.assertRaises(ValidationError):
                self._disclose(self.user_agent, reason=reason)

    def test_only_in_ones_own_name_and_time(self):
        disclosure = self._disclose(
            self.user_agent,
            user_id=self.user_auditor.id,
            valid_until="2099-01-01 00:00:00",
        )
        self.assertEqual(disclosure.user_id, self.user_agent)
        self.assertLess(disclosure.valid_until.year, 2099)

    def test_a_stranger_discloses_nobody(self):
        with self.assertRaises(AccessError):
            self._disclose(self.user_stranger)

    def test_nobody_lifts_the_protection_by_hand(self):
        Partner = self.env["res.partner"]
        for user in (self.user_agent, self.user_integration, self.user_company_manager):
            for name in (
                "is_privacy_protected",
                "is_territory_bound",
                "is_resident",
                "partner_share",
            ):
                with self.subTest(user=user.login, name=name):
                    with self.assertRaises(AccessError):
                        self._as(user).write({name: False})
                    with self.assertRaises(AccessError):
                        Partner.with_user(user).create({"name": "Li", name: False})
                    context = {f"default_{name}": False}
                    with self.assertRaises(AccessError):
                        Partner.with_user(user).with_context(**context).create(
                            {"name": "Li"}
                        )
        self.assertEqual(
            self._as(self.user_agent).read(["phone"])[0]["phone"], "138****8000"
        )
        self._as(self.user_agent).write({"name": "Wang Wei", "function": "Teacher"})

    def test_nobody_gets_around_the_mask_by_another_owner_of_the_number(self):
        wish = self.env["property.contact.preference"].create(
            {"partner_id": self.resident.id, "phone": "+86 139 0013 9000"}
        )
        firm = self.supplier
        wish = wish.with_user(self.user_agent)
        self.assertEqual(wish.read(["phone"])[0]["phone"], "139****9000")
        with self.assertRaises(AccessError):
            wish.partner_id = firm
        wish.write({"partner_id": self.resident.id, "note": "In the evening"})
        for vals in ({"is_company": True}, {"company_type": "company"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._as(self.user_agent).write(vals)
        self._as(self.user_dispatcher).write({"is_company": True})
        self.assertFalse(self.resident.is_privacy_protected)

    def test_the_auditor_discloses_nobody(self):
        with self.assertRaises(AccessError):
            self._disclose(self.user_auditor)

    def test_the_log_stays(self):
        disclosure = self._disclose(self.user_agent).sudo()
        with self.assertRaises(UserError):
            disclosure.reason = "Something else"
        with self.assertRaises(UserError):
            disclosure.unlink()

    def test_who_reads_the_log(self):
        disclosure = self._disclose(self.user_agent)
        for user in (
            self.user_agent,
            self.user_site_manager,
            self.user_company_manager,
            self.user_auditor,
        ):
            with self.subTest(user=user.login):
                self.assertTrue(disclosure.with_user(user).has_access("read"))
        for user in (self.user_dispatcher, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login):
                self.assertFalse(disclosure.with_user(user).has_access("read"))

    def test_exports_are_masked_even_for_those_who_see(self):
        paths = ["name", "phone", "email"]
        for user in (self.user_agent, self.user_dispatcher, self.user_company_manager):
            with self.subTest(user=user.login):
                rows = self._export(user, paths)
                self.assertEqual(
                    rows, [["Wang Wei", "138****8000", "w***@lakeside.example"]]
                )

    def test_export_with_a_reason_is_clear_and_logged(self):
        user = self.user_company_manager
        self._disclose(user, kind="export", partner_id=False, reason="Fee letters")
        rows = self._export(user, ["phone", "email"])
        self.assertEqual(rows, [[PHONE, EMAIL]])
        log = self.env["property.disclosure"].search([("kind", "=", "exported")])
        self.assertRecordValues(
            log,
            [{"user_id": user.id, "exported_count": 1, "reason": "Fee letters"}],
        )

    def test_exports_through_relations_are_logged(self):
        user = self.user_company_manager
        user.group_ids += self.env.ref("base.group_allow_export")
        self._disclose(user, kind="export", partner_id=False, reason="Fee letters")
        stay = self.env["property.occupancy"].search(
            [("partner_id", "=", self.resident.id)], limit=1
        )
        household = self.env["res.partner"].create(
            {"name": "Household", "child_ids": [Command.link(self.resident.id)]}
        )
        for record, path, is_clear in (
            (stay, "partner_id/phone", True),
            (stay, "unit_id/resident_ids/email", True),
            (household, "child_ids/phone", True),
            (stay, "partner_id/name", False),
            (stay, "partner_id/.id", False),
        ):
            before = self._count_exported()
            record.with_user(user).export_data(["id", path])
            with self.subTest(path=path):
                self.assertEqual(self._count_exported() - before, int(is_clear))

    def _count_exported(self):
        return self.env["property.disclosure"].search_count([("kind", "=", "exported")])

    def test_only_exporters_open_an_export(self):
        with self.assertRaises(UserError):
            self._disclose(self.user_dispatcher, kind="export", partner_id=False)

    def _export(self, user, paths):
        partner = self._as(user)
        user.group_ids += self.env.ref("base.group_allow_export")
        return partner.export_data(paths)["datas"]
