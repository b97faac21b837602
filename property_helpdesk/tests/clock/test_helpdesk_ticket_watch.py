from .common import ClockCommon, at


class TestHelpdeskTicketWatch(ClockCommon):
    def _watch(self, text, **options):
        with self._at(text):
            return self._run_cron("_cron_watch_clocks", **options)

    def _kinds(self, ticket):
        return ticket.event_ids.sorted("id").mapped("kind")

    def test_holder_is_warned_once(self):
        ticket = self._receive(user_id=self.user_technician.id)
        self._watch("2026-03-09 08:53")
        self.assertEqual(ticket.sla_state, "running")
        for minute in (54, 55, 56):
            self._watch(f"2026-03-09 08:{minute}")
        self.assertEqual(ticket.sla_state, "warned")
        self.assertEqual(self._kinds(ticket), ["created", "assigned", "warned"])
        self.assertEqual(ticket.activity_ids.user_id, self.user_technician)
        self.assertEqual(len(ticket.activity_ids), 1)

    def test_warned_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_technician.lang = "zh_CN"
        ticket = self._receive(user_id=self.user_technician.id)
        self._watch("2026-03-09 08:54")
        self.assertEqual(ticket.activity_ids.summary, "即将超时")
        warned = ticket.event_ids.filtered(lambda event: event.kind == "warned")
        self.assertEqual(warned.summary, "First answer")
        field = self.env["ir.model.fields"]._get("helpdesk.ticket", "sla_due_kind")
        answer = field.selection_ids.filtered(lambda one: one.value == "response")
        answer.with_context(lang="zh_CN").name = "首次响应"
        self.env.registry.clear_cache("stable")
        self.assertEqual(warned.with_context(lang="zh_CN").summary, "首次响应")

    def test_each_promise_is_warned_of(self):
        ticket = self._receive(user_id=self.user_technician.id)
        self._watch("2026-03-09 08:54")
        with self._at("2026-03-09 08:55"):
            ticket.action_answer()
        self.assertEqual(ticket.sla_state, "running")
        self._watch("2026-03-09 10:06")
        warned = ticket.event_ids.filtered(lambda event: event.kind == "warned")
        self.assertEqual(
            warned.sorted("id").mapped("facts"),
            [{"limit": "response"}, {"limit": "arrival"}],
        )

    def test_breach_is_noted_once(self):
        ticket = self._receive()
        self._watch("2026-03-09 09:01")
        self._watch("2026-03-09 09:30")
        self.assertEqual(ticket.sla_state, "breached")
        self.assertEqual(self._kinds(ticket), ["created", "breached"])
        found = self.Ticket.search([("sla_due", "<", at("2026-03-09 09:30"))])
        self.assertIn(ticket, found)

    def test_nobody_is_warned_of_what_waits_is_closed_or_archived(self):
        waits, closed, archived = (self._receive() for _n in range(3))
        with self._at("2026-03-09 08:50"):
            waits._wait("customer")
            closed._close("Done")
            archived.active = False
        self._watch("2026-03-20 09:00")
        for ticket in waits | closed | archived:
            self.assertFalse({"warned", "breached"} & set(self._kinds(ticket)))

    def test_late_answer_in_small_batches(self):
        with self._at("2026-03-09 08:30"):
            tickets = self._create_tickets(7)
        self.assertEqual(self._watch("2026-03-09 09:01", batch_size=3), 3)
        self.assertEqual(set(tickets.mapped("sla_state")), {"breached"})

    def test_out_of_time_stops_and_the_next_run_goes_on(self):
        with self._at("2026-03-09 08:30"):
            tickets = self._create_tickets(5)
        self._watch("2026-03-09 09:01", batch_size=2, left=0)
        states = tickets.mapped("sla_state")
        self.assertEqual(states.count("breached"), 2)
        self._watch("2026-03-09 09:02", batch_size=2)
        self.assertEqual(set(tickets.mapped("sla_state")), {"breached"})
        self.assertEqual(len(tickets.event_ids), 10)

    def test_progress(self):
        ticket, closed = self._receive(), self._receive()
        with self._at("2026-03-09 14:00"):
            closed._close("Done")
        progress = (ticket | closed)._get_sla_progress(at("2026-03-09 08:45"))
        self.assertEqual(
            progress[ticket.id],
            {
                "kind": "response",
                "due": at("2026-03-09 09:00"),
                "percent": 50,
                "breached_minutes": 0,
            },
        )
        progress = (ticket | closed)._get_sla_progress(at("2026-03-10 09:00"))
        self.assertEqual(progress[ticket.id]["percent"], 1600)
        self.assertEqual(progress[ticket.id]["breached_minutes"], 450)
        self.assertEqual(progress[closed.id]["percent"], 50)

    def test_progress_costs_the_same_for_many(self):
        few, many = self._create_tickets(2), self._create_tickets(50)
        counts = []
        for tickets in (few, few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            tickets._get_sla_progress()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
