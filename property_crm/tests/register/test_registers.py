from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .common import RegisterCommon

NOW = "2026-03-09 04:00:00"


@freeze_time(NOW)
class TestRegisters(RegisterCommon):
    def test_the_unit_proposes_who_answers(self):
        visit = self.env["property.visitor.pass"].with_user(self.desk)
        with Form(visit) as form:
            form.name = "Aunt Mei"
            form.unit_id = self.unit
            form.plate = "浙A12345"
        line = form.record
        self.assertEqual(line.partner_id, self.resident)
        self.assertEqual(line.valid_until, line.valid_from + timedelta(hours=12))
        self.assertEqual(line.plate_shown, "浙A·***45")
        line.plate_shown = "沪B·99999"
        self.assertEqual(line.plate, "沪B·99999")
        line.plate_shown = "沪B·***99"
        self.assertEqual(line.plate, "沪B·99999")

    def test_the_owner_answers_where_nobody_lives(self):
        [unit, empty] = self._create_units(2)
        self._own(self.wang, unit=unit)
        people = (unit + empty)._get_main_residents()
        self.assertEqual(people, {unit: self.wang, empty: self.env["res.partner"]})

    def test_codes_are_drawn_and_stay(self):
        lines = self._make_pass(code="AAAA2222") + self._make_pass()
        self.assertEqual(len({*lines.mapped("code"), "AAAA2222"}), 3)
        with self.assertRaisesRegex(UserError, "Code"):
            lines[0].code = "AAAA2222"

    def test_a_visitor_comes_and_goes(self):
        line = self._make_pass().with_user(self.desk)
        self.assertEqual(line.state, "expected")
        line.action_enter()
        self.assertEqual((line.state, line.let_in_by_id), ("inside", self.desk))
        for act in (line.action_enter, line.action_cancel):
            with self.assertRaisesRegex(UserError, "State"):
                act()
        line.action_leave()
        self.assertEqual(line.state, "left")
        with self.assertRaisesRegex(UserError, "State"):
            line.action_leave()

    def test_a_pass_is_good_for_its_time(self):
        old = self._make_pass(
            valid_from="2026-03-08 04:00:00", valid_until="2026-03-09 03:59:00"
        )
        tomorrow = self._make_pass(valid_from="2026-03-10 04:00:00")
        cancelled = self._make_pass()
        cancelled.action_cancel()
        cancelled.action_cancel()
        for line in (old, cancelled):
            with self.assertRaisesRegex(UserError, "State"):
                line.action_enter()
        with self.assertRaisesRegex(UserError, "Expected from"):
            tomorrow.action_enter()
        inside, left = self._make_pass(), self._make_pass()
        (inside + left).action_enter()
        left.action_leave()
        lines = old + tomorrow + cancelled + inside + left
        for line in lines:
            found = lines.search([("id", "in", lines.ids), ("state", "=", line.state)])
            self.assertEqual(found, line)
        for until in ("2026-03-09 03:00:00", "2026-04-19 04:00:00"):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self._make_pass(valid_until=until)

    def test_a_parcel_is_told_once_and_handed_over(self):
        parcel = self._make("property.parcel", tracking_tail="sf1234567a1b2")
        self.assertEqual(parcel.partner_id, self.resident)
        self.assertEqual(parcel.tracking_tail, "A1B2")
        parcel = parcel.with_user(self.desk)
        parcel.action_notify()
        parcel.action_notify()
        told = self._get_told(parcel)
        self.assertEqual(len(told), 1)
        self.assertIn(parcel.code_text, told.body)
        self.assertEqual(parcel.state, "notified")
        parcel.action_collect()
        self.assertEqual((parcel.state, parcel.handed_by_id), ("collected", self.desk))
        for act in (parcel.action_collect, parcel.action_return):
            with self.assertRaisesRegex(UserError, "State"):
                act()
        parcel.action_notify()
        self.assertEqual(self._get_told(parcel), told)

    def _get_told(self, parcel):
        return self.env["mail.message"].search(
            [
                ("model", "=", parcel._name),
                ("res_id", "=", parcel.id),
                ("notified_partner_ids", "in", self.resident.ids),
            ]
        )

    def test_a_parcel_for_nobody(self):
        [empty] = self._create_units(1)
        parcel = self.env["property.parcel"].create({"unit_id": empty.id})
        with self.assertRaisesRegex(UserError, "Recipient"):
            parcel.action_notify()
        with self.assertRaisesRegex(ValidationError, "last 4"):
            parcel.tracking_tail = "12-4"
        parcel.action_return()
        self.assertEqual(parcel.state, "returned")

    def test_goods_of_a_tenant_need_the_owner(self):
        self._own(self.wang)
        goods = self._make("property.goods.pass", name="Piano", reason="move")
        self.assertEqual(goods.partner_id, self.resident)
        self.assertTrue(goods.needs_consent)
        for owner in (False, self.li):
            goods.consent_partner_id = owner
            with self.assertRaisesRegex(UserError, "Owner who agreed"):
                goods.action_approve()
        goods.consent_partner_id = self.wang
        goods = goods.with_user(self.desk)
        goods.action_approve()
        self.assertTrue(goods.consent_at)
        goods.action_check_out()
        self.assertEqual((goods.state, goods.checked_by_id), ("out", self.desk))
        for act in (goods.action_check_out, goods.action_cancel, goods.action_approve):
            with self.assertRaisesRegex(UserError, "State"):
                act()

    def test_goods_without_consent_on_their_day(self):
        self._own(self.wang)
        goods = self._make("property.goods.pass", name="Sofa")
        owners = self._make(
            "property.goods.pass",
            name="All",
            reason="move",
            partner_id=self.wang.id,
            date="2026-03-10",
        )
        self.assertFalse((goods + owners).filtered("needs_consent"))
        (goods + owners).action_approve()
        with self.assertRaisesRegex(UserError, "Day"):
            owners.action_check_out()
        owners.action_cancel()
        self.assertEqual(owners.state, "cancelled")

    def test_a_code_opens_what_it_belongs_to(self):
        lines = [
            self._make_pass(),
            self._make("property.parcel"),
            self._make("property.goods.pass", name="Sofa"),
        ]
        check = self.env["property.pass.check"].with_user(self.desk)
        for line in lines:
            asked = check.create({"code": f" {line.code_text.lower()} "})
            action = asked.action_check()
            self.assertEqual(
                (action["res_model"], action["res_id"]), (line._name, line.id)
            )
        elsewhere = self.env["property.parcel"].create({"unit_id": self.other_unit.id})
        for code in (elsewhere.code, "ZZZZ-2222", "-"):
            with self.assertRaisesRegex(UserError, "Code"):
                check.create({"code": code}).action_check()

    def test_what_is_over_is_deleted_in_time(self):
        passes = self._make_pass(valid_from="2026-02-01 04:00:00") + self._make_pass()
        parcels = self._make("property.parcel") + self._make("property.parcel")
        parcels[0].action_collect()
        parcels[0].finished_at = "2026-02-01 04:00:00"
        goods = self._make(
            "property.goods.pass", name="Sofa", date="2025-11-01"
        ) + self._make("property.goods.pass", name="Sofa")
        expired = [lines[0] for lines in (passes, parcels, goods)]
        for line in expired:
            self.assertEqual(
                line.search([("id", "in", line.ids)] + [*line._get_expired_domain()]),
                line,
            )
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=9):
            self.env["property.retention.run"]._cron_apply()
        kept = [
            (lines - lines.browse(old.id))
            for lines, old in zip((passes, parcels, goods), expired, strict=True)
        ]
        self.assertFalse(any(line.exists() for line in expired))
        self.assertTrue(all(line.exists() for line in kept))

    def test_the_unit_counts_and_opens_what_is_open(self):
        line = self._make_pass()
        parcels = self._make("property.parcel") + self._make("property.parcel")
        parcels[0].action_collect()
        self._make("property.goods.pass", name="Sofa")
        self._make_permit()
        unit = self.unit.with_user(self.desk)
        self.assertEqual(
            (
                unit.visitor_pass_count,
                unit.parcel_count,
                unit.goods_pass_count,
                unit.decoration_permit_count,
            ),
            (1, 1, 1, 1),
        )
        action = unit.with_context(register="property.parcel").action_view_register()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]), parcels
        )
        action = unit.with_context(register="res.users").action_view_register()
        self.assertEqual(action["res_model"], line._name)
        told = unit.api_timeline(kinds=["desk"])["entries"]
        self.assertEqual(len(told), 5)
        mine = self.resident.with_user(self.desk).api_timeline(kinds=["desk"])
        self.assertEqual(len(mine["entries"]), 5)
        self.assertEqual(fields.Date.to_string(line.valid_from), "2026-03-09")
