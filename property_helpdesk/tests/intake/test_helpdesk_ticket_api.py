from odoo.exceptions import AccessError, ValidationError
from odoo.tests import users

from ..common import HelpdeskCommon


class TestHelpdeskTicketApi(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit.external_key = "U1"
        cls.resident.external_key = "P1"
        cls.site.external_key = "S1"

    def _row(self, key="T1", **values):
        return {"external_key": key, "name": "Leak", "unit": "U1", **values}

    @users("property_integration")
    def test_row_becomes_a_ticket(self):
        row = self._row(
            partner="P1",
            channel="phone",
            place="Kitchen",
            category="Water and drains",
            problem="Leak",
            created="2026-03-01T08:00:00Z",
            due="2026-03-02T08:00:00+08:00",
            description="Under the sink",
        )
        answer = self.env["helpdesk.ticket"].api_intake([row])[0]
        ticket = self.env["helpdesk.ticket"].browse(answer["id"])
        self.assertEqual(
            answer,
            {
                "row": 0,
                "external_key": "T1",
                "id": ticket.id,
                "number": ticket.number,
                "status": "created",
                "errors": [],
            },
        )
        self.assertEqual(ticket.class_id, self.leak)
        self.assertEqual(ticket.partner_id, self.resident)
        self.assertEqual(str(ticket.date_deadline), "2026-03-02 00:00:00")
        self.assertEqual(str(ticket.event_ids.date), "2026-03-01 08:00:00")

    @users("property_integration")
    def test_repeat_answers_the_same(self):
        Ticket = self.env["helpdesk.ticket"]
        first = Ticket.api_intake([self._row()])[0]
        again = Ticket.api_intake([self._row()])[0]
        self.assertEqual(again, {**first, "status": "unchanged"})

    @users("property_integration")
    def test_bad_rows_leave_the_good_ones(self):
        rows = [
            self._row("A"),
            self._row("B", created="2026-03-02", closed="2026-03-01"),
            self._row("C", unit="nowhere"),
            "no row",
            self._row("D", place="Kitchen", category="Lifts", problem="Leak"),
            self._row("E"),
        ]
        answers = self.env["helpdesk.ticket"].api_intake(rows)
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["created", "error", "error", "error", "error", "created"],
        )
        self.assertEqual([answer["row"] for answer in answers], list(range(6)))
        self.assertEqual(answers[1]["errors"][0]["field"], "closed")
        self.assertEqual(answers[2]["errors"][0]["field"], "unit")
        self.assertIn("nowhere", answers[2]["errors"][0]["message"])
        self.assertIn("not a combination", answers[4]["errors"][0]["message"])

    @users("property_integration")
    def test_history_is_imported_as_it_was(self):
        row = self._row(
            created="2026-03-01T08:00:00Z",
            due="2026-03-01T10:00:00Z",
            closed="2026-03-01T11:00:00Z",
            solution="Replaced",
        )
        answer = self.env["helpdesk.ticket"].api_intake([row])[0]
        ticket = self.env["helpdesk.ticket"].browse(answer["id"])
        self.assertTrue(ticket.closed)
        self.assertEqual(ticket.deadline_state, "late")
        self.assertEqual(str(ticket.closed_date), "2026-03-01 11:00:00")
        closed = ticket.event_ids.filtered(lambda event: event.kind == "closed")
        self.assertEqual(closed.date, ticket.closed_date)
        self.env.flush_all()
        self.assertFalse(
            self.env["mail.mail"].sudo().search([("res_id", "=", ticket.id)])
        )

    @users("property_integration")
    def test_unit_of_another_site_is_not_known(self):
        self.other_unit.sudo().external_key = "U2"
        answer = self.env["helpdesk.ticket"].api_intake([self._row(unit="U2")])[0]
        self.assertEqual(answer["errors"][0]["field"], "unit")

    @users("property_auditor")
    def test_auditors_cannot_use_it(self):
        answer = self.env["helpdesk.ticket"].api_intake([self._row()])[0]
        self.assertEqual(answer["status"], "error")
        self.assertFalse(self.Ticket.search_count([("intake_key", "=", "T1")]))

    @users("property_integration")
    def test_assign_and_close(self):
        Ticket = self.env["helpdesk.ticket"]
        Ticket.api_intake([self._row()])
        login = self.user_technician.login
        answers = Ticket.api_assign(
            [
                {"external_key": "T1", "user": login},
                {"external_key": "T1", "user": self.user_agent.login},
                {"external_key": "T1", "user": self.user_stranger.login, "reason": "x"},
                {"external_key": "T9", "user": login},
                {"external_key": "T1", "user": self.user_agent.id, "reason": "Ill"},
            ]
        )
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["updated", "error", "error", "error", "updated"],
        )
        answers = Ticket.api_close(
            [
                {"external_key": "T1"},
                {"external_key": "T1", "solution": "Done", "cause": "magic"},
                {"external_key": "T1", "solution": "Done"},
                {"external_key": "T1", "solution": "Done"},
            ]
        )
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["error", "error", "updated", "unchanged"],
        )
        self.assertEqual(answers[0]["errors"][0]["field"], "solution")

    def test_changes_name_their_fields(self):
        with self.assertRaises(ValidationError):
            self.Ticket.api_changes(limit=0)
        with self.assertRaises(AccessError):
            self.Ticket.with_user(self.env.ref("base.public_user")).api_changes()
        self.assertIn("rows", self.Ticket.api_changes(limit=5))
