from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ..common import LeadsCommon


class TestCallLead(LeadsCommon):
    def test_a_call_becomes_one_prospect(self):
        call = self.env["property.call"].create(
            {
                "site_id": self.site.id,
                "number": "+8613800138000",
                "user_id": self.user_sales.id,
                "note": "Two rooms from May\nCalls back on Monday",
            }
        )
        mine = call.with_user(self.user_sales)
        first, again = (mine.action_make_lead()["res_id"] for _time in range(2))
        self.assertEqual(first, again)
        lead = self.Lead.browse(first)
        self.assertEqual(lead.name, "Two rooms from May")
        self.assertEqual((lead.site_id, lead.user_id), (self.site, self.user_sales))
        self.assertEqual(lead.call_ids, call)
        with self.assertRaises(AccessError):
            call.with_user(self.user_agent).action_make_lead()


class TestCallSales(LeadsCommon):
    """What calls have sold: domain 4.8, a hundred calls at 3 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.queue = cls.env["property.call.queue"].create(
            {"name": "Sales", "code": "X", "kind": "enquiry", "call_cost": 3}
        )
        cls.agreed = cls.env["property.call.disposition"].create(
            {"name": "Yes", "code": "T1", "is_reached": True, "is_agreed": True}
        )
        cls.calls = cls._take_calls(100)
        cls.calls[:10].disposition_id = cls.agreed
        cls.calls[50:].purpose = "service"
        cls.won = cls._create_leads(7)
        for lead, call in zip(cls.won, cls.calls, strict=False):
            lead.call_ids = call

    @classmethod
    def _take_calls(cls, count, start="2026-03-02 10:00:00", **values):
        ended = fields.Datetime.to_datetime(start) + timedelta(minutes=1)
        vals = {"offered_at": start, "answered_at": start, "ended_at": ended}
        vals |= {"queue_id": cls.queue.id, "site_id": cls.site.id}
        return cls.env["property.call"].create([vals | values] * count)

    def _get_figures(self, *names):
        self.env.flush_all()
        domain = [("queue_id", "=", self.queue.id)]
        (row,) = self.env["property.call.report"]._read_group(domain, [], names)
        return row

    def test_seven_of_a_hundred_buy(self):
        self.assertEqual(self._get_figures("won_count:sum", "won_rate:avg"), (0, 0))
        self.won.action_set_won()
        self.assertEqual(
            self._get_figures("intent_rate:avg", "booking_rate:avg", "won_rate:avg"),
            (50, 10, 7),
        )
        won, cost, each = self._get_figures(
            "won_count:sum", "cost:sum", "cost_each:avg"
        )
        self.assertEqual((won, cost, each), (7, 300, 3))
        (per_sale,) = self._get_figures("cost_per_won:avg")
        self.assertAlmostEqual(per_sale, 42.86, 2)
        self.won[0].stage_id = self._get_stage("viewing")
        self.assertEqual(self._get_figures("won_count:sum"), (6,))

    def test_a_sale_counts_once_in_the_last_talk_before_it(self):
        lead = self.won[0]
        later = self._take_calls(1, "2026-03-03 10:00:00", user_id=self.user_sales.id)
        vain = self._take_calls(1, "2026-03-04 10:00:00", answered_at=False)
        after = self._take_calls(1, "2026-03-06 10:00:00")
        lead.call_ids |= later | vain | after
        with freeze_time("2026-03-05 10:00:00"):
            lead.action_set_won()
        self.env.flush_all()
        won = self.env["property.call.report"].search(
            [("queue_id", "=", self.queue.id), ("won_count", ">", 0)]
        )
        self.assertEqual(won.call_id, later)
        self.assertEqual((won.won_count, won.won_rate), (1, 100))

    def test_managers_see_sales_without_prospects(self):
        self.won.action_set_won()
        self.env.flush_all()
        report = self.env["property.call.report"].with_user(self.user_site_manager)
        domain = [("queue_id", "=", self.queue.id)]
        ((won,),) = report._read_group(domain, [], ["won_count:sum"])
        self.assertEqual(won, 7)
