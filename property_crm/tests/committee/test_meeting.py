from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time

from .meeting_common import MeetingCommon

DAY = fields.Date.to_date


@freeze_time("2026-03-05 04:00:00")
class TestMeeting(MeetingCommon):
    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_crm.ir_cron_committee_meetings"
            ).method_direct_trigger()

    def test_the_call_goes_to_the_members_of_the_day(self):
        self.members[0].date_end = "2026-02-28"
        self.members[6].role = "alternate"
        meeting = self._plan(place="Hall", invitation="Please come")
        meeting.action_call()
        self.assertEqual(meeting.state, "called")
        self.assertEqual(meeting.called_on, DAY("2026-03-05"))
        self.assertEqual(meeting.attendance_ids.member_id, self.members[1:6])
        message = meeting.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.owners[1:6])
        for text in ("Please come", "Hall", "Bicycle shed"):
            self.assertIn(text, message.body)
        meeting.action_call()
        self.assertEqual(len(meeting.message_ids.filtered("partner_ids")), 1)

    def test_no_call_without_agenda_or_members(self):
        with self.assertRaises(ValidationError):
            self._plan(agenda_ids=[]).action_call()
        with self.assertRaises(ValidationError):
            self._plan(start="2025-12-01 11:00:00").action_call()

    def test_the_agenda_is_locked_by_the_call(self):
        meeting = self._plan()
        meeting.agenda_ids[0].name = "Shed"
        meeting.action_call()
        for act in (
            lambda: meeting.agenda_ids[0].write({"name": "Pool"}),
            meeting.agenda_ids[0].unlink,
            lambda: meeting.write({"agenda_ids": [Command.create({"name": "Pool"})]}),
        ):
            with self.assertRaises(UserError):
                act()

    def test_the_day_of_the_call_does_not_count(self):
        rule = self.env["property.committee.rule"].create(
            {"name": "Here", "code": "TEST", "committee_notice_days": 7}
        )
        self.term.rule_id = rule
        late = self._plan(start="2026-03-11 11:00:00")
        self.assertEqual(late.call_until, DAY("2026-03-04"))
        in_time = self._plan(start="2026-03-12 11:00:00")
        (late | in_time).action_call()
        self.assertIn("6", late.notice_warning)
        self.assertFalse(in_time.notice_warning)

    def test_held_when_everybody_is_noted(self):
        meeting = self._plan()
        meeting.action_call()
        with self.assertRaises(UserError):
            meeting.action_hold()
        meeting.attendance_ids[0].presence = "excused"
        meeting.action_all_present()
        self.assertEqual((meeting.present_count, meeting.member_count), (6, 7))
        meeting.action_hold()
        self.assertEqual(meeting.state, "held")
        coming = self._plan(start="2026-03-06 11:00:00")
        coming.action_call()
        coming.action_all_present()
        with self.assertRaises(UserError):
            coming.action_hold()

    def test_who_was_seated_after_the_call_counts_on_the_day(self):
        self.members[6].role = "alternate"
        meeting = self._call(present=4)
        self._decide(meeting, yes=4)
        left = self.members[1].with_user(self.manager)
        left.write({"date_end": "2026-03-01", "end_reason": "resigned"})
        self.assertEqual((meeting.present_count, meeting.member_count), (3, 5))
        left.action_replace()
        follower = left.follower_ids
        row = meeting.attendance_ids.filtered(lambda one: one.member_id == follower)
        self.assertEqual((len(row), row.presence), (1, False))
        with self.assertRaises(UserError):
            meeting.action_hold()
        row.presence = "excused"
        meeting.action_hold()
        self.assertEqual((meeting.state, meeting.member_count), ("held", 6))
        # what is held stays
        follower.date_end = "2026-03-02"
        self.assertEqual(meeting.member_count, 6)

    def test_a_member_entered_after_the_call_is_asked_for(self):
        meeting = self._call(present=4)
        late = self.env["property.committee.member"].with_user(self.manager)
        late = late.create({"term_id": self.term.id, "partner_id": self.wang.id})
        self.assertIn(late, meeting.attendance_ids.member_id)
        # however the row was lost, the button finds it
        meeting.sudo().attendance_ids[-1].unlink()
        meeting.action_all_present()
        self.assertIn(late, meeting._get_present_members())
        meeting.action_hold()
        with self.assertRaises(UserError):
            late.partner_id = self.owners[0]
        late.partner_id = self.wang

    def test_published_within_three_days_and_not_at_a_weekend(self):
        meeting = self._call()  # Tuesday
        meeting.action_hold()
        self.assertEqual(meeting.publish_due_on, DAY("2026-03-06"))
        [activity] = meeting.activity_ids
        self.assertEqual(activity.date_deadline, meeting.publish_due_on)
        wednesday = self._call(start="2026-03-04 11:00:00")
        wednesday.action_hold()
        self.assertEqual(wednesday.publish_due_on, DAY("2026-03-09"))
        with freeze_time("2026-03-07 04:00:00"):
            meeting.invalidate_recordset()
            self.assertTrue(meeting.is_publish_late)
            found = meeting.search([("is_publish_late", "=", True)])
            self.assertEqual(found, meeting)

    def test_published_it_stays_as_it_is(self):
        meeting = self._call()
        decision = self._decide(meeting, yes=4)
        self._publish(meeting)
        self.assertEqual(meeting.state, "published")
        self.assertEqual(meeting.published_on, DAY("2026-03-05"))
        self.assertFalse(meeting.activity_ids)
        for act in (
            lambda: meeting.write({"minutes": "<p>x</p>"}),
            lambda: meeting.write({"start": "2026-03-01 10:00:00"}),
            lambda: decision.write({"text": "We do not"}),
            lambda: decision.vote_ids[0].write({"choice": "no"}),
            decision.vote_ids.unlink,
            decision.unlink,
            lambda: meeting.attendance_ids.write({"presence": "present"}),
            lambda: self._decide(meeting, yes=1),
            meeting.unlink,
        ):
            with self.assertRaises(UserError):
                act()

    def test_not_published_without_minutes_or_votes(self):
        meeting = self._call()
        meeting.action_hold()
        with self.assertRaises(ValidationError):
            meeting.action_publish()
        meeting.minutes = "<p>Spoken</p>"
        decision = self._decide(meeting)
        with self.assertRaises(ValidationError):
            meeting.action_publish()
        decision.action_all_yes()
        meeting.action_publish()
        self.assertEqual(meeting.state, "published")

    def test_not_published_while_a_vote_is_half_noted(self):
        meeting = self._call(present=5)
        meeting.minutes = "<p>Spoken</p>"
        decision = self._decide(meeting, yes=3)
        self.assertEqual(decision.result, "lost")
        meeting.action_hold()
        with self.assertRaisesRegex(ValidationError, "Owner 4"):
            meeting.action_publish()
        self.assertEqual(meeting.state, "held")
        decision.action_all_yes()
        meeting.action_publish()
        self.assertEqual((meeting.state, decision.result), ("published", "passed"))

    def test_residents_are_told_by_a_draft_of_a_notice(self):
        meeting = self._call()
        self._decide(meeting, yes=4, text="A shed <b>")
        self._publish(meeting)
        notice = meeting.notice_id
        self.assertEqual((notice.state, notice.place_ids.site_id), ("draft", self.site))
        self.assertIn("A shed &lt;b&gt;", notice.body)
        self.assertIn("4 yes, 0 no", notice.body)
        meeting.action_publish()
        self.assertEqual(meeting.notice_id, notice)

    def test_called_off_with_a_reason(self):
        planned, called = self._plan(), self._call()
        planned.action_cancel()
        self.assertEqual(planned.state, "cancelled")
        with self.assertRaises(UserError):
            called.action_cancel()
        called.cancel_reason = "The hall is wet"
        called.action_cancel()
        self.assertIn("The hall is wet", called.message_ids[0].body)
        self.assertEqual(called.message_ids[0].partner_ids, self.owners)
        with self.assertRaises(UserError):
            called.unlink()

    def test_moved_the_members_hear_of_it(self):
        meeting = self._call(start="2026-03-20 11:00:00")
        self.members[0].date_end = "2026-03-21"
        before = len(meeting.message_ids)
        meeting.write({"start": "2026-03-25 11:00:00", "end": "2026-03-25 13:00:00"})
        told = meeting.message_ids.filtered("partner_ids")[0]
        self.assertEqual(told.partner_ids, self.owners[1:])
        self.assertEqual(meeting.member_count, 6)
        self.assertGreater(len(meeting.message_ids), before)

    def test_the_state_is_the_systems(self):
        meeting = self._plan(state="published", published_on="2026-01-01")
        self.assertEqual((meeting.state, meeting.published_on), ("planned", False))
        for vals in ({"state": "held"}, {"called_on": "2026-01-01"}):
            with self.assertRaises(UserError):
                meeting.write(vals)

    def test_in_the_form_it_has_a_name_of_its_day(self):
        form = Form(self.env["property.committee.meeting"].with_user(self.manager))
        form.term_id = self.term
        form.start = "2026-03-10 18:00:00"  # the next day in Shanghai
        meeting = form.save()
        self.assertIn("11", meeting.name)
        meeting.write({"start": "2026-03-20 10:00:00", "end": "2026-03-20 11:00:00"})
        self.assertIn("20", meeting.name)
        meeting.name = "Garden"
        meeting.write({"start": "2026-03-22 10:00:00", "end": "2026-03-22 11:00:00"})
        self.assertEqual(meeting.name, "Garden")

    def test_a_forgotten_or_a_late_meeting_keeps_no_reminder_back(self):
        self.term.rule_id = self.env["property.committee.rule"].create(
            {"name": "Here", "code": "TEST", "meeting_every_months": 3}
        )
        self.term.user_id = self.manager
        self.assertEqual(self.term.next_meeting_due_on, DAY("2026-04-01"))
        self._plan(start="2026-03-03 11:00:00")  # never called
        late = self._plan(start="2026-04-02 11:00:00")
        with freeze_time("2026-03-25 04:00:00"):
            late.start = "2026-04-01 11:00:00"
            self._run_cron()
            self.assertFalse(self.term.meeting_reminded_for)
            late.write({"start": "2026-04-02 09:00:00"})
            self._run_cron()
            self.assertEqual(self.term.meeting_reminded_for, DAY("2026-04-01"))

    def test_the_next_meeting_is_asked_for_once(self):
        self.term.rule_id = self.env["property.committee.rule"].create(
            {"name": "Here", "code": "TEST", "meeting_every_months": 2}
        )
        self.term.user_id = self.manager
        self.assertEqual(self.term.next_meeting_due_on, DAY("2026-03-01"))
        for _run in range(2):
            self._run_cron()
        reminder = self.term.activity_ids.filtered(
            lambda one: one.date_deadline == DAY("2026-03-01")
        )
        self.assertEqual(len(reminder), 1)
        reminder.action_done()
        self._run_cron()
        self.assertFalse(self.term.activity_ids & reminder)
        meeting = self._call()
        meeting.action_hold()
        self.term.invalidate_recordset()
        self.assertEqual(self.term.next_meeting_due_on, DAY("2026-05-03"))
        with freeze_time("2026-04-19 04:00:00"):
            self._plan(start="2026-05-01 10:00:00").action_call()
            self._run_cron()
            self.assertEqual(self.term.meeting_reminded_for, DAY("2026-03-01"))
