from odoo.exceptions import AccessError

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
