import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import freeze_time

from ...tools.customer_profit import get_band, get_margins, whale_curve
from ...tools.fee import to_decimal
from .common import FIRST, LAST, ValueCommon

COPIED = ("revenue", "direct_cost", "minutes", "cm1", "cm2", "cm3", "rank", "band")


@freeze_time("2026-04-05 04:00:00")
class TestCustomerPeriod(ValueCommon):
    def test_margins_of_one_customer(self):
        self._agree(self.wang, 100)
        self._call(self.wang, 90)
        self._call(self.wang, 30)
        self._call(self.wang, 60, "2025-03-20")  # before
        self._compute()
        row = self._find(self.wang)
        self.assertEqual((row.date_from, row.site_id), (FIRST, self.site))
        self.assertEqual((row.revenue, row.minutes), (1200, 120))
        self.assertEqual((row.variable_cost, row.fixed_cost), (48, 48))
        self.assertEqual((row.cm1, row.cm2, row.cm3), (1200, 1152, 1104))
        self.assertEqual(row.rate_id, self.rate)
        self.assertTrue(row.is_latest)
        self.assertEqual(self.wang.customer_profit, 1104)
        self.assertFalse(self.wang.is_below_marginal_cost)

    def test_again_is_the_same_and_what_is_gone_goes(self):
        agreement = self._agree(self.wang, 100)
        self._call(self.li, 30)
        self.assertEqual(self._compute(), 2)
        rows = self._find(self.wang) | self._find(self.li)
        before = rows.read(COPIED)
        self.assertEqual(self._compute(), 2)
        self.assertEqual(rows.read(COPIED), before)
        agreement.state = "cancelled"
        self.assertEqual(self._compute(), 1)
        self.assertEqual(rows.exists(), self._find(self.li))

    def test_the_year_before(self):
        self._agree(self.wang, 100, start_date="2024-10-01")
        years = self.Period._get_due_periods()
        self.assertEqual(years, [(date(2024, 4, 1), date(2025, 3, 31)), (FIRST, LAST)])
        for first, last in self.Period._get_due_periods():
            self._compute(first, last)
        row = self._find(self.wang)
        self.assertEqual((row.cm3, row.previous_cm3), (1200, 600))
        self.assertFalse(self._find(self.wang, years[0][1]).is_latest)

    def test_the_nightly_job(self):
        self._agree(self.wang, 100)
        with self.enter_registry_test_mode():
            job = self.env.ref("property_crm.ir_cron_customer_period")
            job.method_direct_trigger()
        self.env.invalidate_all()
        row = self._find(self.wang)
        self.assertEqual((row.cm3, row.previous_cm3), (1200, 1200))

    def test_a_firm_is_one_customer(self):
        firm = self.env["res.partner"].create({"name": "Shop", "is_company": True})
        clerk = self.env["res.partner"].create({"name": "Li", "parent_id": firm.id})
        self._agree(firm, 100)
        self._call(clerk, 60)
        self._compute()
        self.assertEqual(self._find(firm).cm2, 1176)
        self.assertFalse(self._find(clerk))
        self.assertEqual(clerk.customer_profit, 1152)

    def test_parts_of_months_and_what_is_no_revenue(self):
        whole = self._agree(self.wang, 100.01, start_date="2025-12-18")
        once = {"basis": "once", "date_from": "2025-05-31"}
        self._agree(self.wang, 77, once)
        self._agree(self.wang, 55, once | {"date_from": "2025-03-31"})
        self._agree(self.wang, 500, domain="purchase")
        self._agree(self.wang, 600, state="sent")
        self._agree(self.wang, 700, state="replaced")
        whole.line_ids.date_to = "2026-02-10"
        self._compute()
        # 14 of 31 days, a month, 10 of 28 days
        expected = Decimal("45.17") + Decimal("100.01") + Decimal("35.72") + 77
        self.assertEqual(to_decimal(self._find(self.wang).revenue), expected)

    def test_foreign_money_by_the_rate_of_the_last_day(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XPZ",
                "symbol": "Z",
                "rate_ids": [
                    (0, 0, {"name": "2026-03-31", "rate": 4}),
                    (0, 0, {"name": "2026-04-02", "rate": 8}),
                ],
            }
        )
        agreement = self._agree(self.wang, 100)
        self.env.flush_all()
        agreement.currency_id = foreign
        self._compute()
        self.assertEqual(self._find(self.wang).revenue, 300)
        self.wang.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_site_manager.id
        )
        [row] = self._find_upcoming(self.user_company_manager)
        self.assertEqual(row.agreement_value, 150, "by today's rate")

    def _find_upcoming(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        report = self.env["property.upcoming.report"].with_user(user)
        return report.search([("partner_id", "=", self.wang.id)])

    def test_upcoming_by_profit(self):
        self._agree(self.wang, 10)
        self._call(self.wang, 600)
        for first, last in self.Period._get_due_periods():
            self._compute(first, last)
        self.wang.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_site_manager.id
        )
        [row] = self._find_upcoming(self.user_site_manager)
        self.assertEqual(row.profit, 120 - 600 * 0.8)
        self.assertEqual((row.profit_before, row.profit_band), (120, "4_below"))
        groups = row.formatted_read_group(
            [("profit_band", "=", "4_below")], ["profit_band"], ["profit:avg"]
        )
        self.assertEqual(groups[0]["profit:avg"], -360)
        for user in (self.user_agent, self.user_dispatcher):
            seen = self._find_upcoming(user)
            self.assertFalse(
                any(seen.mapped("profit")) or any(seen.mapped("profit_band"))
            )

    def test_whale_curve_of_the_specification(self):
        profits = (50, 40, 30, 15, 10, 5, 0, -5, -15, -30)
        people = self.env["res.partner"].create([{"name": str(p)} for p in profits])
        for partner, profit in zip(people, profits, strict=True):
            if profit > 0:
                self._agree(partner, profit, {"basis": "once"}, start_date=FIRST)
            else:
                self._agree(partner, 10, {"basis": "once"}, start_date=FIRST)
        self.rate.variable_rate = self.rate.full_rate = 1
        for partner, profit in zip(people, profits, strict=True):
            if profit <= 0:
                self._call(partner, 10 - profit)
        self._compute()
        rows = self.Period.search([("partner_id", "in", people.ids)], order="rank")
        self.assertEqual(rows.mapped("cm3"), list(profits))
        percents = [50, 90, 120, 135, 145, 150, 150, 145, 130, 100]
        self.assertEqual(rows.mapped("cumulative_percent"), percents)
        self.assertEqual(rows.mapped("customer_percent")[:2], [10, 20])
        self.assertEqual(rows.mapped("band")[:3], ["1_best", "1_best", "2_profit"])

    def test_database_and_rule_agree(self):
        """Any agreements and calls: the statement counts what the rule says."""
        chance = random.Random(7)
        people = self.env["res.partner"].create(
            [{"name": f"P{number}"} for number in range(12)]
        )
        for partner in people:
            self._live_some_years(chance, partner)
        self._compute()
        rows = self.Period.search([("partner_id", "in", people.ids)], order="rank")
        revenue = self.env["property.revenue"]._get_revenue(FIRST, LAST)
        results = []
        for row in rows:
            calls = self.env["property.call"].search(
                [("partner_id", "=", row.partner_id.id)]
            )
            day = timedelta(hours=8)
            seconds = sum(
                call.handle_seconds
                for call in calls
                if FIRST <= (call.offered_at + day).date() <= LAST
            )
            minutes = Decimal(seconds) / 60
            income = to_decimal(round(revenue.get(row.partner_id, 0), 2))
            margins = get_margins(income, 0, minutes, "0.40", "0.80")
            results.append(margins.cm3)
            found = [to_decimal(row[name]) for name in ("cm1", "cm2", "cm3")]
            self.assertEqual(found, [margins.cm1, margins.cm2, margins.cm3])
            self.assertEqual(row.band, get_band(margins, row.rank * 5 <= len(rows)))
        for row, point in zip(rows, whale_curve(results), strict=True):
            self.assertEqual(row.rank, point.rank)
            found = (row.cm3, row.cumulative, row.cumulative_percent)
            expected = (point.profit, point.cumulative, point.percent or 0)
            self.assertEqual(tuple(map(to_decimal, found)), expected)
            self.assertEqual(row.customer_percent, point.customers)

    def _live_some_years(self, chance, partner):
        for _number in range(chance.randint(1, 3)):
            start = date(2024, 1, 1) + timedelta(chance.randint(0, 900))
            stop = chance.choice([False, start + timedelta(chance.randint(0, 500))])
            basis = chance.choice(["unit", "unit", "once"])
            line = {"basis": basis, "quantity": chance.randint(1, 9999) / 100}
            price = chance.randint(0, 99999) / 10000
            self._agree(partner, price, line, start_date=start, end_date=stop)
        for _number in range(chance.randint(0, 3)):
            day = date(2025, 3, 25) + timedelta(chance.randint(0, 380))
            self._call(partner, chance.randint(1, 200), day)

    def test_list_costs_the_same_for_many(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{number}"} for number in range(30)]
        )
        for partner in people:
            self._agree(partner, 10)
        self._compute()
        rows = self.Period.search([("partner_id", "in", people.ids)])
        self.assertEqual(len(rows), 30)
        name = "property_crm.property_customer_period_view_list"
        self.assertSameQueries(name, rows[:2], rows, self.user_site_manager)
