from odoo.tests import Form, freeze_time

from .common import FundCommon


@freeze_time("2026-03-02 02:00:00")
class TestFundViews(FundCommon):
    def test_lists_cost_the_same_for_few_and_many(self):
        units = self._create_units(22, building=self.house)
        entries = self.Entry.create(
            [{"unit_id": unit.id, "kind": "deposit", "amount": 10} for unit in units]
        )
        for kind, records in (("entry", entries), ("account", entries.account_id)):
            with self.subTest(view=kind):
                self.assertSameQueries(
                    f"property_crm.property_fund_{kind}_view_list",
                    records[:2],
                    records[2:],
                    self.user_site_manager,
                )

    def test_everybody_who_works_there_opens_them(self):
        entry = self._enter()
        for user in (self.user_agent, self.user_auditor, self.user_site_manager):
            with self.subTest(user=user.login):
                for record in (entry, entry.account_id, self.units[0], self.site):
                    Form(record.with_user(user))

    def test_new_places_have_none_yet(self):
        for model in ("property.site", "property.building", "property.unit"):
            with self.subTest(model=model):
                form = Form(self.env[model].with_user(self.user_company_manager))
                self.assertEqual(form.fund_balance, 0)
                self.assertFalse(form.fund_is_low)

    def test_opening_from_a_place(self):
        entry = self._enter()
        for place in (self.units[0], self.house, self.site):
            action = place.with_user(self.user_agent).action_view_fund()
            found = self.Account.search(action["domain"])
            self.assertEqual(found, entry.account_id)
        action = entry.account_id.action_view_entries()
        self.assertEqual(self.Entry.search(action["domain"]), entry)

    def test_a_manager_corrects_the_first_deposit(self):
        account = self._enter(kind="opening", amount=10).account_id
        with Form(account.with_user(self.user_site_manager)) as form:
            form.earlier_deposit = 100
        self.assertTrue(account.is_low)
