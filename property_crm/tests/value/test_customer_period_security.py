import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user
from odoo.tools import mute_logger

from ...tools.customer_profit import capacity_rate
from .common import FIRST, LAST, ValueCommon

SEEING = ("site_manager", "company_manager", "auditor")
BLIND = ("agent", "dispatcher", "integration", "stranger", "portal")


@freeze_time("2026-04-05 04:00:00")
class TestCustomerPeriodSecurity(ValueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._agree(cls.wang, 100)
        cls._agree(cls.li, 100, site_id=cls.other_site.id)
        cls.nowhere = cls.env["res.partner"].create({"name": "Nowhere"})
        cls._agree(cls.nowhere, 100, site_id=False)
        cls.Period._compute_period(cls.company, FIRST, LAST)

    def test_managers_see_their_sites_and_auditors_all(self):
        rows = self._find(self.wang) | self._find(self.li) | self._find(self.nowhere)
        self.assertEqual(len(rows), 3)
        for role in SEEING:
            user = getattr(self, f"user_{role}")
            seen = self.Period.with_user(user).search([("id", "in", rows.ids)])
            whose = {"site_manager": self.wang}.get(role, rows.partner_id)
            self.assertEqual(seen.partner_id, whose, role)
        with self.assertRaises(AccessError):
            self._find(self.li).with_user(self.user_site_manager).read(["cm3"])

    def test_nobody_else_sees_money(self):
        row = self._find(self.wang)
        for role in BLIND:
            user = getattr(self, f"user_{role}")
            with self.assertRaises(AccessError, msg=role):
                row.with_user(user).read(["cm3"])
            with self.assertRaises(AccessError, msg=role):
                self.wang.with_user(user).read(["customer_profit"])
            with self.assertRaises(AccessError, msg=role):
                row.with_user(user).action_compute()
            with self.assertRaises(AccessError, msg=role):
                self.rate.with_user(user).read(["full_rate"])

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        manager = new_test_user(
            self.env,
            "other_value",
            groups="property_crm.group_property_company_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.Period.with_user(manager).search([]))
        self.assertFalse(self.rate.with_user(manager).search([]))
        with self.assertRaises(AccessError):
            self._find(self.wang).with_user(manager).read(["cm3"])

    def test_rows_are_nobodys_to_write(self):
        row = self._find(self.wang).with_user(self.user_company_manager)
        for act in (
            lambda: row.write({"revenue": 1}),
            lambda: row.create({"partner_id": self.wang.id}),
            row.unlink,
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            row.with_user(self.user_site_manager).action_compute()
        row.action_compute()
        opened = self.wang.with_user(self.user_site_manager).action_view_profit()
        self.assertEqual(opened["domain"], [("partner_id", "in", self.wang.ids)])

    def test_cost_of_time_is_kept_by_the_head_office(self):
        with self.assertRaises(AccessError):
            self.rate.with_user(self.user_site_manager).full_rate = 1
        rate = self.rate.with_user(self.user_company_manager).create(
            {
                "date_from": "2026-01-01",
                "company_id": self.company.id,
                "capacity_cost": 560_000,
                "staff_count": 10,
                "day_count": 250,
                "hour_count": 8,
                "variable_rate": 0.4,
            }
        )
        self.assertEqual(rate.capacity_minutes, 960_000)
        self.assertEqual(rate.full_rate, float(capacity_rate(560_000, 960_000)))
        self.assertEqual(self.rate.full_rate, 0.8, "given by hand")
        for values in ({"variable_rate": 2}, {"practical_percent": 101}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.cr.savepoint(),
            ):
                rate.write(values)
                self.env.flush_all()
