from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user

from .common import FundCommon


@freeze_time("2026-03-02 02:00:00")
class TestFundSecurity(FundCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls._enter()
        cls.account = cls.entry.account_id

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
            for record in (self.entry, self.account):
                with self.subTest(user=user.login, model=record._name):
                    mine = record.with_user(user)
                    with self.assertRaises(AccessError):
                        mine.read(["create_date"])
                    if user != self.user_portal:
                        self.assertFalse(mine.search([]))

    def test_agents_auditors_and_programs_only_read(self):
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            entry, account = self.entry.with_user(user), self.account.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(entry.amount, account.balance)
                entry.read()
                account.read()
                for act in (
                    entry.action_reverse,
                    account.action_pass_on,
                    account.unlink,
                    lambda one=account: one.write({"note": "x"}),
                    lambda one=entry: one.create(
                        {"account_id": self.account.id, "kind": "topup", "amount": 1}
                    ),
                    lambda one=user: self._book(one),
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_nobody_rewrites_the_ledger(self):
        for user in (self.user_site_manager, self.user_company_manager):
            entry = self.entry.with_user(user)
            for act in (entry.unlink, lambda one=entry: one.write({"amount": 1})):
                with self.assertRaises(UserError):
                    act()

    def test_managers_book_on_their_own_sites(self):
        theirs = {"kind": "topup", "amount": 1}
        entries = self.Entry.with_user(self.user_site_manager)
        self.assertTrue(entries.create({**theirs, "unit_id": self.units[1].id}))
        foreign = self._enter(self.other_unit).account_id
        for place in (
            {"account_id": foreign.id},
            {"unit_id": self.other_unit.id},
            {"building_id": self.other_building.id},
            {"site_id": self.other_site.id},
        ):
            with self.subTest(place=place), self.assertRaises(AccessError):
                entries.create({**theirs, **place})
        with self.assertRaises(AccessError):
            self._book(building_id=self.other_building.id, site_id=self.other_site.id)
