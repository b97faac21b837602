from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestFigures(LeadsCommon):
    """A tenth of the funnel of the specification: 100 came, 10 qualified, 3 won."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["utm.source"].create({"name": "Autumn fair"})
        cls.leads = cls._create_leads(
            100, source_id=cls.source.id, expected_revenue=1000
        )
        cls.leads[:10].stage_id = cls._get_stage("qualified")
        cls.leads[:3].stage_id = cls._get_stage("won")
        cls.leads[3:5].action_set_lost()
        cls.env["property.lead.cost"].create(
            {"name": "Stand", "amount": 1500, "source_id": cls.source.id}
        )
        cls.env.flush_all()

    def _read(self, model, domain, *measures):
        return self.env[model]._read_group(domain, [], measures)[0]

    def test_funnel_costs_and_return_of_a_source(self):
        domain = Domain("source_id", "=", self.source.id)
        figures = self._read(
            "property.lead.report",
            domain,
            "lead_count:sum",
            "qualified_rate:avg",
            "won_of_qualified:avg",
            "won_rate:avg",
            "cost_per_lead:avg",
            "cost_per_won:avg",
            "return_rate:avg",
        )
        self.assertEqual(figures, (100, 10.0, 30.0, 3.0, 15.0, 500.0, 100.0))

    def test_parts_of_the_transaction(self):
        kinds = ("search", "negotiation", "performance", "commission")
        self.env["property.lead.cost"].create(
            [
                {"name": kind, "kind": kind, "amount": 90, "lead_id": self.leads[0].id}
                for kind in kinds
            ]
        )
        domain = Domain("source_id", "=", self.source.id)
        figures = self._read(
            "property.lead.report",
            domain,
            "cost:sum",
            "transaction_cost:sum",
            "transaction_per_won:avg",
        )
        self.assertEqual(figures, (1860, 270, 90))

    def test_a_merged_one_is_not_counted(self):
        (self.leads[50] | self.leads[51])._merge_opportunity()
        self.env.flush_all()
        domain = Domain("source_id", "=", self.source.id)
        count = self._read("property.lead.report", domain, "lead_count:sum")
        self.assertEqual(count, (99,))

    def test_time_per_stage_and_who_is_won_from_there(self):
        stage = self._get_stage("qualified")
        domain = Domain("lead_id", "in", self.leads.ids) & Domain(
            "stage_id", "=", stage.id
        )
        rows = self.env["property.lead.passage"].search(domain)
        self.assertEqual(len(rows), 10)
        self.assertEqual(len(rows.filtered("left_at")), 5)
        rate = self._read("property.lead.passage", domain, "won_rate:avg")
        self.assertEqual(rate, (60.0,))

    def test_expected_customers_by_the_share_won_before(self):
        """Three won, and five still qualified of whom 3 of 5 are won."""
        domain = Domain("lead_id", "in", self.leads[:10].ids)
        rows = self.env["property.lead.forecast"].search(domain)
        self.assertEqual(len(rows), 8)
        self.assertEqual(set(rows.mapped("method")), {"won", "conversion"})
        self.assertAlmostEqual(sum(rows.mapped("expected")), 3 + 5 * 0.6)

    def test_renewal_rate(self):
        """22 of 25 leases that end in the period are renewed."""
        today = fields.Date.today()
        partner = self.env["res.partner"].create({"name": "Tenant"})
        values = {
            "partner_id": partner.id,
            "start_date": fields.Date.subtract(today, years=1),
            "end_date": fields.Date.subtract(today, days=1),
            "site_id": self.site.id,
        }
        ended = self.env["agreement"].create(
            [{"name": f"Lease {n}", **values} for n in range(25)]
        )
        self.env.flush_all()
        self.cr.execute(
            "UPDATE agreement SET state = 'ended', renewal_stage = 'leaving'"
            " WHERE id = ANY(%s)",
            [ended.ids],
        )
        self.cr.execute(
            "UPDATE agreement SET renewal_stage = 'renewed' WHERE id = ANY(%s)",
            [ended[:22].ids],
        )
        domain = Domain("agreement_id", "in", ended.ids)
        figures = self._read(
            "property.renewal.report", domain, "ending:sum", "renewal_rate:avg"
        )
        self.assertEqual(figures, (25, 88.0))

    def test_strangers_see_no_figures_of_others(self):
        for model in (
            "property.lead.report",
            "property.lead.passage",
            "property.lead.forecast",
        ):
            domain = Domain("lead_id", "in", self.leads.ids)
            figures = self.env[model]
            self.assertTrue(figures.with_user(self.user_auditor).search(domain))
            elsewhere = figures.with_user(self.user_sales_elsewhere)
            self.assertFalse(elsewhere.search(domain))
            for user in (self.user_stranger, self.user_portal):
                with self.assertRaises(AccessError):
                    figures.with_user(user).search(domain)
