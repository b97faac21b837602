import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import DONE_AT, WEEK, FinishCommon, at


class TestConfirm(FinishCommon):
    """Done, to be confirmed: between work and closed."""

    def _get_kinds(self, ticket):
        return ticket.event_ids.sorted("id").mapped("kind")

    def test_done_waits_for_the_requester(self):
        ticket = self._finish(self._receive())
        self.assertRecordValues(
            ticket,
            [
                {
                    "stage_id": self.stage_confirm.id,
                    "closed_date": False,
                    "done_at": at(DONE_AT),
                    "confirm_until": at(DONE_AT) + WEEK,
                    "date_next": at(DONE_AT) + WEEK,
                    "owner_id": self.user_technician.id,
                    "closed_by_id": self.user_technician.id,
                    "solution": "Washer replaced",
                    "close_cause": "solved",
                    "sla_state": "met",
                    "sla_due": False,
                    "deadline_result": "on_time",
                }
            ],
        )
        event = ticket.event_ids.filtered(lambda e: e.kind == "done")
        self.assertEqual(event.reason, "Washer replaced")
        self.assertNotIn("closed", self._get_kinds(ticket))

    def test_measured_when_done_not_when_closed(self):
        tickets = self._receive() | self._receive("2026-03-06 08:30")
        self._finish(tickets)
        kept, missed = tickets.sorted("reported_at", reverse=True)
        dues = tickets.mapped("date_deadline")
        self._run_auto_close("2026-03-16 10:30")
        self.assertEqual(kept.closed_date, at("2026-03-16 10:30"))
        self.assertEqual((kept.sla_state, missed.sla_state), ("met", "missed"))
        self.assertEqual(tickets.mapped("deadline_result"), ["on_time", "late"])
        self.assertEqual(tickets.mapped("date_deadline"), dues)
        self.assertEqual(kept.done_at, at(DONE_AT))

    def test_closed_by_itself_once_with_an_entry_in_the_log(self):
        ticket = self._finish(self._receive())
        self._run_auto_close("2026-03-16 10:29")
        self.assertFalse(ticket.closed_date)
        self._run_auto_close("2026-03-16 10:30")
        self.assertTrue(ticket.stage_id.closed)
        self.assertFalse(ticket.confirm_until or ticket.date_next)
        self.assertEqual(self._get_kinds(ticket)[-2:], ["done", "closed"])
        event = ticket.event_ids.sorted("id")[-1]
        self.assertEqual(event.reason, "Nobody said anything: closed by itself.")
        self.assertEqual(event.user_id, self.env.user)
        self.assertEqual(ticket.closed_by_id, self.user_technician)
        self.assertEqual(ticket.solution, "Washer replaced")
        self.assertFalse(self._run_auto_close("2026-03-17 10:30"))

    def test_auto_close_in_batches_with_the_same_queries(self):
        counts = {}
        for size in (2, 50):
            with self._at("2026-03-09 08:30"):
                tickets = self._create_tickets(
                    size, team_id=self.team.id, user_id=self.user_technician.id
                )
            self._finish(tickets)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self._run_auto_close("2026-03-17 10:30"), 1)
            counts[size] = self.env.cr.sql_log_count - before
            self.assertTrue(all(tickets.mapped("closed_date")))
        self.assertLessEqual(counts[50], counts[2] + 2)

    def test_what_another_run_has_locked_is_left_to_it(self):
        ticket = self._finish(self._receive())
        self.env.invalidate_all()
        self.patch(
            type(self.Ticket), "try_lock_for_update", lambda tickets: tickets.browse()
        )
        self._run_auto_close("2026-03-17 10:30")
        self.assertFalse(ticket.closed_date)

    def test_who_did_the_work_does_not_confirm_it(self):
        ticket = self._finish(self._receive())
        mine = ticket.with_user(self.user_technician)
        with self.assertRaises(AccessError):
            mine.action_confirm()
        with self.assertRaises(AccessError):
            mine.stage_id = self.stage_done
        with self._at("2026-03-10 09:00"):
            ticket.with_user(self.user_dispatcher).action_confirm()
        self.assertEqual(ticket.closed_date, at("2026-03-10 09:00"))
        event = ticket.event_ids.sorted("id")[-1]
        self.assertEqual(event.reason, "The requester has confirmed it.")

    def test_many_at_once(self):
        tickets = self._receive() | self._receive() | self._receive()
        self._finish(tickets)
        self.assertEqual(tickets.stage_id, self.stage_confirm)
        tickets.with_user(self.user_dispatcher).action_confirm()
        self.assertEqual(tickets.stage_id, self.stage_done)

    def test_closed_at_once(self):
        """By other teams, without a requester, for nought days, for other reasons."""
        plain = self._receive(team_id=self.plain_team.id)
        nobody = self._receive(partner_id=False, partner_name="A voice")
        self._finish(plain | nobody)
        refused = self._receive()
        refused._close("Not ours", "not_ours")
        told = self._receive()
        told._close("Done", stage=self.stage_done)
        self.env.company.helpdesk_confirm_days = 0
        done = plain | nobody | refused | told | self._finish(self._receive())
        self.assertTrue(all(done.mapped("stage_id.closed")))
        self.assertFalse(any(done.mapped("done_at")))

    def test_a_process_without_the_step_closes_at_once(self):
        ticket = self._receive()
        stages = self.stage_new | self.stage_work | self.stage_done
        ticket.process_id = self.env["property.ticket.process"].create(
            {
                "name": "Short",
                "is_strict": True,
                "step_ids": [(0, 0, {"stage_id": stage.id}) for stage in stages],
            }
        )
        self.assertEqual(self._finish(ticket).stage_id, self.stage_done)

    def test_not_late_not_free_not_nobodys(self):
        Ticket = self.Ticket
        ticket = self._finish(self._receive("2026-03-02 08:30"))
        free = self._finish(self._receive(user_id=False), user=self.user_dispatcher)
        tickets = ticket | free
        with self._at("2026-03-20 12:00"):
            domains = {
                "nobody": [("is_nobodys_case", "=", True)],
                "work": Ticket._get_work_domain(),
            }
            for name, domain in domains.items():
                with self.subTest(name):
                    found = Ticket.search(domain)
                    self.assertFalse(found & tickets)
            self.assertFalse(any(tickets.mapped("is_nobodys_case")))
            self.assertLessEqual(tickets, Ticket.search(Ticket._get_open_domain()))
        self.team.dispatch_mode = "grab"
        queue = Ticket.with_user(self.user_technician)._get_queue_domain()
        self.assertFalse(Ticket.search(queue) & tickets)

    def test_no_timer_runs_on(self):
        self.team.take_back_minutes = 30
        ticket = self._receive()
        self.assertTrue(ticket.take_back_at)
        with self._at("2026-03-09 08:40"):
            ticket.with_user(self.user_dispatcher)._defer(
                at("2026-03-12 08:00"), "Asked"
            )
        self._finish(ticket, user=self.user_dispatcher)
        self.assertFalse(ticket.take_back_at or ticket.deferred_until)

    def test_reopening_goes_on(self):
        ticket = self._finish(self._receive())
        with self._at("2026-03-10 10:30"):
            with self.assertRaises(UserError):
                ticket.stage_id = self.stage_work
            ticket._reopen("It drips")
        self.assertRecordValues(
            ticket,
            [
                {
                    "done_at": False,
                    "confirm_until": False,
                    "reopen_count": 1,
                    "solution": False,
                    "closed_by_id": False,
                    "date_deadline": at("2026-03-11 09:00"),
                }
            ],
        )
        self.assertTrue(ticket.is_rework)
        self._finish(ticket, "2026-03-10 15:00")
        self.assertEqual(ticket.done_at, at("2026-03-10 15:00"))

    def test_nothing_begins_done_and_closed_is_not_undone(self):
        with self.assertRaises(UserError):
            self._create_tickets(stage_id=self.stage_confirm.id, solution="Done")
        ticket = self._receive(team_id=self.plain_team.id)
        ticket._close("Done")
        with self.assertRaises(UserError):
            ticket.with_context(ticket_reason="x").stage_id = self.stage_confirm
        with self.assertRaises(UserError):
            self._receive().stage_id = self.stage_confirm

    def test_days_cannot_be_written_and_kinds_of_stages_exclude_each_other(self):
        ticket = self._finish(self._receive())
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_dispatcher).confirm_until = False
        for values in ({"closed": True}, {"wait_reason": "parts"}):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.stage_confirm.write(values)
                self.env.flush_all()

    def test_a_word_of_the_requester_gives_the_days_again(self):
        ticket = self._finish(self._receive())
        with self._at("2026-03-12 09:00"):
            ticket.message_post(
                body="Wait",
                author_id=self.resident.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual(ticket.stage_id, self.stage_confirm)
        self.assertEqual(ticket.confirm_until, at("2026-03-12 09:00") + WEEK)

    def test_work_cannot_be_changed_any_more(self):
        ticket = self._finish(self._receive())
        with self.assertRaises(UserError):
            self.env["property.ticket.material"].create(
                {"ticket_id": ticket.id, "name": "Tap"}
            )
        for act in (ticket.action_arrive, lambda: ticket._wait("parts")):
            with self.subTest(act), self.assertRaises(UserError):
                act()

    def test_drawn_for_quality_once(self):
        self.env.company.quality_percent = 100
        ticket = self._finish(self._receive())
        self.assertEqual(len(ticket.quality_check_ids), 1)
        self.assertEqual(ticket.quality_check_ids.worker_id, self.user_technician)
        self._run_auto_close("2026-03-17 10:30")
        self.assertEqual(len(ticket.quality_check_ids), 1)

    def test_wizard_says_so(self):
        tickets = self._receive() | self._receive(team_id=self.plain_team.id)
        Wizard = self.env["property.ticket.close"].with_user(self.user_dispatcher)
        for is_confirmed, stages in (
            (False, [self.stage_confirm, self.stage_done]),
            (True, [self.stage_done] * 2),
        ):
            context = {"default_ticket_ids": tickets.ids}
            form = Form(Wizard.with_context(**context))
            self.assertTrue(form.asks_confirmation)
            form.close_cause = "withdrawn"
            self.assertFalse(form.asks_confirmation)
            form.close_cause = "no_fault"
            form.solution = "Nothing found"
            form.is_confirmed = is_confirmed
            form.save().action_close()
            self.assertEqual([t.stage_id for t in tickets], stages)
            tickets._reopen("Again")

    def test_api(self):
        Ticket = self.Ticket.with_user(self.user_dispatcher)
        ticket = self._receive()
        row = {"id": ticket.id, "solution": "Done"}

        def close(**values):
            [answer] = Ticket.api_close([{**row, **values}])
            return answer["status"], ticket.stage_id

        self.assertEqual(close(), ("updated", self.stage_confirm))
        self.assertEqual(close(), ("unchanged", self.stage_confirm))
        [row_] = Ticket.api_deadlines([ticket.id])["rows"]
        self.assertTrue(row_["done"])
        self.assertFalse(row_["closed"])
        self.assertEqual(close(confirmed=True), ("updated", self.stage_done))
        self.assertEqual(close(confirmed=True), ("unchanged", self.stage_done))
        ticket._reopen("Again")
        self.assertEqual(close(confirmed=True), ("updated", self.stage_done))

    def test_next_step_and_board(self):
        ticket = self._finish(self._receive())
        self.assertIn("confirm", ticket.next_step)
        board = self.env["property.ticket.report"].with_user(self.user_dispatcher)
        counts = {tile["key"]: tile["count"] for tile in board.get_board()["tiles"]}
        self.assertEqual((counts["open"], counts["confirm"], counts["late"]), (1, 1, 0))
        self.assertEqual(counts["working"], 0)
