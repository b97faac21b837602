from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .result_common import ResultCommon

ANNOUNCE = "property_crm.mail_activity_type_assembly_announce"
OBJECTION = "property_crm.mail_activity_type_assembly_objection"


@tagged("post_install", "-at_install")
class TestDeadlines(ResultCommon):
    """What has to be done after the close, and what the clock does by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_vote(cls, cls._make_r2())

    def _pass_objections(self, *assemblies):
        """Let the days of objections be over."""
        self.env.flush_all()
        for assembly in assemblies:
            self.env.cr.execute(
                "UPDATE property_assembly SET announced_on = announced_on - 30,"
                " objection_until = objection_until - 30 WHERE id = %s",
                [assembly.id],
            )
            assembly.invalidate_recordset()

    def _object(self, assembly, unit="U1", owner="o1"):
        return self.env["property.assembly.objection"].create(
            {
                "assembly_id": assembly.id,
                "partner_id": self.place.owners[owner].id,
                "text": f"{unit} was not told",
            }
        )

    def _run_finish(self):
        cron = self.env.ref("property_crm.ir_cron_assembly_finish")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def test_announcement_is_planned_with_the_close(self):
        self._vote_names(yes="U1-U12")
        self._close(self.assembly)
        planned = self.assembly.activity_search([ANNOUNCE])
        self.assertEqual(planned.user_id, self.manager)
        self.assertEqual(planned.date_deadline, self.assembly.announce_due_on)
        closed = self.place.site._to_local(self.assembly.closed_on).date()
        self.assertGreaterEqual(planned.date_deadline, closed + timedelta(days=3))
        self.assembly.action_count()
        self.assembly.action_announce()
        self.assertFalse(self.assembly.activity_search([ANNOUNCE]))

    def test_days_of_the_procedure(self):
        procedure = self.env["property.vote.procedure"].create(
            {
                "site_id": self.place.site.id,
                "valid_from": "2020-01-01",
                "announce_days": 20,
            }
        )
        self._make_vote(self, self.place, procedure_id=procedure.id)
        self._close(self.assembly)
        closed = self.place.site._to_local(self.assembly.closed_on).date()
        planned = self.assembly.activity_search([ANNOUNCE])
        self.assertGreaterEqual(planned.date_deadline, closed + timedelta(days=20))

    def test_annulled_needs_no_announcement(self):
        self._close(self.assembly)
        self.assembly.annul_reason = "Wrong papers"
        self.assembly.action_annul()
        self.assertFalse(self.assembly.activity_search([ANNOUNCE]))

    def test_final_by_the_clock(self):
        self._vote_names(yes="U1-U12")
        self._announce()
        self._run_finish()
        self.assertEqual(self.assembly.state, "announced")
        self._pass_objections(self.assembly)
        self._run_finish()
        self.assertEqual(self.assembly.state, "final")
        self.assertTrue(self.assembly.archive_head)

    def test_one_that_cannot_be_final_does_not_stop_the_others(self):
        self._vote_names(yes="U1-U12")
        self._announce()
        first = self.assembly
        self._object(first)
        self._make_vote(self, self.place)
        self._vote_names(yes="U1-U12")
        self._announce()
        second = self.assembly
        self._pass_objections(first, second)
        self._run_finish()
        self._run_finish()
        self.assertEqual((first.state, second.state), ("announced", "final"))
        told = first.activity_ids.filtered(lambda one: "objections" in (one.note or ""))
        self.assertEqual(len(told), 1)
        first.objection_ids.answer = "You were, on the first day."
        self._run_finish()
        self.assertEqual(first.state, "final")

    def test_what_was_changed_does_not_become_final(self):
        self._vote_names(yes="U1-U12")
        self._announce()
        self._pass_objections(self.assembly)
        self.env.cr.execute(
            "UPDATE property_assembly_row SET area_centi = 1 WHERE assembly_id = %s"
            " AND sequence = 1",
            [self.assembly.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "row 1"):
            self.assembly.action_finish()

    def test_objection_is_to_be_answered(self):
        self._vote_names(yes="U1-U12")
        self._announce()
        one, two = self._object(self.assembly), self._object(self.assembly, "U2", "o2")
        planned = self.assembly.activity_search([OBJECTION])
        self.assertEqual(len(planned), 1)
        self.assertEqual(planned.date_deadline, self.assembly.objection_until)
        one.with_user(self.manager).answer = "You were."
        two.with_user(self.manager).answer = "  "
        self.assertTrue(self.assembly.activity_search([OBJECTION]))
        two.with_user(self.manager).answer = "You were, too."
        self.assertFalse(self.assembly.activity_search([OBJECTION]))

    def test_answers_stay_once_it_is_final(self):
        self._vote_names(yes="U1-U12")
        self._announce()
        objection = self._object(self.assembly)
        objection.answer = "You were."
        self._finish()
        with self.assertRaises(UserError):
            objection.answer = "You were not."

    def test_cron_keeps_its_round(self):
        cron = self.env.ref("property_crm.ir_cron_assembly_finish")
        self.assertTrue(cron.active)
        self.assertLessEqual(cron.nextcall, fields.Datetime.now() + timedelta(days=1))
