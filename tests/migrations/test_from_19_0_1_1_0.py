"""Only of a backup of 19.0.1.1.0: visits, duties, costs, segments go on."""

from held import HeldCase

from odoo import fields


class TestFrom11(HeldCase):
    def _browse_ticket(self, key):
        tickets = self.browse_held("helpdesk.ticket")
        return tickets.filtered(lambda one: one.external_key == key)

    def test_every_state_of_a_visit_was_there(self):
        """The backup is worth something only if it holds what it is for."""
        visits = self.browse_held("property.visit")
        states = dict(visits._fields["state"].selection)
        self.assertEqual(set(visits.mapped("state")), set(states))
        costs = self.browse_held("helpdesk.ticket").mapped("cost_state")
        self.assertLessEqual({"to_approve", "approved", "refused"}, set(costs))

    def test_visits_have_their_entry_in_the_calendar(self):
        visits = self.browse_held("property.visit")
        planned = visits.filtered(lambda one: one.state == "planned")
        self.assertTrue(planned)
        for visit in planned:
            self.assertEqual(visit.event_id.start, visit.start)
            self.assertEqual(visit.ticket_id.visit_at, visit.start)
        self.assertTrue(planned.filtered("agreed_at"))

    def test_a_visit_goes_on(self):
        """A visit of before the update is moved and made."""
        visits = self.browse_held("property.visit")
        visit = visits.filtered(lambda one: one.state == "on_the_way")[:1]
        user = self.env["res.users"].search([("login", "=", "plumber")])
        visit.with_user(user).action_arrive()
        visit.with_user(user).action_finish()
        self.assertEqual(visit.state, "done")
        self.assertTrue(visit.ended_at)

    def test_who_confirms_is_still_asked(self):
        waiting = self._browse_ticket("done-waiting")
        self.assertTrue(waiting.stage_id.to_confirm)
        self.assertTrue(waiting.confirm_until)
        self.assertTrue(self._browse_ticket("done-confirmed").stage_id.closed)
        self.assertFalse(self._browse_ticket("done-back").stage_id.is_finished)
        called = self._browse_ticket("done-called")
        self.assertEqual(called.follow_up_result, "satisfied")

    def test_an_approval_that_waits_can_be_given(self):
        ticket = self._browse_ticket("COST-waiting")
        user = self.env["res.users"].search([("login", "=", "manager")])
        ticket.with_user(user)._approve_cost("As agreed")
        self.assertEqual(ticket.cost_approved, 800)

    def test_duties_to_come_are_those_to_come(self):
        duties = self.browse_held("property.duty")
        self.assertEqual(len(duties), 9)
        now = fields.Datetime.now()
        self.assertTrue(duties.filtered(lambda duty: duty.start > now))
        self.assertEqual(set(duties.mapped("hours")), {12})

    def test_series_of_meetings_are_whole(self):
        events = self.browse_held("calendar.event")
        series = events.recurrence_id
        self.assertEqual(len(series), 1)
        self.assertEqual(len(series.calendar_event_ids & events), 3)
        override = self.browse_held("property.clash.override")
        self.assertEqual(override.reason, "Cannot wait")
        self.assertEqual(override.event_id.name, "Burst pipe")

    def test_a_new_run_moves_nobody_to_another_segment(self):
        partners = self.browse_held("res.partner")
        before = {partner: partner.segment_id for partner in partners}
        self.assertEqual(len(partners.filtered("segment_id")), 6)
        self.assertEqual(partners._classify(), 0)
        self.assertEqual({p: p.segment_id for p in partners}, before)
