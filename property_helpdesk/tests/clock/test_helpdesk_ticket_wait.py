from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import ClockCommon, at


class TestHelpdeskTicketWait(ClockCommon):
    def _receive_started(self):
        ticket = self._receive(user_id=self.user_technician.id)
        with self._at("2026-03-09 08:40"):
            ticket.stage_id = self.stage_work
        return ticket

    def test_waiting_for_the_customer_stops_the_clock(self):
        ticket = self._receive_started()
        with self._at("2026-03-09 09:30"):
            ticket._wait("customer", "Asked for a date")
        self.assertRecordValues(
            ticket,
            [
                {
                    "stage_id": self.stage_wait.id,
                    "sla_state": "paused",
                    "wait_reason": "customer",
                    "waiting_since": at("2026-03-09 09:30"),
                    "date_deadline": False,
                    "sla_due": False,
                }
            ],
        )
        with self._at("2026-03-10 09:30"):
            ticket._resume()
        self.assertEqual(ticket.date_deadline, at("2026-03-11 09:00"))
        self.assertEqual(
            (ticket.sla_state, ticket.stage_id), ("running", self.stage_work)
        )
        events = ticket.event_ids.sorted("id")[-2:]
        self.assertEqual(events.mapped("kind"), ["waiting", "resumed"])
        self.assertEqual(events[0].reason, "Asked for a date")

    def test_parts_stop_it_only_if_the_promise_says_so(self):
        for stops, due in ((False, "2026-03-10 09:00"), (True, False)):
            self.policy.pause_parts = stops
            ticket = self._receive_started()
            with self._at("2026-03-09 09:30"):
                ticket._wait("parts")
            self.assertEqual(ticket.date_deadline, due and at(due))
            self.assertEqual(ticket.wait_reason, "parts")

    def test_another_reason_without_another_stage(self):
        ticket = self._receive_started()
        with self._at("2026-03-09 09:30"):
            ticket._wait("customer")
        with self._at("2026-03-09 10:30"):
            ticket._wait("parts", "Valve ordered")
        self.assertEqual((ticket.wait_reason, ticket.sla_state), ("parts", "running"))
        self.assertEqual(ticket.date_deadline, at("2026-03-10 10:00"))

    def test_stage_of_its_own_for_parts(self):
        parts = self.stage_wait.copy({"name": "Parts", "wait_reason": "parts"})
        ticket = self._receive_started()
        ticket._wait("parts")
        self.assertEqual(ticket.stage_id, parts)

    def test_dragging_to_the_stage_waits_and_dragging_back_goes_on(self):
        ticket = self._receive_started().with_user(self.user_technician)
        ticket.stage_id = self.stage_wait
        self.assertEqual(ticket.wait_reason, "customer")
        ticket.stage_id = self.stage_work
        self.assertFalse(ticket.wait_reason)

    def test_received_in_the_stage_waits(self):
        ticket = self._receive(stage_id=self.stage_wait.id)
        self.assertEqual((ticket.wait_reason, ticket.sla_state), ("customer", "paused"))

    def test_received_in_work_is_answered(self):
        ticket = self._receive(stage_id=self.stage_work.id)
        self.assertEqual(ticket.responded_at, at("2026-03-09 08:30"))

    def test_waiting_without_a_promise_has_no_clock(self):
        self.policy.active = False
        ticket = self._receive(stage_id=self.stage_wait.id)
        self.assertEqual((ticket.wait_reason, ticket.sla_state), ("customer", False))

    def test_starting_on_the_page_for_the_place_is_arriving(self):
        ticket = self._receive(user_id=self.user_technician.id)
        with self._at("2026-03-09 09:00"):
            ticket.with_user(self.user_technician)._work_start({})
        self.assertEqual(ticket.arrived_at, at("2026-03-09 09:00"))
        self.assertFalse(ticket.stage_id.unattended)

    def test_closing_ends_waiting(self):
        ticket = self._receive_started()
        with self._at("2026-03-09 09:30"):
            ticket._wait("customer")
        with self._at("2026-03-20 09:30"):
            ticket._close("Came himself")
        self.assertEqual((ticket.wait_reason, ticket.sla_state), (False, "met"))

    def test_closed_requests_do_not_wait(self):
        ticket = self._receive_started()
        ticket._close("Done")
        for act in (lambda: ticket._wait("customer"), ticket.action_arrive):
            with self.assertRaises(UserError):
                act()

    def test_word_of_the_requester_ends_waiting_for_him(self):
        portal = self._create_portal("zhang", self.resident)
        ticket = self._receive_started()
        for author in (portal.partner_id, self.neighbour):
            with self.subTest(author=author.name):
                ticket._wait("customer")
                ticket.message_post(
                    body="Tomorrow",
                    message_type="comment",
                    author_id=author.id,
                    subtype_xmlid="mail.mt_comment",
                )
                self.assertFalse(ticket.wait_reason)
        event = ticket.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, bool(event.reason)), ("resumed", True))

    def test_mail_of_the_requester_ends_waiting_for_him(self):
        ticket = self._receive_started()
        ticket._wait("customer")
        ticket.message_post(
            body="Tomorrow",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=False,
            email_from="zhang@example.com",
        )
        self.assertFalse(ticket.wait_reason)

    def test_his_word_does_not_bring_the_parts(self):
        ticket = self._receive_started()
        ticket._wait("parts")
        ticket.message_post(
            body="Well?", message_type="comment", author_id=self.resident.id
        )
        self.assertEqual(ticket.wait_reason, "parts")

    def test_message_of_staff_is_the_first_answer_and_a_note_is_none(self):
        ticket = self._receive().with_user(self.user_technician)
        ticket.message_post(body="Hm", subtype_xmlid="mail.mt_note")
        self.assertFalse(ticket.responded_at)
        with self._at("2026-03-09 08:50"):
            ticket.message_post(
                body="We come", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        self.assertEqual(ticket.responded_at, at("2026-03-09 08:50"))
        self.assertEqual(ticket.response_result, "on_time")
        ticket.message_post(
            body="Again", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        kinds = ticket.event_ids.mapped("kind")
        self.assertEqual(kinds.count("responded"), 1)

    def test_arriving_starts_the_work(self):
        ticket = self._receive(user_id=self.user_technician.id)
        ticket = ticket.with_user(self.user_technician)
        with self._at("2026-03-09 09:00"):
            ticket.action_arrive()
        self.assertEqual(ticket.arrived_at, at("2026-03-09 09:00"))
        self.assertEqual(ticket.stage_id, self.stage_work)

    def test_answered_by_phone(self):
        ticket = self._receive().with_user(self.user_dispatcher)
        with self._at("2026-03-09 08:45"):
            ticket.action_answer()
        self.assertEqual(ticket.responded_at, at("2026-03-09 08:45"))

    def test_dialog(self):
        ticket = self._receive_started().with_user(self.user_technician)
        action = ticket.action_wait()
        form = Form(
            self.env["property.ticket.wait"]
            .with_user(self.user_technician)
            .with_context(**action["context"])
        )
        form.wait_reason = "vote"
        form.note = "The fund decides"
        with self._at("2026-03-09 09:00"):
            form.save().action_wait()
        self.assertEqual((ticket.wait_reason, ticket.sla_state), ("vote", "paused"))
        ticket.action_resume()
        self.assertFalse(ticket.wait_reason)

    def test_others_are_refused(self):
        ticket = self._receive_started()
        for user in (self.user_stranger, self.user_auditor, self.user_portal):
            theirs = ticket.with_user(user)
            for act in (
                theirs.action_arrive,
                theirs.action_answer,
                lambda theirs=theirs: theirs._wait("customer"),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
        with self.assertRaises(AccessError):
            self.env["property.ticket.wait"].with_user(self.user_portal).create({})

    def test_no_stage_for_waiting(self):
        self.stage_wait.wait_reason = False
        with self.assertRaises(UserError):
            self._receive_started()._wait("customer")

    def test_many_at_once_cost_the_same(self):
        few, many = self._create_tickets(2), self._create_tickets(50)
        counts = []
        for tickets in (self._create_tickets(2), few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            tickets.with_context(tracking_disable=True)._wait("customer")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
