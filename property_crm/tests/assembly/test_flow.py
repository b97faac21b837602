from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestFlow(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()
        cls.assembly = cls._create_assembly(cls.place)

    def test_from_draft_to_closed(self):
        self.assertEqual(self._call(self.assembly).state, "called")
        self.assertEqual(self._open(self.assembly).state, "open")
        self.assertTrue(self.assembly.opened_on)
        self.assertEqual(self._close(self.assembly).state, "closed")
        self.assertTrue(self.assembly.closed_on)

    def test_number_and_name(self):
        self.assertRegex(self.assembly.number, r"^OA/\d{4}/\d{4}$")
        self.assertTrue(self.assembly.name)
        self.assertNotEqual(self.assembly.copy().number, self.assembly.number)

    def test_form(self):
        assemblies = self.env["property.assembly"].with_user(self.manager)
        with Form(assemblies) as form:
            form.site_id = self.place.site
            form.opens_at = datetime(2026, 6, 1, 1)
            form.closes_at = datetime(2026, 6, 8, 1)
            with form.motion_ids.new() as motion:
                motion.name = "A new gate"
                motion.rule_id = self._get_rule("cn_ordinary")
        self.assertEqual(form.record.motion_ids.name, "A new gate")

    def test_each_step_in_its_order(self):
        for step in ("action_open", "action_close"):
            with self.assertRaises(UserError):
                getattr(self.assembly, step)()
        self._open(self.assembly)
        for step in ("action_preview", "action_call", "action_open"):
            with self.assertRaises(UserError):
                getattr(self.assembly, step)()

    def test_no_state_by_hand(self):
        for name, value in {
            "state": "final",
            "chain_head": "00",
            "frozen_on": fields.Datetime.now(),
            "announced_on": fields.Date.today(),
        }.items():
            with self.assertRaises(UserError):
                self.assembly.write({name: value})
        copy = self.assembly.with_user(self.manager).create(
            {
                "site_id": self.place.site.id,
                "state": "final",
                "frozen_on": fields.Datetime.now(),
            }
        )
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.frozen_on)

    # Notice

    def _count_back(self, days, **values):
        """An assembly whose notice lies so many days before the meeting."""
        return self._create_assembly(
            self.place,
            meeting_at=datetime(2026, 5, 20, 6),
            opens_at=datetime(2026, 5, 20, 6),
            closes_at=datetime(2026, 5, 27, 6),
            notice_on=fields.Date.add(fields.Date.to_date("2026-05-20"), days=-days),
            **values,
        )

    @freeze_time("2026-05-10 02:00:00")
    def test_notice_of_fifteen_days(self):
        for days, is_in_time in ((16, True), (15, True), (14, False)):
            with self.subTest(days):
                assembly = self._count_back(days)
                self.assertEqual(assembly.notice_days, 15)
                self.assertEqual(str(assembly.notice_due), "2026-05-05")
                self.assertEqual(not assembly.notice_warning, is_in_time)
                if is_in_time:
                    assembly._check_notice()
                    continue
                with self.assertRaisesRegex(ValidationError, "14 days"):
                    self._call(assembly)

    @freeze_time("2026-05-10 02:00:00")
    def test_hangzhou_interim_notice_of_seven_days(self):
        self.place.site.write(
            {"city": "Hangzhou", "state_id": self.env.ref("base.state_cn_ZJ").id}
        )
        self.assertEqual(self._count_back(8).notice_days, 15)
        assembly = self._count_back(11, kind="interim")
        self.assertEqual(assembly.notice_days, 7)
        self.assertFalse(assembly.notice_warning)

    @freeze_time("2026-05-10 02:00:00")
    def test_own_rules_of_procedure_ask_for_more_never_for_less(self):
        procedure = self.env["property.vote.procedure"].create(
            {"site_id": self.place.site.id, "valid_from": "2020-01-01"}
        )
        for own, wanted in ((10, 15), (20, 20)):
            with self.subTest(own):
                procedure.notice_days = own
                assembly = self._count_back(16, procedure_id=procedure.id)
                self.assertEqual(assembly.notice_days, wanted)
                self.assertEqual(bool(assembly.notice_warning), own == 20)

    def test_earlier_of_meeting_and_vote_counts(self):
        self.assembly.meeting_at = fields.Datetime.add(self.assembly.opens_at, days=10)
        day = self.place.site._to_local(self.assembly.opens_at).date()
        self.assertEqual(self.assembly._get_vote_day(), day)

    def test_notice_not_of_tomorrow(self):
        self.assembly.write(
            {
                "notice_on": fields.Date.add(fields.Date.today(), days=1),
                "opens_at": fields.Datetime.add(fields.Datetime.now(), days=30),
                "closes_at": fields.Datetime.add(fields.Datetime.now(), days=40),
            }
        )
        with self.assertRaisesRegex(ValidationError, "on that day"):
            self._call(self.assembly)

    # What must be there first

    def test_nothing_on_the_agenda(self):
        self.assembly.motion_ids.unlink()
        with self.assertRaisesRegex(ValidationError, "Agenda"):
            self._call(self.assembly)

    def test_no_time(self):
        self.assembly.write({"opens_at": False, "closes_at": False})
        with self.assertRaisesRegex(ValidationError, "Voting from"):
            self._call(self.assembly)

    def test_election_without_candidates(self):
        self.assembly.motion_ids.kind = "election"
        with self.assertRaisesRegex(ValidationError, "candidates"):
            self._call(self.assembly)

    def test_emergency_needs_no_notice_and_no_vote(self):
        assembly = self._create_assembly(
            self.place, "cn_emergency", kind="emergency", notice_on=False
        )
        self.assertEqual(self._call(assembly).state, "called")
        self.assertEqual(assembly.notice_on, self.place.site._get_today())

    def test_broken_rule_is_named(self):
        rule = self._get_rule("cn_ordinary").copy({"code": "broken"})
        self.env.cr.execute(
            "UPDATE property_vote_rule SET data = '{\"quorum\": 1}' WHERE id = %s",
            [rule.id],
        )
        rule.invalidate_recordset()
        self.assembly.motion_ids.rule_id = rule
        with self.assertRaisesRegex(ValidationError, "Motion 1"):
            self._call(self.assembly)

    def test_scope_of_another_site(self):
        with self.assertRaises(ValidationError):
            self.assembly.write({"scope": "building", "building_id": self.building.id})
        with self.assertRaises(ValidationError):
            self.assembly.scope = "units"
        with self.assertRaises(ValidationError):
            self.assembly.motion_ids.scope = "entrance"

    # Locked

    def test_agenda_is_locked(self):
        self._call(self.assembly)
        motion = self.assembly.motion_ids
        other = self._create_assembly(self.place)
        for motions in (motion, motion.sudo()):
            for values in (
                {"name": "Another"},
                {"rule_id": self._get_rule("cn_major").id},
                {"rule_data": {}},
                {"is_secret": True},
                {"candidate_ids": [Command.create({"name": "Eve"})]},
                {"assembly_id": other.id},
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    motions.write(values)
            with self.assertRaises(UserError):
                motions.unlink()
            with self.assertRaises(UserError), self.env.cr.savepoint():
                motions.copy({"assembly_id": self.assembly.id})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                other.motion_ids.with_env(motions.env).assembly_id = self.assembly

    def test_candidates_are_locked(self):
        self.assembly.motion_ids.write(
            {
                "kind": "election",
                "seats": 1,
                "candidate_ids": [
                    Command.create({"name": name}) for name in ("Ann", "Bob")
                ],
            }
        )
        self._call(self.assembly)
        candidate = self.assembly.motion_ids.candidate_ids[0].sudo()
        for act in (
            lambda: candidate.write({"name": "Eve"}),
            candidate.unlink,
            candidate.copy,
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act()

    def test_what_was_told_is_locked(self):
        self._call(self.assembly)
        later = fields.Datetime.add(self.assembly.closes_at, days=1)
        for assembly in (self.assembly, self.assembly.sudo()):
            for values in (
                {"closes_at": later},
                {"scope": "site"},
                {"notice_on": "2026-01-01"},
                {"motion_ids": [Command.clear()]},
                {"site_id": self.site.id},
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    assembly.write(values)
        self.assembly.place = "Hall 2"

    def test_rules_are_copied_with_the_call(self):
        self._call(self.assembly)
        rule = self.assembly.motion_ids.rule_id
        before = self.assembly.motion_ids._get_rule()
        rule.sudo().data = self._get_rule("cn_major").data
        self.assertEqual(self.assembly.motion_ids._get_rule(), before)

    def test_one_way_to_count_heads(self):
        rule = self._get_rule("cn_ordinary").copy({"code": "common"})
        rule.data = rule.data | {"head_identity": "any_common"}
        self.assembly.motion_ids = [
            Command.create({"name": "Another", "rule_id": rule.id})
        ]
        with self.assertRaisesRegex(ValidationError, "one head"):
            self._call(self.assembly)

    # By the clock

    def test_not_before_its_time(self):
        soon = fields.Datetime.add(fields.Datetime.now(), hours=2)
        self.assembly.opens_at = soon
        self._call(self.assembly)
        with self.assertRaises(UserError):
            self.assembly.action_open()

    def test_not_closed_before_its_time(self):
        self._open(self.assembly)
        with self.assertRaises(UserError):
            self.assembly.action_close()

    def test_cron_opens_and_closes(self):
        self._call(self.assembly)
        late = self._create_assembly(
            self.place, opens_at=fields.Datetime.add(fields.Datetime.now(), hours=2)
        )
        self._call(late)
        self._run_clock()
        self.assertEqual((self.assembly.state, late.state), ("open", "called"))
        self._pass_time(self.assembly)
        self._run_clock()
        self.assertEqual(self.assembly.state, "closed")

    def test_cron_tells_what_cannot_be_opened_once(self):
        self._call(self.assembly)
        with patch.object(
            type(self.assembly), "_check_can_be_opened", side_effect=UserError("No key")
        ):
            self._run_clock()
            self._run_clock()
        self.assertEqual(self.assembly.state, "called")
        self.assertEqual(len(self.assembly.activity_ids), 1)
        self.assertIn("No key", self.assembly.activity_ids.note)

    def test_cron_comes_at_the_very_time(self):
        cron = self.env.ref("property_crm.ir_cron_assembly_clock")
        self._call(self.assembly)
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(
            self.assembly.closes_at.replace(microsecond=0),
            [moment.replace(microsecond=0) for moment in triggers.mapped("call_at")],
        )

    def _run_clock(self):
        cron = self.env.ref("property_crm.ir_cron_assembly_clock")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    # Called off

    def test_called_off_with_a_reason(self):
        self._call(self.assembly)
        with self.assertRaises(UserError):
            self.assembly.action_cancel()
        self.assembly.cancel_reason = "The hall is closed"
        self.assembly.action_cancel()
        self.assertEqual(self.assembly.state, "cancelled")
        with self.assertRaises(UserError):
            self.assembly.action_open()

    def test_not_called_off_after_the_close(self):
        self._close(self._open(self.assembly))
        self.assembly.cancel_reason = "We do not like it"
        with self.assertRaises(UserError):
            self.assembly.action_cancel()

    # Scope

    def test_register_of_one_building(self):
        place = self._make_r1("S1")
        building = place.units["A101"].building_id
        assembly = self._create_assembly(
            place, scope="building", building_id=building.id
        )
        totals = self._call(assembly).motion_ids._make_register().totals
        self.assertEqual((totals["area"], totals["head"]), (60000, 6))

    def test_motion_of_a_list_of_units(self):
        units = self.place.units["F4"] | self.place.units["F5"]
        self.assembly.motion_ids.write(
            {"scope": "units", "unit_ids": [Command.set(units.ids)]}
        )
        totals = self._call(self.assembly).motion_ids._make_register().totals
        self.assertEqual((totals["area"], totals["head"]), (6466 + 11182, 1))

    def test_copy_is_a_new_draft(self):
        self._open(self.assembly)
        copy = self.assembly.copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.chain_head or copy.frozen_on or copy.row_ids)
        self.assertGreater(copy.closes_at, copy.opens_at + timedelta(0))
