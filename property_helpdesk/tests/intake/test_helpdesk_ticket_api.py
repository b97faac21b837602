from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, users

from odoo.addons.property_crm.models.api.changes import format_rows

from ..common import HelpdeskCommon


class TestHelpdeskTicketApi(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit.external_key = "U1"
        cls.resident.external_key = "P1"
        cls.site.external_key = "S1"
        cls.env["res.lang"]._activate_lang("zh_CN")

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
        self.assertEqual(answers[3]["errors"][0]["field"], "")
        self.assertEqual(answers[4]["errors"][0]["field"], "place")
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

    def _intake(self, *rows):
        return self.env["helpdesk.ticket"].api_intake(list(rows))

    @users("property_integration")
    def test_changed_row_updates_the_open_request(self):
        first = self._intake(self._row(priority="1"))[0]
        ticket = self.env["helpdesk.ticket"].browse(first["id"])
        again = self._intake(
            self._row(name="Flood", priority="3", requester_email="w@example.com")
        )[0]
        self.assertEqual(again, {**first, "status": "updated"})
        self.assertEqual(ticket.name, "Flood")
        self.assertEqual(ticket.priority, "3")
        self.assertEqual(ticket.sudo().partner_email, "w@example.com")
        kinds = ticket.event_ids.mapped("kind")
        self.assertEqual(sorted(kinds), ["created", "priority", "updated", "updated"])
        named = ticket.event_ids.filtered(lambda event: event.field_name == "name")
        self.assertEqual((named.old_value, named.new_value), ("Leak", "Flood"))

    @users("property_integration")
    def test_repeat_keeps_what_the_staff_put_right(self):
        row = self._row(place="Kitchen", category="Water and drains", problem="Leak")
        ticket = self.env["helpdesk.ticket"].browse(self._intake(row)[0]["id"])
        ticket.sudo().name = "Burst pipe"
        self.assertEqual(self._intake(row)[0]["status"], "unchanged")
        self.assertEqual(
            self._intake({**row, "due": "2026-04-01"})[0]["status"], "updated"
        )
        self.assertEqual(ticket.name, "Burst pipe")
        self.assertEqual(ticket.class_id, self.leak)

    @users("property_integration")
    def test_repeat_writes_nothing(self):
        self._intake(self._row())
        self.env.flush_all()
        written = []
        cls = type(self.env["helpdesk.ticket"])
        with patch.object(cls, "write", lambda records, vals: written.append(vals)):
            self._intake(self._row())
        self.assertFalse(written)

    @users("property_integration")
    def test_closed_request_is_not_changed(self):
        Ticket = self.env["helpdesk.ticket"]
        self._intake(self._row())
        Ticket.api_close([{"external_key": "T1", "solution": "Done"}])
        again, changed, opened = self._intake(
            self._row(), self._row(name="Flood"), self._row(status="open")
        )
        self.assertEqual(again["status"], "unchanged")
        self.assertEqual(changed["errors"][0]["field"], "name")
        self.assertIn("closed", changed["errors"][0]["message"])
        self.assertEqual(opened["errors"][0]["field"], "status")

    @users("property_integration")
    def test_row_can_close_what_it_opened(self):
        self._intake(self._row(created="2026-03-01T08:00:00Z"))
        late = self._row(closed="2026-02-01T08:00:00Z", solution="Done")
        self.assertEqual(self._intake(late)[0]["errors"][0]["field"], "closed")
        row = self._row(closed="2026-03-02T08:00:00Z", solution="Done")
        answer = self._intake(row)[0]
        ticket = self.env["helpdesk.ticket"].browse(answer["id"])
        self.assertEqual(answer["status"], "updated")
        self.assertTrue(ticket.closed)
        self.assertEqual(str(ticket.closed_date), "2026-03-02 08:00:00")
        self.assertEqual(ticket.solution, "Done")
        self.assertEqual(self._intake(row)[0]["status"], "unchanged")

    @users("property_integration")
    def test_common_part_by_its_key(self):
        part = {"external_key": "LIFT", "site": "S1", "name": "Lift A", "kind": "lift"}
        made = self.env["property.common.part"].api_upsert([part])[0]
        self.assertEqual(made["status"], "created", made)
        row = {"external_key": "T1", "name": "Stuck", "common_part": "LIFT"}
        ticket = self.env["helpdesk.ticket"].browse(self._intake(row)[0]["id"])
        self.assertEqual(ticket.common_part_id.id, made["id"])
        self.assertEqual(ticket.site_id, self.site)
        both = self._intake(self._row("T2", common_part="LIFT"))[0]
        self.assertEqual(both["status"], "error")

    @users("property_integration")
    def test_names_are_the_same_in_every_language(self):
        self.leak.place_id.sudo().with_context(lang="zh_CN").name = "厨房"
        self.env.user.sudo().lang = "zh_CN"
        Ticket = self.env["helpdesk.ticket"].with_context(lang="zh_CN")
        row = self._row(place="Kitchen", category="Water and drains", problem="Leak")
        answer = Ticket.api_intake([row])[0]
        self.assertEqual(Ticket.browse(answer["id"]).class_id, self.leak)
        fields = Ticket.with_context(property_ticket_call="changes", lang="en_US")
        row = format_rows(fields, [(answer["id"], datetime(2026, 3, 1))])[0]
        self.assertEqual(row["place"], "Kitchen")
        self.assertEqual(row["external_key"], "T1")
        self.assertEqual(row["sender"], "property_integration")

    def test_two_programs_may_count_alike(self):
        other = new_test_user(
            self.env, "other", groups="property_crm.group_property_integration"
        )
        self._enrol(other, self.site.territory_id, role="integration")
        programs = (self.user_integration, other)
        first, second = (
            self.Ticket.with_user(user).api_intake([self._row()])[0]
            for user in programs
        )
        self.assertEqual([first["status"], second["status"]], ["created", "created"])
        closing = [{"external_key": "T1", "solution": "Done"}]
        closed = self.Ticket.with_user(other).api_close(closing)[0]
        self.assertEqual(closed["id"], second["id"])
        keys = self.Ticket.browse([first["id"], second["id"]]).mapped("external_key")
        self.assertEqual(keys, ["T1", "T1"])

    @users("property_integration")
    def test_no_row_is_too_bad(self):
        Ticket = self.env["helpdesk.ticket"]
        self._intake(self._row("A"))
        good = {"external_key": "A", "solution": "Done"}
        bad = [
            (None, ""),
            ({**good, "cause": ["a"]}, "cause"),
            ({**good, "solution": 5}, "solution"),
            ({**good, "solution": "a\0b"}, "solution"),
            ({"id": "abc", "solution": "x"}, "id"),
            ({"id": True, "solution": "x"}, "id"),
            ({"id": 2**40, "solution": "x"}, "id"),
            ({"external_key": "A", "remedy": "x", "solution": "y"}, "remedy"),
            ({"external_key": "A\0", "solution": "y"}, "external_key"),
            ({"external_key": "Z", "solution": "y"}, "external_key"),
        ]
        answers = Ticket.api_close([*(row for row, _field in bad), good])
        self.assertEqual(answers[-1]["status"], "updated")
        for (row, field), answer in zip(bad, answers, strict=False):
            with self.subTest(row=row):
                self.assertEqual(answer["status"], "error")
                self.assertIn(field, [error["field"] for error in answer["errors"]])

    @users("property_integration")
    def test_no_request_is_too_bad(self):
        bad = [
            (self._row("B", name="a\0b"), "name"),
            (self._row("B", name="\ud800"), "name"),
            (self._row("B", channel=["phone"]), "channel"),
            (self._row("B", channel="pigeon"), "channel"),
            (self._row("B", unit=12), "unit"),
            (self._row("B", emergency="yes"), "emergency"),
            (self._row("B", colour="red"), "colour"),
            (self._row("B", due="tomorrow"), "due"),
            (self._row("B", created="0001-01-01T00:00:00+08:00"), "created"),
            (self._row("B", name=None), "name"),
            (self._row("B" * 3000), "external_key"),
            (self._row("B\0"), "external_key"),
            ({"external_key": "B"}, "name"),
            (5, ""),
        ]
        answers = self._intake(*(row for row, _field in bad), self._row("G"))
        self.assertEqual(answers[-1]["status"], "created")
        for (row, field), answer in zip(bad, answers, strict=False):
            with self.subTest(row=row):
                self.assertEqual([e["field"] for e in answer["errors"]], [field])

    def test_malformed_calls_name_the_parameter(self):
        for method in ("api_intake", "api_assign", "api_close"):
            for rows in (None, "x", {}, [{}] * 100_001):
                with (
                    self.subTest(method=method, rows=type(rows)),
                    self.assertRaisesRegex(ValidationError, "^rows: "),
                ):
                    getattr(self.Ticket, method)(rows)

    @users("property_auditor")
    def test_auditors_cannot_use_it(self):
        answer = self.env["helpdesk.ticket"].api_intake([self._row()])[0]
        self.assertEqual(answer["status"], "error")
        self.assertFalse(self.Ticket.search_count([("intake_key", "like", "T1")]))

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
        self.assertEqual(
            [answer["errors"][0]["field"] for answer in answers[1:4]],
            ["reason", "user", "external_key"],
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
        self.assertEqual(
            [answer["errors"][0]["field"] for answer in answers[:2]],
            ["solution", "cause"],
        )

    @users("property_integration")
    def test_only_a_null_takes_a_request_away(self):
        Ticket = self.env["helpdesk.ticket"]
        ticket = Ticket.browse(self._intake(self._row())[0]["id"])
        login = self.user_technician.login
        Ticket.api_assign([{"external_key": "T1", "user": login}])
        bad = [
            {},
            {"usr": login},
            {"user": False},
            {"user": True},
            {"user": ""},
            {"user": "nobody"},
            {"user": 2**31 - 1},
            {"user": [1]},
        ]
        rows = [{"external_key": "T1", "reason": "x", **row} for row in bad]
        for row, answer in zip(rows, Ticket.api_assign(rows), strict=True):
            with self.subTest(row=row):
                self.assertEqual(answer["status"], "error")
                self.assertIn("user", [error["field"] for error in answer["errors"]])
        self.assertEqual(ticket.user_id, self.user_technician)
        away = {"id": ticket.id, "user": None, "reason": "Ill"}
        self.assertEqual(Ticket.api_assign([away])[0]["status"], "updated")
        self.assertFalse(ticket.user_id)

    def test_changes_name_their_fields(self):
        with self.assertRaises(ValidationError):
            self.Ticket.api_changes(limit=0)
        with self.assertRaises(AccessError):
            self.Ticket.with_user(self.env.ref("base.public_user")).api_changes()
        self.assertIn("rows", self.Ticket.api_changes(limit=5))

    def test_closed_before_created_is_refused_though_it_is_open(self):
        row = {
            "external_key": "past",
            "name": "Pending for long",
            "status": "open",
            "created": "2017-11-14T13:28:00Z",
            "closed": "2017-11-13T13:27:00Z",
        }
        [answer] = self.Ticket.with_user(self.user_integration).api_intake([row])
        self.assertEqual(answer["status"], "error")
        self.assertEqual(answer["errors"][0]["field"], "closed")
