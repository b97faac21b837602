from datetime import timedelta

from odoo.fields import Command

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitTicket(VisitCommon):
    def test_next_date_follows_the_visit(self):
        visit = self._plan()
        self.assertEqual(self.ticket.visit_at, visit.start)
        self.assertEqual(self.ticket.date_next, visit.start)
        visit.start = at("2026-03-09 10:30")
        self.assertEqual(self.ticket.date_next, visit.start)
        visit._cancel("No parts")
        self.assertFalse(self.ticket.visit_at)
        self.assertEqual(self.ticket.date_next, NOW + timedelta(hours=24))

    def test_a_planned_visit_is_a_step_of_the_holder(self):
        self.ticket.team_id = self.env["helpdesk.ticket.team"].create(
            {"name": "Repairs", "take_back_minutes": 30}
        )
        self.ticket._assign(self.mate, "Other skill")
        self.assertTrue(self.ticket.take_back_at)
        self._plan(user_id=self.mate.id)
        self.assertTrue(self.ticket.acted_at)
        self.assertFalse(self.ticket.take_back_at)

    def test_who_goes_to_see_what_nobody_has_looks_after_it(self):
        free = self._create_tickets(user_id=False)
        self._plan(ticket=free, user_id=self.mate.id)
        self.assertEqual(free.user_id, self.mate)

    def test_visits_go_along_with_the_request(self):
        visit = self._plan()
        self.ticket._assign(self.mate, "Other skill")
        self.assertEqual(visit.user_id, self.mate)
        self.assertEqual(visit.sudo().event_id.user_id, self.mate)

    def test_who_has_no_time_then_leaves_it_to_be_planned_again(self):
        visit = self._plan()
        other = self._create_tickets(user_id=self.mate.id)
        self._plan(ticket=other, user_id=self.mate.id)
        self.ticket._assign(self.mate, "Other skill")
        self.assertEqual(visit.user_id, self.tech)
        self.assertIn("plan it again", self.ticket.activity_ids.summary)

    def test_closing_ends_the_visits_and_tells_once(self):
        self._plan()
        later = self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        going = self._plan("2026-03-09 10:00", "2026-03-09 11:00")
        going.action_arrive()
        count = len(self._get_told())
        self.ticket._close("Done")
        self.assertEqual(going.state, "done")
        self.assertEqual(later.state, "cancelled")
        self.assertFalse(self.ticket.visit_at)
        self.assertEqual(len(self._get_told()), count + 1)
        kinds = self._get_kinds()
        self.assertEqual(kinds.count("visit_cancelled"), 2)

    def test_archiving_cancels_the_visits(self):
        visit = self._plan()
        self.ticket.active = False
        self.assertEqual(visit.state, "cancelled")

    def test_who_is_complained_about_loses_his_visits(self):
        done = self._plan()
        done.action_arrive()
        done.action_finish()
        visit = self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        events = (done | visit).event_id
        self.ticket.with_user(self.user_dispatcher).named_employee_ids = [
            Command.link(self.tech.id)
        ]
        self.env.invalidate_all()
        self.assertEqual(visit.state, "cancelled")
        self.assertFalse(events.exists())
        Visit = self.env["property.visit"].with_user(self.tech)
        self.assertFalse(Visit.search([]))
        self.assertFalse(Visit._read_group([], aggregates=["__count"])[0][0])
        with self.assertRaisesRegex(Exception, "cannot be sent"):
            self._plan("2026-03-10 11:00", "2026-03-10 12:00")

    def test_whom_the_customer_complained_about_is_not_sent_to_him(self):
        complaint = self._create_tickets()
        complaint.named_employee_ids = [Command.link(self.mate.id)]
        known = self.ticket._get_visitor_ids()[self.ticket.id]
        self.assertIn(self.tech.id, known)
        self.assertNotIn(self.mate.id, known)

    def test_counts(self):
        self._plan()._miss("not_at_home")
        self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        done = self._plan("2026-03-09 11:00", "2026-03-09 12:00")
        done.action_arrive()
        done.action_finish()
        self.assertRecordValues(
            self.ticket,
            [
                {
                    "visit_done_count": 1,
                    "visit_planned_count": 1,
                    "visit_missed_count": 1,
                    "all_visit_count": 3,
                }
            ],
        )

    def test_the_ticket_form_costs_the_same_for_few_and_many_visits(self):
        few, many = self._create_tickets(2, user_id=self.tech.id)
        self._plan("2026-03-10 09:00", "2026-03-10 09:10", ticket=few)
        for hour in range(10, 17):
            self._plan(f"2026-03-10 {hour}:00", f"2026-03-10 {hour}:10", ticket=many)
        self.assertSameQueries("helpdesk_mgmt.ticket_view_form", few, many)
