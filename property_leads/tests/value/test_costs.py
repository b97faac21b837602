from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestCosts(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.lead_hour_cost = 90
        cls.Cost = cls.env["property.lead.cost"]

    def test_the_time_of_a_contact_is_booked_by_how_far_it_is(self):
        self.lead._log_contact("call", "Long talk", 50)
        cost = self.lead.cost_ids
        self.assertEqual(
            (cost.amount, cost.kind, cost.origin), (75.0, "search", "time")
        )
        self.lead.stage_id = self._get_stage("proposal")
        self.lead._log_contact("meeting", minutes=20)
        self.assertEqual(
            set(self.lead.cost_ids.mapped("kind")), {"search", "negotiation"}
        )
        self.lead.invalidate_recordset(["cost_total"])
        self.assertEqual(self.lead.cost_total, 105.0)

    def test_without_a_rate_nothing_is_booked(self):
        self.env.company.lead_hour_cost = 0
        self.lead._log_contact("call", minutes=50)
        self.assertFalse(self.lead.cost_ids)

    def test_a_cost_is_for_something(self):
        with self.assertRaises(ValidationError):
            self.Cost.create({"name": "Flyers", "amount": 5})
        source = self.env["utm.source"].create({"name": "Flyer"})
        self.lead.source_id = source
        cost = self.Cost.create(
            {"name": "Dinner", "amount": 5, "lead_id": self.lead.id, "kind": "other"}
        )
        self.assertEqual((cost.source_id, cost.site_id), (source, self.site))

    def test_what_comes_from_a_sheet_says_so(self):
        self.env["utm.source"].create({"name": "Flyer"})
        result = self.Cost.load(
            ["name", "date", "amount", "source_id"],
            [["Flyers", "2026-03-02", "500", "Flyer"]],
        )
        self.assertEqual(self.Cost.browse(result["ids"]).origin, "imported")

    def test_as_its_prospect(self):
        cost = self.Cost.create({"name": "x", "amount": 5, "lead_id": self.lead.id})
        self.assertTrue(cost.with_user(self.user_sales).read(["amount"]))
        for user in (self.user_stranger, self.user_portal, self.user_sales_elsewhere):
            with self.assertRaises(AccessError):
                cost.with_user(user).read(["amount"])
        with self.assertRaises(AccessError):
            cost.with_user(self.user_auditor).write({"amount": 1})
