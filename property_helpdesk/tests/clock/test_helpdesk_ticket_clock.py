from odoo.exceptions import AccessError

from .common import ClockCommon, at


class TestHelpdeskTicketClock(ClockCommon):
    def assertDue(self, ticket, **dues):
        for name, text in dues.items():
            self.assertEqual(ticket[name], text and at(text), name)

    def test_promises_run_in_working_hours(self):
        ticket = self._receive("2026-03-06 16:45")
        self.assertEqual(ticket.sla_policy_id, self.policy)
        self.assertDue(
            ticket,
            response_due="2026-03-06 17:15",
            arrival_due="2026-03-09 09:45",
            date_deadline="2026-03-09 17:15",
            sla_due="2026-03-06 17:15",
        )
        self.assertEqual(
            (ticket.sla_state, ticket.sla_due_kind), ("running", "response")
        )

    def test_around_the_clock(self):
        self.policy.clock = "always"
        ticket = self._receive("2026-03-07 03:00")
        self.assertDue(ticket, date_deadline="2026-03-07 11:00")

    def test_given_deadline_stays(self):
        ticket = self._receive(date_deadline=at("2026-03-20 10:00"))
        self.assertDue(ticket, date_deadline="2026-03-20 10:00")
        with self._at("2026-03-09 09:00"):
            ticket._wait("customer")
        with self._at("2026-03-10 09:00"):
            ticket._resume()
        self.assertDue(ticket, date_deadline="2026-03-20 10:00")

    def test_deadline_given_and_taken_back_by_hand(self):
        ticket = self._receive()
        with self._at("2026-03-09 09:00"):
            ticket.date_deadline = at("2026-03-20 10:00")
        self.assertDue(ticket, date_deadline="2026-03-20 10:00")
        with self._at("2026-03-09 09:01"):
            ticket.date_deadline = False
        self.assertDue(ticket, date_deadline="2026-03-10 09:00")
        kinds = ticket.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["created", "deadline", "deadline"])

    def test_a_deadline_that_the_clock_moves_is_no_news(self):
        ticket = self._receive()
        with self._at("2026-03-09 09:00"):
            ticket._wait("customer")
        with self._at("2026-03-10 09:00"):
            ticket._resume()
        self.assertDue(ticket, date_deadline="2026-03-11 09:00")
        self.assertNotIn("deadline", ticket.event_ids.mapped("kind"))

    def test_later_change_of_the_policy_changes_no_running_request(self):
        ticket = self._receive()
        self.policy.solution_minutes = 60
        with self._at("2026-03-09 09:00"):
            ticket.priority = "2"
        self.assertDue(ticket, date_deadline="2026-03-10 09:00")
        self.assertDue(self._receive(), date_deadline="2026-03-09 09:30")

    def test_another_class_brings_another_promise(self):
        urgent = self._create_policy(
            name="Urgent", is_emergency="yes", solution_minutes=60, clock="always"
        )
        ticket = self._receive()
        with self._at("2026-03-09 09:00"):
            ticket.is_emergency = True
        self.assertEqual(ticket.sla_policy_id, urgent)
        self.assertDue(ticket, date_deadline="2026-03-09 09:30")
        with self._at("2026-03-09 09:10"):
            ticket.is_emergency = False
        self.assertEqual(ticket.sla_policy_id, self.policy)
        self.assertDue(ticket, date_deadline="2026-03-10 09:00")

    def test_class_of_a_closed_request_changes_nothing(self):
        self._create_policy(name="Urgent", is_emergency="yes", solution_minutes=1)
        ticket = self._receive()
        with self._at("2026-03-09 09:00"):
            ticket._close("Done")
            ticket.is_emergency = True
        self.assertEqual((ticket.sla_policy_id, ticket.sla_state), (self.policy, "met"))

    def test_first_answer_is_the_start_of_work(self):
        ticket = self._receive()
        with self._at("2026-03-09 08:50"):
            ticket.stage_id = self.stage_work
        self.assertDue(
            ticket, responded_at="2026-03-09 08:50", sla_due="2026-03-09 10:30"
        )
        self.assertEqual(
            (ticket.response_result, ticket.sla_due_kind), ("on_time", "arrival")
        )

    def test_arrival_is_kept_when_the_clock_stops_later(self):
        self.policy.pause_parts = True
        ticket = self._receive()
        with self._at("2026-03-09 10:00"):
            ticket.action_arrive()
        with self._at("2026-03-09 10:15"):
            ticket._wait("parts")
        self.assertDue(
            ticket, arrival_due="2026-03-09 10:30", arrived_at="2026-03-09 10:00"
        )
        self.assertEqual(
            (ticket.arrival_result, ticket.response_result), ("on_time", "late")
        )

    def test_closed_in_time_and_too_late(self):
        kept, missed = self._receive(), self._receive()
        with self._at("2026-03-10 09:00"):
            kept._close("Done")
        with self._at("2026-03-10 09:01"):
            missed._close("Done")
        self.assertEqual((kept.sla_state, kept.deadline_result), ("met", "on_time"))
        self.assertEqual((missed.sla_state, missed.deadline_result), ("missed", "late"))
        self.assertFalse(missed.sla_due)

    def test_reopened_goes_on_with_what_was_left(self):
        ticket = self._receive()
        with self._at("2026-03-10 08:30"):
            ticket._close("Done")
        self.assertDue(ticket, date_deadline="2026-03-10 09:00")
        with self._at("2026-03-12 10:00"):
            ticket._reopen("Leaks again")
        self.assertDue(ticket, date_deadline="2026-03-12 10:30")
        self.assertEqual((ticket.sla_state, ticket.reopen_count), ("running", 1))

    def test_reopened_late_stays_late(self):
        ticket = self._receive()
        with self._at("2026-03-11 08:30"):
            ticket._close("Done")
        with self._at("2026-03-12 10:00"):
            ticket._reopen("Leaks again")
        self.assertDue(ticket, date_deadline="2026-03-10 09:00")

    def test_received_closed_was_promised_nothing(self):
        ticket = self._receive(stage_id=self.stage_done.id, solution="Done")
        for name in ("sla_policy_id", "date_deadline", "sla_state"):
            self.assertFalse(ticket[name])

    def test_dates_put_right_by_programs(self):
        ticket = self._receive().with_user(self.user_integration)
        with self._at("2026-03-09 16:00"):
            ticket.reported_at = at("2026-03-06 08:30")
            ticket._close("Done")
            ticket.closed_date = at("2026-03-09 09:00")
        self.assertDue(ticket, date_deadline="2026-03-09 09:00")
        self.assertEqual(ticket.sla_state, "met")

    def test_without_team_site_or_policy(self):
        bare = self._receive("2026-03-07 03:00", unit_id=False)
        self.assertDue(bare, date_deadline="2026-03-07 11:00")
        self.policy.active = False
        ticket = self._receive()
        self.assertFalse(ticket.date_deadline or ticket.sla_state)

    def test_holidays_loaded_later_move_open_deadlines(self):
        ticket = self._receive()
        self.env["resource.calendar.leaves"].create(
            {
                "calendar_id": self.office.id,
                "date_from": at("2026-03-10 00:00:00"),
                "date_to": at("2026-03-10 23:59:59"),
            }
        )
        self._run_cron("_cron_replay_clocks")
        self.assertDue(ticket, date_deadline="2026-03-11 09:00")

    def test_make_up_day_of_domain(self):
        self.policy.solution_minutes = 60
        self.env["property.calendar.workday"].create(
            {"calendar_id": self.office.id, "date": "2026-02-14", "dayofweek": "0"}
        )
        ticket = self._receive("2026-02-13 17:00")
        self.assertDue(ticket, date_deadline="2026-02-14 09:00")

    def test_a_copy_has_its_own_clock(self):
        with self._at("2026-03-09 08:30"):
            ticket = self._create_tickets()
        with self._at("2026-03-10 08:30"):
            copy = ticket.copy()
        self.assertDue(copy, date_deadline="2026-03-11 09:00")

    def test_nobody_writes_clocks_by_hand(self):
        ticket = self._receive().with_user(self.user_dispatcher)
        for name, value in {
            "sla_state": "met",
            "response_due": "2030-01-01",
            "responded_at": "2026-01-01",
            "wait_reason": "customer",
        }.items():
            with self.subTest(field=name), self.assertRaises(AccessError):
                ticket.write({name: value})
