from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestLeadLists(LeadsCommon):
    """Lists cost the same queries for few rows and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls._create_leads(12, user_id=cls.user_sales.id)
        cls.env["property.lead.cost"].create(
            [{"name": "x", "amount": 1, "lead_id": lead.id} for lead in cls.many]
        )
        cls.many._score()

    def test_lists_of_prospects(self):
        for name in ("worklist", "neglected"):
            with self.subTest(name):
                self.assertSameQueries(
                    f"property_leads.crm_lead_view_list_{name}",
                    self.many[:2],
                    self.many,
                    self.user_sales,
                )

    def test_lists_of_what_belongs_to_them(self):
        pairs = self.env["property.lead.pair"].search(
            [("other_id", "in", self.many.ids)]
        )
        for name, rows in (
            ("event", self.many.event_ids),
            ("touch", self.many.touch_ids),
            ("cost", self.many.cost_ids),
            ("pair", pairs),
        ):
            with self.subTest(name):
                self.assertSameQueries(
                    f"property_leads.property_lead_{name}_view_list",
                    rows[:2],
                    rows,
                    self.user_sales,
                )
