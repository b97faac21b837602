from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..common import LeadsCommon

MONDAY = "2026-03-02 02:00:00"  # 10:00 at the site


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPursuit(LeadsCommon):
    """The site works from 8:30 to 17:30 without a break, Monday to Friday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.site.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Sales office",
                "tz": "Asia/Shanghai",
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 8.5,
                            "hour_to": 17.5,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        cls.manager = cls.user_site_manager
        cls._enrol(cls.manager, cls.site.territory_id, role="manager", is_primary=True)
        cls.Level = cls.env["property.lead.level"]
        cls.Level.search([]).active = False
        cls.env["property.lead.rule"].search([]).active = False

    def _create_at(self, moment, **values):
        with freeze_time(moment):
            lead = self._create_leads(**values)
            lead.flush_recordset()
            self.cr.execute(
                "UPDATE crm_lead SET create_date = %s WHERE id = %s", [moment, lead.id]
            )
            lead.invalidate_recordset(["create_date"])
            self.env.add_to_compute(lead._fields["contact_due"], lead)
            lead.flush_recordset()
        return lead

    def _alarm(self, go_on=1, batch_size=100):
        """Run the job without its commits; ``go_on`` 0 stops it after a batch."""
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", lambda *_given: go_on):
            self.Level._cron_alarm(batch_size)

    def test_contact_is_due_in_working_minutes(self):
        for created, due in (
            ("2026-03-02 02:00:00", "2026-03-02 02:15:00"),
            ("2026-03-02 09:25:00", "2026-03-03 00:40:00"),  # 5 minutes before closing
            ("2026-03-06 12:00:00", "2026-03-09 00:45:00"),  # Friday night
        ):
            lead = self._create_at(created)
            self.assertEqual(lead.contact_due, fields.Datetime.to_datetime(due))

    def test_everything_open_has_an_owner_and_a_next_date(self):
        leads = self._create_leads(2) | self._create_leads(site_id=False)
        leads[0].user_id = self.user_sales
        self.assertTrue(all(lead.owner_id and lead.date_next for lead in leads))
        self.assertEqual(leads[0].owner_id, self.user_sales)
        self.assertEqual(leads[1].owner_id, self.manager)
        leads[1]._log_contact("call")
        self.assertEqual(str(leads[1].date_next), "2026-03-05")
        leads[1].action_set_lost()
        self.assertFalse(leads[1].date_next)

    def test_a_plan_moves_the_next_date_and_done_moves_it_on(self):
        lead = self._create_leads(user_id=self.user_sales.id)
        activity = lead.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline="2026-03-10",
            user_id=self.user_sales.id,
        )
        self.assertEqual(str(lead.date_next), "2026-03-10")
        activity.date_deadline = "2026-03-11"
        self.assertEqual(str(lead.date_next), "2026-03-11")
        activity.with_user(self.user_sales).action_feedback("Will come")
        self.assertEqual(str(lead.date_next), "2026-03-05")
        self.assertEqual(lead.contact_result, "on_time")
        last = lead.event_ids.sorted("id")[-1]
        self.assertEqual((last.kind, last.note), ("call", "Will come"))

    def test_neglected_list(self):
        late = self._create_at("2026-02-27 02:00:00")
        fresh = self._create_leads()
        ours = self.Lead.search(
            [("is_neglected", "=", True), ("id", "in", (late | fresh).ids)]
        )
        self.assertEqual(ours, late)
        self.assertTrue(late.is_neglected)
        late._log_contact("call")
        self.assertFalse(late.is_neglected)

    def test_each_level_fires_once_for_each_wait(self):
        lead = self._create_at("2026-03-02 01:00:00", user_id=self.user_sales.id)
        level, later = self.Level.create(
            [
                {"name": "Due", "trigger": "contact", "minutes": 0},
                {
                    "name": "Late",
                    "trigger": "contact",
                    "minutes": 60,
                    "audience": "manager",
                },
            ]
        )
        self._alarm()
        self.assertEqual(lead.alarm_ids.level_id, level)
        self.assertEqual(lead.alarm_ids.user_id, self.user_sales)
        self.assertEqual(lead.activity_ids.summary, "Due")
        self._alarm()
        self.assertEqual(len(lead.alarm_ids), 1)
        with freeze_time("2026-03-02 02:15:00"):
            self._alarm()
            self._alarm()
        self.assertEqual(lead.alarm_ids.level_id, level | later)
        told = lead.alarm_ids.filtered(lambda alarm: alarm.level_id == later)
        self.assertEqual(told.user_id, self.manager)

    def test_a_job_that_is_stopped_goes_on_where_it_was(self):
        self.Level.create({"name": "Due", "trigger": "contact", "minutes": 0})
        leads = self.Lead.union(
            *(self._create_at("2026-03-02 01:00:00") for _n in range(3))
        )
        self._alarm(go_on=0, batch_size=2)
        self.assertEqual(len(leads.alarm_ids), 2)
        self._alarm()
        self._alarm()
        self.assertEqual(len(leads.alarm_ids), 3)

    def test_silence_is_told_again_after_a_new_silence(self):
        self.Level.create({"name": "Silent", "trigger": "silence", "minutes": 540})
        lead = self._create_at("2026-02-26 02:00:00", user_id=self.user_sales.id)
        self.cr.execute(
            "UPDATE crm_lead SET last_action_at = %s WHERE id = %s",
            ["2026-02-26 02:00:00", lead.id],
        )
        lead.invalidate_recordset()
        self._alarm()
        self.assertEqual(len(lead.alarm_ids), 1)
        lead._log_contact("call")
        for moment in ("2026-03-03 02:00:00", "2026-03-03 03:00:00"):
            with freeze_time(moment):
                self._alarm()
        self.assertEqual(len(lead.alarm_ids), 2)

    def test_overdue_counts_from_the_end_of_the_day_there(self):
        self.Level.create({"name": "Overdue", "trigger": "overdue", "minutes": 0})
        lead = self._create_leads(user_id=self.user_sales.id)
        lead.activity_schedule(date_deadline="2026-03-02", user_id=self.user_sales.id)
        with freeze_time("2026-03-02 15:59:00"):
            self._alarm()
        self.assertFalse(lead.alarm_ids)
        with freeze_time("2026-03-02 16:01:00"):
            self._alarm()
        self.assertEqual(len(lead.alarm_ids), 1)
        self.assertEqual(str(lead.date_next), "2026-03-02")

    def test_a_leavers_book_is_given_on(self):
        self.env["property.lead.rule"].create(
            {
                "name": "All",
                "member_ids": [
                    Command.create({"user_id": user.id})
                    for user in (self.user_sales, self.user_dispatcher)
                ],
            }
        )
        leads = self._create_leads(3, user_id=self.user_sales.id)
        won = self._create_leads(user_id=self.user_sales.id)
        won.action_set_won()
        self.user_sales.active = False
        self.assertEqual(leads.user_id, self.user_dispatcher)
        self.assertEqual(won.user_id, self.user_sales)
        given = leads[0].event_ids.filtered(lambda e: e.kind == "given")
        self.assertIn("No longer with us", given.mapped("note"))

    def test_a_membership_that_ends_gives_on_what_was_there(self):
        lead = self._create_leads(user_id=self.user_sales.id)
        staff = self.env["property.territory.staff"].search(
            [("user_id", "=", self.user_sales.id)]
        )
        staff.date_to = "2026-03-01"
        self.assertFalse(lead.user_id)
        self.assertEqual(lead.owner_id, self.manager)

    def test_a_book_goes_to_a_colleague(self):
        leads = self._create_leads(2, user_id=self.user_sales.id)
        book = (
            self.env["property.lead.book"]
            .with_user(self.manager)
            .create(
                {
                    "from_user_id": self.user_sales.id,
                    "to_user_id": self.user_dispatcher.id,
                    "reason": "Leaves",
                }
            )
        )
        self.assertEqual(book.lead_count, 2)
        book.action_hand_over()
        self.assertEqual(leads.user_id, self.user_dispatcher)
