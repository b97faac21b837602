from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .meeting_common import MeetingCommon


@freeze_time("2026-03-05 04:00:00")
class TestCommitteeAction(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-05 04:00:00"):
            cls.meeting = cls._call()

    def _give(self, **values):
        return (
            self.env["property.committee.action"]
            .with_user(self.manager)
            .create(
                {
                    "meeting_id": self.meeting.id,
                    "name": "Three offers",
                    "user_id": self.user_dispatcher.id,
                    "due_on": "2026-03-20",
                    **values,
                }
            )
        )

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_crm.ir_cron_committee_actions"
            ).method_direct_trigger()

    def test_staff_finds_it_among_his_activities(self):
        action = self._give()
        [activity] = action.activity_ids
        self.assertEqual(activity.user_id, self.user_dispatcher)
        action.write({"due_on": "2026-03-25", "user_id": self.user_agent.id})
        self.assertEqual(action.activity_ids, activity)
        self.assertEqual(activity.date_deadline, fields.Date.to_date("2026-03-25"))
        self.assertEqual(activity.user_id, self.user_agent)
        action.action_done()
        self.assertEqual(action.state, "done")
        self.assertEqual(action.done_on, fields.Date.to_date("2026-03-05"))
        self.assertFalse(action.activity_ids)
        action.action_reopen()
        self.assertEqual(action.state, "open")
        self.assertEqual(len(action.activity_ids), 1)

    def test_the_night_after_its_day_it_is_overdue(self):
        action, later = self._give(), self._give(due_on="2026-04-20")
        with freeze_time("2026-03-20 15:00:00"):  # 23:00 at the site
            self._run_cron()
            self.assertEqual(action.state, "open")
        with freeze_time("2026-03-20 17:00:00"):  # the next day there
            self._run_cron()
        self.assertEqual((action.state, later.state), ("overdue", "open"))
        action.due_on = "2026-12-31"
        self.assertEqual(action.state, "open")

    def test_a_member_is_written_to_once(self):
        action = self._give(user_id=False, partner_id=self.owners[1].id)
        for moment, count in (
            ("2026-03-16 04:00:00", 0),
            ("2026-03-17 04:00:00", 1),
            ("2026-03-18 04:00:00", 1),
        ):
            with freeze_time(moment):
                self._run_cron()
            told = action.message_ids.filtered("partner_ids")
            self.assertEqual(len(told), count, moment)
        self.assertEqual(told.partner_ids, self.owners[1])

    def test_somebody_has_to_do_it_and_of_this_meeting(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
        ):
            self._give(user_id=False)
        decision = self._decide(self._call())
        with self.assertRaises(ValidationError):
            self._give(decision_id=decision.id)
