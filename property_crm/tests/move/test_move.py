from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time

from .common import MoveCommon

TODAY = "2026-03-09"


@freeze_time(f"{TODAY} 04:00:00")
class TestMove(MoveCommon):
    def test_a_tenant_moves_out_at_the_end_of_the_month(self):
        wish = self.env["property.contact.preference"].create(
            {"partner_id": self.resident.id, "unit_id": self.unit.id}
        )
        visit = self._make_pass(valid_until="2026-04-05 04:00:00")
        move = self._prepare("move_out", date="2026-03-31")
        self.assertEqual(move.occupancy_ids.partner_id, self.resident)
        self.assertIn("Portal", move.preview)
        self.assertIn("Visitor pass", move.preview)
        self.assertFalse(move.problem)
        self.assertDoneAsShown(move)
        self.assertEqual(move.state, "confirmed")
        portal_unit = self.unit.with_user(self.user_portal)
        for day, is_his in (("2026-03-31", True), ("2026-04-01", False)):
            with freeze_time(f"{day} 04:00:00"):
                self.env.invalidate_all()
                self.env.registry.clear_all_caches()
                found = portal_unit.search([("is_mine", "=", True)])
                self.assertEqual(self.unit in found, is_his)
                self._finish()
                self.assertEqual(bool(wish.exists()), is_his)
                self.assertEqual(visit.is_cancelled, not is_his)
                self.assertEqual(move.state, "confirmed" if is_his else "done")
        self.assertEqual(
            self._get_occupants(date(2026, 3, 31)), {self.resident.name: "tenant"}
        )
        self.assertFalse(self._get_occupants(date(2026, 4, 1)))

    def _finish(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=9):
            self.env["property.move"]._cron_finish()

    def test_a_day_that_has_passed_is_done_at_once(self):
        move = self._prepare("move_out", date="2026-02-28")
        self.assertDoneAsShown(move)
        self.assertEqual(move.state, "done")
        with self.assertRaisesRegex(UserError, "State"):
            move.action_confirm()
        with self.assertRaisesRegex(UserError, "State"):
            move.action_cancel()
        with self.assertRaises(ValidationError):
            move.unlink()
        with self.assertRaisesRegex(ValidationError, "State"):
            move.date = TODAY

    def test_a_tenant_follows_another(self):
        move = self._prepare(
            "tenant",
            (self.wang, {"is_main": True, "pays_fees": True}),
            (self.li, {"role": "family"}),
            date="2026-04-01",
        )
        self.assertEqual(str(move.last_day), "2026-03-31")
        self.assertDoneAsShown(move)
        self.assertEqual(
            self._get_occupants(date(2026, 4, 1)),
            {"Wang Wei": "tenant", "Li Na": "family"},
        )
        self.assertEqual(
            list(self._get_occupants(date(2026, 3, 31))), [self.resident.name]
        )
        with freeze_time("2026-04-01 04:00:00"):
            self._finish()
        self.assertEqual(move.state, "done")

    def test_called_off_before_its_day(self):
        move = self._prepare("tenant", self.wang, date="2026-04-01")
        before = self.unit.occupancy_ids.mapped(lambda stay: stay._describe())
        move.with_user(self.desk).action_confirm()
        with freeze_time("2026-03-12 04:00:00"):
            move.with_user(self.desk).action_cancel()
        self.assertEqual(move.state, "cancelled")
        self.unit.invalidate_recordset()
        after = self.unit.occupancy_ids.mapped(lambda stay: stay._describe())
        self.assertEqual(after, before)

    def test_what_has_begun_is_not_called_off(self):
        move = self._prepare("tenant", self.wang, date="2026-03-12")
        move.action_confirm()
        with (
            freeze_time("2026-03-12 04:00:00"),
            self.assertRaisesRegex(UserError, "Day"),
        ):
            move.action_cancel()

    def test_what_is_missing_is_named(self):
        [empty, owned] = self._create_units(2)
        self._own(self.li, unit=owned)
        tomorrow = {"date": "2026-03-10"}
        for words, move in (
            ("Who moves out", self._prepare("move_out", unit=empty)),
            ("Who comes", self._prepare("move_in")),
            ("Who comes", self._prepare("tenant")),
            ("Who comes", self._prepare("move_in", self.resident)),
            (
                "Sellers",
                self._prepare("sale", self.wang, unit=owned, ownership_ids=[]),
            ),
            ("Main contact", self._prepare("move_in", (self.wang, {"is_main": True}))),
            ("Lives here as", self._prepare("move_in", (self.wang, {"role": False}))),
            ("Moves in", self._prepare("move_in", (self.wang, {"lives_here": False}))),
            (
                "Last day",
                self._prepare("tenant", self.wang, last_day="2026-03-10", **tomorrow),
            ),
            ("Last day", self._prepare("move_out", date="2019-12-31")),
        ):
            with self.subTest(words=words, kind=move.kind):
                self.assertTrue(move.problem.startswith(words), move.problem)
                with self.assertRaisesRegex(UserError, words):
                    move.action_confirm()
                self.assertEqual(move.state, "draft")
                self.assertFalse(move.change_ids)

    def test_only_lines_of_the_unit(self):
        [other] = self._create_units(1)
        stay = self._live(self.li, unit=other)
        with self.assertRaisesRegex(ValidationError, "of this unit"):
            self._prepare("move_out", occupancy_ids=[(6, 0, stay.ids)])

    def test_guided_in_the_form(self):
        with Form(self.env["property.move"].with_user(self.desk)) as form:
            form.kind = "tenant"
            form.unit_id = self.unit
            form.date = "2026-04-01"
            self.assertIn("Who comes", form.problem)
            with form.line_ids.new() as line:
                line.partner_id = self.wang
            self.assertFalse(form.problem)
            self.assertIn("Wang Wei, Tenant, 2026-04-01", form.preview)
            self.assertIn("2020-01-01 – 2026-03-31", form.preview)
        move = form.record
        self.assertEqual(len(move.task_ids), 9)
        task = move.task_ids[0]
        task.is_done = True
        self.assertEqual(task.done_by_id, self.desk)
        task.is_done = False
        self.assertFalse(task.done_at)
        form = Form(move)
        form.kind = "move_out"
        form.save()
        self.assertEqual(len(move.task_ids), 5)
        move.action_cancel()
        self.assertEqual(move.state, "cancelled")
        move.sudo().unlink()

    def test_the_unit_opens_its_moves_and_tells_them(self):
        self._prepare("move_out")
        unit = self.unit.with_user(self.desk)
        self.assertEqual(unit.move_count, 1)
        action = unit.action_new_move()
        self.assertEqual(action["context"], {"default_unit_id": unit.id})
        action = unit.action_transfer_ownership()
        form = Form(self.env["property.move"].with_context(**action["context"]))
        self.assertEqual((form.kind, form.unit_id), ("sale", self.unit))
        for record in (unit, self.resident.with_user(self.desk)):
            told = record.api_timeline(kinds=["move"])["entries"]
            self.assertEqual([entry["model"] for entry in told], ["property.move"])
