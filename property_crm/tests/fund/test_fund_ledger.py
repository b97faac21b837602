import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, mute_logger

from .common import FundCommon


@freeze_time("2026-03-02 02:00:00")
class TestFundLedger(FundCommon):
    def test_a_first_movement_opens_the_account(self):
        first, second = self._enter(), self._enter(kind="interest", amount=12.34)
        self.assertEqual(first.account_id, second.account_id)
        account = first.account_id
        self.assertEqual(account.building_id, self.house)
        self.assertEqual(account.site_id, self.site)
        self.assertEqual(account.display_name, self.units[0].name)
        self.assertEqual(account.balance, 1012.34)
        self.assertEqual(account.paid_in, 1012.34)
        self.assertEqual(account.first_deposit, 1000)
        whole = self.Entry.create(
            {"site_id": self.site.id, "kind": "income", "amount": 5}
        )
        self.assertFalse(whole.building_id)
        self.assertEqual(whole.account_id.display_name, "Lakeside")

    def test_thirds_of_cents_do_not_creep_in(self):
        for _time in range(3):
            self._enter(kind="topup", amount=0.1)
        account = self._get_account()
        self.assertEqual(account.balance, 0.3)
        self._enter(kind="use", amount=-0.3, basis="earlier", reference="2019")
        account.invalidate_recordset()
        self.assertEqual(account.balance, 0)
        self.assertFalse(account.is_low)

    def test_the_edge_of_the_renewal(self):
        self._enter(amount=1000)
        use = {"kind": "use", "basis": "earlier", "reference": "Vote of 2019"}
        self._enter(amount=-700, **use)
        account = self._get_account()
        low = [("is_low", "=", True), ("id", "=", account.id)]
        self.assertFalse(account.is_low)
        self.assertFalse(self.Account.search(low))
        self.assertFalse(self.units[0].fund_is_low)
        self._enter(amount=-0.01, **use)
        self.env.invalidate_all()
        self.assertTrue(account.is_low)
        self.assertEqual(self.Account.search(low), account)
        self.assertEqual(self.units[0].fund_balance, 299.99)
        self.assertTrue(self.units[0].fund_is_low)

    def test_a_deposit_of_before_counts_for_the_renewal(self):
        self._enter(kind="opening", amount=200)
        account = self._get_account()
        self.assertFalse(account.is_low)
        account.earlier_deposit = 1000
        self.assertTrue(account.is_low)
        self.assertEqual(account.first_deposit, 1000)
        found = self.Account.search([("is_low", "=", True)])
        self.assertIn(account, found)
        self.assertNotIn(account, self.Account.search([("is_low", "=", False)]))

    def test_balances_of_houses_and_sites(self):
        self._enter(self.units[0], amount=100.10)
        self._enter(self.units[1], amount=200.20)
        self._enter(self.other_unit, amount=7)
        self.Entry.create({"building_id": self.house.id, "kind": "income", "amount": 1})
        self.assertEqual(self.house.fund_balance, 301.30)
        self.assertEqual(self.site.fund_balance, 301.30)
        self.assertEqual(self.units[1].fund_balance, 200.20)
        self.assertEqual(self.building.fund_balance, 0)

    def test_the_database_adds_up_what_the_accounts_show(self):
        self._enter(self.units[0], amount=100.10)
        self._enter(self.units[0], kind="interest", amount=3)
        self._enter(self.units[1], kind="opening", amount=50)
        self._get_account(self.units[1]).earlier_deposit = 200
        self._enter(
            self.units[0], kind="use", amount=-40, basis="earlier", reference="Roof"
        )
        accounts = self.Account.with_user(self.user_agent)
        names = ("balance", "used", "paid_in", "first_deposit")
        here = [("building_id", "=", self.house.id)]
        [(house, *sums)] = accounts._read_group(
            here, ["building_id"], [f"{name}:sum" for name in names]
        )
        self.assertEqual(house, self.house)
        self.assertEqual([round(one, 2) for one in sums], [113.1, 40, 153.1, 300.1])
        shown = accounts.search(here)
        for name, total in zip(names, sums, strict=True):
            self.assertAlmostEqual(sum(shown.mapped(name)), total, 2)
            self.assertEqual(accounts.fields_get([name])[name]["aggregator"], "sum")
        self.assertEqual(
            accounts.search(here, order="balance desc").unit_id.ids,
            [self.units[0].id, self.units[1].id],
        )

    def test_a_thousand_units_cost_little_more_than_two(self):
        many = self._create_units(1000, building=self.building)
        many.area_gross = 50
        self._book(amount=1)  # caches
        counts = []
        for units in (self.units[:2], many):
            self.env.flush_all()
            before = self.cr.sql_log_count
            entries = self._book(scope="unit", unit_ids=units.ids, amount=5000)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(entries.unit_id, units)
        self.assertLess(counts[1] - counts[0], 200)  # rows go in by the hundred

    @mute_logger("odoo.sql_db")
    def test_signs(self):
        for kind, amount in (("deposit", -1), ("topup", 0), ("use", 1)):
            with (
                self.subTest(kind=kind),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.env.cr.savepoint(),
            ):
                self._enter(kind=kind, amount=amount, basis="earlier", reference="x")

    def test_a_use_must_be_allowed(self):
        motion = self._create_motion()
        use = {"kind": "use", "amount": -10}
        for values in (
            {},
            {"basis": "motion"},
            {"basis": "motion", "motion_id": motion.id},
            {"basis": "emergency", "reference": "Burst pipe"},
            {"basis": "emergency", "announced_on": "2026-03-01"},
            {"basis": "earlier"},
            {"basis": "earlier", "reference": "  "},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._enter(**use, **values)
        self._enter(**use, basis="earlier", reference="Vote of 2019")
        self._enter(
            **use, basis="emergency", reference="Pipe", announced_on="2026-03-01"
        )
        self._decide(motion)
        entry = self._enter(**use, basis="motion", motion_id=motion.id)
        self.assertEqual(entry.motion_id, motion)
        with self.assertRaises(ValidationError):  # of another site
            self._enter(self.other_unit, **use, basis="motion", motion_id=motion.id)

    def test_it_stays_as_it_is(self):
        entry = self._enter()
        for act in (
            lambda: entry.write({"amount": 5}),
            lambda: entry.sudo().write({"reference": "x"}),
            lambda: entry.sudo().unlink(),
            lambda: entry.with_user(self.user_company_manager).sudo().unlink(),
            lambda: entry.account_id.write({"unit_id": self.units[1].id}),
            lambda: entry.account_id.sudo().write({"site_id": self.other_site.id}),
        ):
            with self.assertRaises(UserError):
                act()
        with (
            self.assertRaises(psycopg2.errors.ForeignKeyViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            entry.account_id.sudo().unlink()
        self.assertEqual(entry.amount, 1000)

    def test_the_ledger_names_its_numbers_itself(self):
        entry = self._enter()
        entries = self.Entry.with_user(self.user_site_manager)
        place = {"unit_id": self.units[0].id, "date": "2026-03-01"}
        new = entries.create(
            {
                **place,
                "kind": "topup",
                "amount": 1,
                "number": "MF/2020/0001",
                "reversal_of_id": entry.id,
                "transferred_amount": 5,
            }
        )
        self.assertFalse(new.number)
        self.assertFalse(new.reversal_of_id)
        self.assertFalse(new.transferred_amount)
        with self.assertRaises(ValidationError):
            entries.create({**place, "kind": "transfer", "amount": 0})

    def test_booking_back(self):
        entry = self._enter()
        entry.with_user(self.user_site_manager).action_reverse()
        back = entry.reversed_by_ids
        self.assertEqual(back.amount, -1000)
        self.assertEqual(back.kind, "deposit")
        self.assertEqual(str(back.date), "2026-03-02")
        self.assertTrue(back.number)
        self.assertTrue(entry.is_reversed)
        account = self._get_account()
        self.assertEqual((account.balance, account.first_deposit), (0, 0))
        for one in (entry, back, entry | back):
            with self.assertRaises(UserError):
                one.action_reverse()

    def test_a_use_is_booked_back_without_a_vote(self):
        use = self._enter(kind="use", amount=-5, basis="earlier", reference="2019")
        use.action_reverse()
        self.assertEqual(self._get_account().balance, 0)
        self.assertEqual(self._get_account().used, 0)

    def test_a_sale_takes_the_balance_with_it(self):
        self._enter(amount=750.5)
        account = self._get_account().with_user(self.user_site_manager)
        with self.assertRaises(UserError):  # nobody owns it
            account.action_pass_on()
        self._own(self.wang, self.units[0], date_to="2026-02-14")
        bought = self._own(self.li, self.units[0], date_from="2026-02-15")
        self._own(self.zhao, self.units[1], date_from="2026-02-20")
        account.action_pass_on()
        passed = account.entry_ids.filtered(lambda one: one.kind == "transfer")
        self.assertEqual(passed.ownership_id, bought)
        self.assertEqual(passed.transferred_amount, 750.5)
        self.assertEqual(str(passed.date), "2026-02-15")
        self.assertEqual((account.balance, passed.amount), (750.5, 0))
        with self.assertRaises(UserError):  # once for each sale
            account.action_pass_on()
        passed.action_reverse()
        account.action_pass_on()
        again = account.entry_ids.filtered("ownership_id") - passed
        self.assertEqual(again.ownership_id, bought)
        self.assertEqual(again.transferred_amount, 750.5)

    @mute_logger("odoo.sql_db")
    def test_one_account_for_a_place(self):
        self._enter()
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.Account.create({"unit_id": self.units[0].id})
        with self.assertRaises(ValidationError):
            self.Account.create(
                {"site_id": self.other_site.id, "building_id": self.house.id}
            ).flush_recordset()
