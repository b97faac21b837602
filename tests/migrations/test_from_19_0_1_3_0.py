"""Only of a backup of 19.0.1.3.0: the telephone, prospects and what people cost."""

from held import HeldCase


class TestFrom13(HeldCase):
    def test_prospects_are_as_they_were(self):
        self.assertHeld(("crm.lead", "property.lead", "property.viewing"), {})
        self.assertHeld(("property.reservation", "property.competitor"), {})

    def test_days_in_a_stage_that_was_left_stand_still(self):
        passages = self.browse_held("property.lead.passage").filtered("left_at")
        self.assertTrue(passages)
        for passage in passages:
            held = self.facts["property.lead.passage"][str(passage.id)]
            self.assertEqual(passage.days, held["days"])

    def test_calls_are_as_they_were(self):
        calls = self.browse_held("property.call")
        self.assertEqual(len(calls), 4)
        answered = calls.filtered("answered_at")
        self.assertEqual(len(answered), 2)
        self.assertEqual(set(answered.mapped("queue_id.code")), {"main"})
        lists = self.browse_held("property.call.list")
        self.assertEqual(lists.mapped("state"), ["running"])
        self.assertEqual(len(lists.entry_ids), 2)

    def test_customers_cost_what_they_cost(self):
        [rate] = self.browse_held("property.service.rate")
        self.assertEqual(rate.capacity_cost, 1_920_000)
        self.assertTrue(self.facts["property.customer.period"])
