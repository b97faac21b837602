from odoo.exceptions import ValidationError
from odoo.tests import users

from .common import ClockCommon, at


class TestHelpdeskTicketClockApi(ClockCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit.external_key = "U1"

    def _intake(self, *keys, text="2026-03-09 08:30"):
        rows = [{"external_key": key, "name": "Leak", "unit": "U1"} for key in keys]
        with self._at(text):
            answers = self.env["helpdesk.ticket"].api_intake(rows)
        return self.env["helpdesk.ticket"].browse([a["id"] for a in answers])

    def _tell(self, event, when="2026-03-09 10:00", key="T1", **values):
        row = {"external_key": key, "event": event, "event_key": event, **values}
        with self._at(when):
            return self.env["helpdesk.ticket"].api_event([row])[0]

    @users("property_integration")
    def test_answer_has_its_shape(self):
        ticket = self._intake("T1")
        self.assertEqual(
            self._tell("responded"),
            {
                "row": 0,
                "external_key": "T1",
                "id": ticket.id,
                "number": ticket.number,
                "status": "updated",
                "errors": [],
            },
        )
        self.assertEqual(ticket.responded_at, at("2026-03-09 10:00"))

    @users("property_integration")
    def test_events_of_the_past(self):
        ticket = self._intake("T1")
        answer = self._tell("arrived", date="2026-03-09T00:45:00Z", text="Came by bike")
        self.assertEqual(answer["status"], "updated", answer["errors"])
        self.assertEqual(ticket.arrived_at, at("2026-03-09 08:45"))
        self.assertEqual(ticket.responded_at, at("2026-03-09 08:45"))

    @users("property_integration")
    def test_repeat_answers_unchanged(self):
        ticket = self._intake("T1")
        self._tell("note", text="Called twice")
        again = self._tell("note", text="Called twice")
        self.assertEqual((again["status"], again["errors"]), ("unchanged", []))
        notes = ticket.event_ids.filtered(lambda event: event.kind == "note")
        self.assertEqual(notes.reason, "Called twice")
        self._intake("T2")
        self.assertEqual(self._tell("note", key="T2")["status"], "updated")

    @users("property_integration")
    def test_waiting_and_going_on(self):
        ticket = self._intake("T1")
        answer = self._tell(
            "waiting", wait="vote", date="2026-03-09T01:30:00Z", event_key="w1"
        )
        self.assertEqual(answer["status"], "updated", answer["errors"])
        self.assertEqual(
            (ticket.wait_reason, ticket.waiting_since), ("vote", at("2026-03-09 09:30"))
        )
        self._tell("resumed", "2026-03-10 10:00", date="2026-03-10T01:30:00Z")
        self.assertEqual(ticket.date_deadline, at("2026-03-11 09:00"))
        more = self._tell("resumed", "2026-03-10 10:00", event_key="r2")
        self.assertEqual(more["status"], "unchanged")

    @users("property_integration")
    def test_bad_rows_name_the_field_and_leave_the_good_ones(self):
        ticket = self._intake("T1")
        good = {"external_key": "T1", "event": "note", "event_key": "1"}
        rows = [
            {**good, "event": "exploded"},
            {**good, "event_key": ""},
            {**good, "date": "2031-01-01T00:00:00Z"},
            {**good, "date": "2026-03-08T00:00:00Z"},
            {**good, "external_key": "nobody"},
            {**good, "wait": "rain"},
            {**good, "colour": "red"},
            good,
        ]
        with self._at("2026-03-09 10:00"):
            answers = self.env["helpdesk.ticket"].api_event(rows)
        fields = [a["errors"] and a["errors"][0]["field"] for a in answers]
        self.assertEqual(
            fields,
            [
                "event",
                "event_key",
                "date",
                "date",
                "external_key",
                "wait",
                "colour",
                [],
            ],
        )
        self.assertEqual(answers[-1]["id"], ticket.id)

    @users("property_integration")
    def test_closed_requests_take_notes_only(self):
        ticket = self._intake("T1")
        ticket._close("Done")
        now = "2026-12-01 10:00"
        self.assertEqual(self._tell("arrived", now)["status"], "error")
        self.assertEqual(self._tell("note", now)["status"], "updated")

    def test_others_are_refused(self):
        ticket = self._receive()
        row = {"id": ticket.id, "event": "note", "event_key": "1"}
        stranger = self.Ticket.with_user(self.user_stranger)
        self.assertEqual(stranger.api_event([row])[0]["status"], "error")
        self.assertEqual(stranger.api_deadlines([ticket.id])["rows"], [])
        for user in (self.user_auditor, self.user_portal):
            desk = self.Ticket.with_user(user)
            self.assertEqual(desk.api_event([row])[0]["status"], "error")
        self.assertEqual(ticket.event_ids.mapped("kind"), ["created"])

    @users("property_integration")
    def test_deadlines_of_one(self):
        ticket = self._intake("T1")
        with self._at("2026-03-09 08:45"):
            answer = self.env["helpdesk.ticket"].api_deadlines(["T1"])
        self.assertEqual(
            answer["rows"],
            [
                {
                    "id": ticket.id,
                    "external_key": "T1",
                    "number": ticket.number,
                    "promise": "Office",
                    "state": "running",
                    "next": "response",
                    "next_due": "2026-03-09T01:00:00Z",
                    "response_due": "2026-03-09T01:00:00Z",
                    "responded": False,
                    "arrival_due": "2026-03-09T02:30:00Z",
                    "arrived": False,
                    "due": "2026-03-10T01:00:00Z",
                    "done": False,
                    "closed": False,
                    "wait": False,
                    "waiting_since": False,
                    "percent": 50,
                }
            ],
        )
        self.assertFalse(answer["more"])

    @users("property_integration")
    def test_deadlines_of_all_open_ones_page_by_page(self):
        tickets = self._intake("T1", "T2", "T3", "T4", "T5")
        tickets[3]._close("Done")
        Ticket, cursor, seen = self.env["helpdesk.ticket"], None, []
        for _page in range(9):
            answer = Ticket.api_deadlines(cursor=cursor, limit=2)
            seen += [row["id"] for row in answer["rows"]]
            cursor = answer["cursor"]
            if not answer["more"]:
                break
        mine = [ticket_id for ticket_id in seen if ticket_id in tickets.ids]
        self.assertEqual(mine, (tickets - tickets[3]).ids)
        self.assertEqual(Ticket.api_deadlines(cursor=cursor)["rows"], [])

    @users("property_integration")
    def test_malformed_calls_are_refused(self):
        Ticket = self.env["helpdesk.ticket"]
        for arguments in (
            {"requests": "T1"},
            {"requests": [None]},
            {"limit": 0},
            {"limit": "9"},
            {"cursor": "x"},
        ):
            with self.subTest(arguments=arguments), self.assertRaises(ValidationError):
                Ticket.api_deadlines(**arguments)
