from datetime import date

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import HOUR, NOW, ReportCommon

FIGURES = {
    "charged": 1_000_000,
    "collected": 912_000,
    "old_due": 80_000,
    "old_collected": 30_000,
    "desk_cost": 30,
}
RATES = (
    "collection_rate",
    "overall_rate",
    "recovery_rate",
    "contact_cost",
    "solved_cost",
)


@freeze_time(NOW)
class TestPropertySiteMonth(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Month = cls.env["property.site.month"]
        cls.site.external_key = "S1"
        cls.site.tz = "Asia/Shanghai"

    def _create_month(self, day="2026-03-01", site=None, **values):
        site = site or self.site
        return self.Month.create({"site_id": site.id, "month": day, **values})

    def _get_group(self, *names, groupby=(), domain=()):
        self.env.invalidate_all()
        return self.Month._read_group(
            [("site_id", "in", (self.site | self.other_site).ids), *domain],
            groupby,
            [f"{name}:avg" for name in names],
        )

    def test_rates_of_a_month(self):
        tickets = self._create_at(3, count=3)
        self._close_after(tickets[0], 1)
        self._close_after(tickets[1], 1, cause="withdrawn")
        month = self._create_month("2026-03-17", **FIGURES)
        self.assertEqual(month.month, date(2026, 3, 1))
        self.assertEqual(month.display_name, "Lakeside · 2026-03")
        self.assertEqual((month.contact_count, month.solved_count), (3, 1))
        rounded = [round(month[name], 2) for name in RATES]
        self.assertEqual(rounded, [91.2, 87.22, 37.5, 10, 30])
        [grouped] = self._get_group(*RATES)
        self.assertEqual([round(value, 2) for value in grouped], rounded)

    def test_empty_where_there_is_nothing(self):
        self._create_month(desk_cost=50)
        self.assertEqual(self._get_group(*RATES), [(False,) * len(RATES)])
        nothing = self._get_group("contact_cost", domain=[("id", "=", 0)])
        self.assertEqual(nothing, [(False,)])

    def test_added_up_before_it_is_divided(self):
        self._create_month("2026-02-01", charged=100, collected=100)
        self._create_month("2026-03-01", charged=300, collected=0)
        self._create_month(site=self.other_site, charged=600, collected=500)
        self.assertEqual(self._get_group("collection_rate"), [(60,)])
        self.assertEqual(
            self._get_group("collection_rate", groupby=["site_id"]),
            [(self.site, 25), (self.other_site, 500 / 6)],
        )
        self.assertEqual(
            self._get_group("collection_rate", groupby=["month:month"]),
            [(date(2026, 2, 1), 100), (date(2026, 3, 1), 500 / 9)],
        )
        [both, by_site] = self.Month._read_grouping_sets(
            [("site_id", "=", self.site.id)],
            [[], ["site_id"]],
            ["collection_rate:avg", "contact_count:sum"],
        )
        self.assertEqual((both, by_site), ([(25, 0)], [(self.site, 25, 0)]))

    def test_months_begin_by_the_clock_of_the_site(self):
        first, last = self._create_at(24 * 8 + 20), self._create_at(24 * 8 + 21)
        self.assertEqual(str(first.reported_at), "2026-02-28 16:00:00")
        self.assertEqual(first.reported_at - last.reported_at, HOUR)
        months = self._create_month("2026-02-01") | self._create_month("2026-03-01")
        self.assertEqual(months.mapped("contact_count"), [1, 1])
        last.active = False
        self.env.invalidate_all()
        self.assertEqual(months.mapped("contact_count"), [0, 1])

    def test_one_row_a_site_and_month(self):
        self._create_month()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self._create_month("2026-03-31")

    def test_the_billing_system_sends_it(self):
        Month = self.Month.with_user(self.user_integration)
        row = {"external_key": "S1-2026-03", "site": "S1", "month": "2026-03-01"}
        row |= {"charged": 1000, "collected": 900.5}
        answers = [Month.api_upsert([row])[0] for _again in range(2)]
        self.assertEqual([one["errors"] for one in answers], [[], []])
        self.assertEqual([one["status"] for one in answers], ["created", "unchanged"])
        month = self.Month.browse(answers[0]["id"])
        self.assertAlmostEqual(month.collection_rate, 90.05)
        answer = Month.api_upsert([{**row, "collected": 950}])[0]
        self.assertEqual(answer["status"], "updated")
        self.assertEqual(month.collected, 950)
        refused = Month.api_upsert([{**row, "external_key": "again"}])[0]
        self.assertEqual(refused["status"], "error")

    def test_a_sheet_finds_it_by_its_key(self):
        columns = ["external_key", "site_id", "month", "charged"]
        rows = [["K", "Lakeside", "2026-03-01", "100"]]
        Month = self.Month.with_user(self.user_site_manager)
        for charged in ("100", "200"):
            rows[0][3] = charged
            answer = Month.load(columns, rows)
            self.assertTrue(answer["ids"], answer["messages"])
        self.assertEqual(Month.search([("external_key", "=", "K")]).charged, 200)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_managers_keep_the_months_of_their_sites(self):
        own = self._create_month()
        other = self._create_month(site=self.other_site)
        both = [("id", "in", (own | other).ids)]
        manager = self.Month.with_user(self.user_site_manager)
        self.assertEqual(manager.search(both), own)
        manager.browse(own.id).charged = 5
        with self.assertRaises(AccessError):
            manager.browse(other.id).charged = 5
        with self.assertRaises(AccessError):
            manager.create({"site_id": self.other_site.id, "month": "2026-01-01"})
        auditor = self.Month.with_user(self.user_auditor)
        self.assertEqual(auditor.search(both), own | other)
        with self.assertRaises(AccessError):
            auditor.browse(own.id).charged = 5
        for user in (self.user_technician, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Month.with_user(user).search(both)

    def test_list_costs_the_same_queries(self):
        months = self.Month.browse()
        for year in range(2000, 2026):
            months |= self._create_month(f"{year}-01-01", **FIGURES)
            months |= self._create_month(f"{year}-02-01", **FIGURES)
        self.assertSameQueries(
            "property_helpdesk.property_site_month_view_list",
            months[:2],
            months[2:],
            self.user_site_manager,
        )
