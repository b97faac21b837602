from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .meeting_common import MeetingCommon


@freeze_time("2026-03-05 04:00:00")
class TestMatter(MeetingCommon):
    def test_it_has_a_number_a_keeper_and_a_day(self):
        self.site.manager_id = self.manager
        matter, other = self._raise(), self._raise(user=self.user_dispatcher)
        self.assertTrue(matter.number.startswith("CM/2026/"))
        self.assertNotEqual(matter.number, other.number)
        self.assertEqual(matter.user_id, self.manager)
        # ten days on is a Sunday
        self.assertEqual(matter.answer_due_on, fields.Date.to_date("2026-03-16"))
        [activity] = matter.activity_ids
        self.assertEqual(activity.date_deadline, matter.answer_due_on)
        matter.user_id = self.user_dispatcher
        self.assertEqual(activity.user_id, self.user_dispatcher)

    def test_the_rule_of_the_place_says_how_long(self):
        self.term.rule_id = self.env["property.committee.rule"].create(
            {"name": "Here", "code": "TEST", "answer_days": 5}
        )
        self.assertEqual(self._raise().answer_due_on, fields.Date.to_date("2026-03-10"))

    def test_the_answer_goes_to_who_has_raised_it(self):
        self.site.manager_id = self.manager
        matter = self._raise(member_id=self.members[2].id)
        self.assertEqual(matter.partner_id, self.owners[2])
        with self.assertRaises(ValidationError):
            matter.action_answer()
        matter.answer = "The accounts hang in the hall"
        matter.action_answer()
        self.assertEqual(matter.state, "answered")
        self.assertEqual(matter.answered_on, fields.Date.to_date("2026-03-05"))
        told = matter.message_ids.filtered("partner_ids")
        self.assertEqual(told.partner_ids, self.owners[2])
        self.assertFalse(matter.activity_ids)
        matter.action_reopen()
        self.assertEqual((matter.state, matter.answered_on), ("open", False))
        self.assertTrue(matter.activity_ids)
        matter.action_close()
        self.assertFalse(matter.activity_ids)
        for act in (lambda: matter.write({"answer": "x"}), matter.unlink):
            with self.assertRaises(UserError):
                act()

    def test_overdue_on_the_day_after(self):
        matter, answered = self._raise(), self._raise(answer="Yes")
        answered.action_answer()
        with freeze_time("2026-03-16 15:00:00"):
            self.assertFalse(matter.is_overdue)
        with freeze_time("2026-03-16 17:00:00"):
            matter.invalidate_recordset()
            self.assertTrue(matter.is_overdue)
            self.assertEqual(matter.search([("is_overdue", "=", True)]), matter)

    def test_put_on_the_next_agenda_once(self):
        matter = self._raise()
        with self.assertRaises(UserError):
            matter.action_put_on_agenda()
        self._plan()  # of the past
        later = self._plan(start="2026-04-20 10:00:00")
        meeting = self._plan(start="2026-04-10 10:00:00")
        for _click in range(2):
            action = matter.action_put_on_agenda()
        self.assertEqual(action["res_id"], meeting.id)
        self.assertEqual(matter.agenda_item_ids.meeting_id, meeting)
        self.assertEqual(len(meeting.agenda_ids), 3)
        self.assertEqual(len(later.agenda_ids), 2)

    def test_what_was_decided_is_noted_on_it(self):
        matter = self._raise()
        meeting = self._plan()
        meeting.agenda_ids[0].matter_id = matter
        meeting.action_call()
        meeting.action_all_present()
        self._decide(meeting, yes=7, text="No fees in May")
        self._publish(meeting)
        self.assertIn("No fees in May", matter.message_ids[0].body)
        self.assertEqual(matter.decision_ids, meeting.decision_ids)

    def test_a_matter_of_another_site_is_on_no_agenda(self):
        term = self._create_term(self.other_site)
        matter = self._raise(user=self.user_company_manager, term_id=term.id)
        meeting = self._plan()
        with self.assertRaises(ValidationError):
            meeting.sudo().agenda_ids[0].matter_id = matter
        with self.assertRaises(AccessError):
            meeting.agenda_ids[0].matter_id = matter

    def test_it_can_be_about_a_notice(self):
        notice = self.env["property.notice"].create(
            {"name": "Water off", "place_ids": [(0, 0, {"site_id": self.site.id})]}
        )
        matter = self._raise(link_ref=f"property.notice,{notice.id}")
        self.assertEqual((matter.res_model, matter.res_id), (notice._name, notice.id))
        self.assertEqual(matter.link_ref, notice)
        self.assertEqual(matter.link_state, "Draft")
        foreign = self.env["property.notice"].create(
            {"name": "Secret", "place_ids": [(0, 0, {"site_id": self.other_site.id})]}
        )
        with self.assertRaises(AccessError):
            matter.link_ref = foreign.with_user(self.manager)
        matter.sudo().res_id = foreign.id
        self.assertFalse(matter.link_ref)
        self.assertFalse(matter.link_state)
        matter.sudo().res_model = "model.that.left"
        self.assertFalse(matter.link_ref)

    def test_the_state_is_the_systems(self):
        matter = self._raise(state="closed")
        self.assertEqual(matter.state, "open")
        for vals in ({"state": "answered"}, {"number": "1"}):
            with self.assertRaises(UserError):
                matter.write(vals)
