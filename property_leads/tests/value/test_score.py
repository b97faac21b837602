from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestScore(LeadsCommon):
    def test_reasons_add_up_and_a_better_lead_comes_first(self):
        good = self._create_leads(
            stage_id=self._get_stage("proposal").id, expected_revenue=90000
        )
        good._log_contact("call")
        poor = self._create_leads(expected_revenue=10)
        self._create_leads(3, expected_revenue=500)
        (good | poor).action_score()
        self.assertGreater(good.score, poor.score)
        self.assertAlmostEqual(
            good.score, sum(reason[2] for reason in good.score_reasons), delta=4
        )
        self.assertIn("How far it is", good.score_text)
        found = self.Lead.search(
            [("id", "in", (good | poor).ids)], order="score desc, id"
        )
        self.assertEqual(found[0], good)

    def test_people_and_offers_count(self):
        lead = self._create_leads()
        lead._score()
        before = {reason[0] for reason in lead.score_reasons}
        self.env["property.lead.person"].create(
            {"lead_id": lead.id, "name": "Hu", "stance": "2", "influence": 5}
        )
        rival = self.env["property.competitor"].create({"name": "Rival"})
        self.env["property.lead.offer"].create(
            [
                {"lead_id": lead.id, "quality": 9},
                {"lead_id": lead.id, "competitor_id": rival.id, "quality": 1},
            ]
        )
        lead._score()
        after = {reason[0] for reason in lead.score_reasons}
        self.assertEqual(after - before, {"people", "offer"})

    def test_a_source_that_wins_more_counts_more(self):
        fair, web = self.env["utm.source"].create([{"name": "Fair"}, {"name": "Web"}])
        self._create_leads(source_id=fair.id).action_set_won()
        self._create_leads(2, source_id=web.id).action_set_lost()
        rates = self.Lead._get_source_rates()
        self.assertGreater(rates[fair.id], 1)
        self.assertEqual(rates[web.id], 0)

    def test_weights_are_data_of_head_office(self):
        weights = self.env["property.lead.score.weight"].search([])
        self.assertAlmostEqual(sum(weights.mapped("share")), 100, delta=0.5)
        stage = weights.filtered(lambda one: one.code == "stage")
        lead = self._create_leads(stage_id=self._get_stage("proposal").id)
        weights.with_user(self.user_company_manager).write({"weight": 0})
        stage.weight = 10
        lead._score()
        self.assertEqual([reason[0] for reason in lead.score_reasons], ["stage"])
        with self.assertRaises(AccessError):
            stage.with_user(self.user_sales).write({"weight": 1})
        with self.assertRaises(AccessError):
            stage.with_user(self.user_stranger).read(["weight"])

    def test_queries_do_not_count_prospects(self):
        counts = []
        for count in (2, 2, 40):
            leads = self._create_leads(count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads._score()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])
