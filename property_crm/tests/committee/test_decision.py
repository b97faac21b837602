from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .meeting_common import MeetingCommon


@freeze_time("2026-03-05 04:00:00")
class TestDecision(MeetingCommon):
    def test_more_than_half_of_all_members_decides(self):
        meeting = self._call(present=4)
        self.assertTrue(meeting.has_quorum)
        for yes, result in ((3, "lost"), (4, "passed")):
            decision = self._decide(meeting, yes=yes, no=4 - yes)
            self.assertEqual(decision.result, result)
            self.assertEqual(decision.member_count, 7)

    def test_half_is_no_quorum(self):
        self.members[6].role = "alternate"
        meeting = self._call(present=3)
        self.assertEqual(meeting.member_count, 6)
        self.assertFalse(meeting.has_quorum)
        decision = self._decide(meeting, yes=3)
        self.assertEqual(decision.result, "no_quorum")
        silent = self._decide(meeting)
        self.assertEqual(silent.result, "open")
        self._publish(meeting)
        self.assertEqual(silent.result, "no_quorum")

    def test_who_is_not_there_has_no_vote_and_nobody_votes_twice(self):
        meeting = self._call(present=4)
        decision = self._decide(meeting, yes=3)
        absent = meeting.attendance_ids[4].member_id
        with self.assertRaises(ValidationError):
            decision.vote_ids = [
                Command.create({"member_id": absent.id, "choice": "yes"})
            ]
        voter = decision.vote_ids[0].member_id
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            decision.vote_ids = [
                Command.create({"member_id": voter.id, "choice": "no"})
            ]

    def test_a_voter_stays_present(self):
        meeting = self._call(present=4)
        decision = self._decide(meeting, yes=4)
        row = meeting.attendance_ids[0]
        with self.assertRaises(ValidationError):
            row.presence = "absent"
        decision.vote_ids.filtered(
            lambda vote: vote.member_id == row.member_id
        ).unlink()
        row.presence = "absent"
        self.assertEqual(decision.result, "no_quorum")

    def test_all_yes_leaves_what_was_noted(self):
        meeting = self._call(present=5)
        decision = self._decide(meeting, no=1)
        decision.action_all_yes()
        decision.action_all_yes()
        self.assertEqual((decision.yes_count, decision.no_count), (4, 1))
        self.assertEqual(decision.result, "passed")

    def test_all_yes_of_the_meeting_is_for_what_is_not_voted_on(self):
        meeting = self._call(present=4)
        lost, silent = self._decide(meeting, no=4), self._decide(meeting)
        meeting.action_all_yes()
        self.assertEqual((lost.yes_count, silent.yes_count), (0, 4))

    def test_only_of_the_agenda_and_not_before_the_call(self):
        meeting, other = self._call(), self._plan()
        with self.assertRaises(ValidationError):
            self.env["property.committee.decision"].create(
                {
                    "meeting_id": meeting.id,
                    "agenda_item_id": other.agenda_ids[0].id,
                    "text": "Pool",
                }
            )
        with self.assertRaises(UserError):
            self._decide(other)

    def test_members_count_whether_they_come_or_not(self):
        meeting = self._call()
        with self.assertRaises(UserError):
            meeting.attendance_ids[0].unlink()
        stranger = self.env["property.committee.member"].create(
            {
                "term_id": self._create_term(self.other_site).id,
                "partner_id": self.wang.id,
            }
        )
        with self.assertRaises(ValidationError):
            meeting.attendance_ids[0].sudo().member_id = stranger

    def test_who_left_before_the_day_does_not_count(self):
        meeting = self._call(present=4)
        self._decide(meeting, yes=4)
        self.members[0].date_end = "2026-03-02"
        meeting.action_hold()
        self.assertEqual((meeting.present_count, meeting.member_count), (3, 6))
        self.assertEqual(meeting.decision_ids.yes_count, 3)

    def test_minutes_are_printed_with_counts(self):
        meeting = self._call(present=4)
        self._decide(meeting, yes=4, text="We build it")
        self._publish(meeting)
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "property_crm.committee_minutes", meeting.ids
        )
        text = content.decode()
        for part in (
            "Owner 1",
            "We build it",
            "Passed",
            "All spoke for it",
            "Lakeside",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Draft, not published yet", text)

    @mute_logger("odoo.addons.base.models.ir_actions_report")  # no server for styles
    def test_published_minutes_stay_as_they_were_printed(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        meeting = self._call(present=4)
        meeting = meeting.with_context(force_report_rendering=True)
        self._decide(meeting, yes=4, text="We build it")
        action = self.env["property.committee.action"].create(
            {
                "name": "Three offers",
                "meeting_id": meeting.id,
                "user_id": self.manager.id,
                "due_on": "2026-03-20",
            }
        )
        self._publish(meeting)
        here = [("res_model", "=", meeting._name), ("res_id", "=", meeting.id)]
        kept = self.env["ir.attachment"].search(here)
        self.assertEqual(
            set(kept.mapped("name")),
            {"minutes-published-en_US.pdf", "minutes-published-zh_CN.pdf"},
        )
        self.members[0].role, self.members[1].role = "member", "chair"
        action.name = "Ten offers"
        rows = meeting.attendance_ids
        self.assertEqual((rows[0].role, rows[1].role), ("chair", "member"))
        for lang in ("en_US", "zh_CN"):
            file = kept.filtered(lambda one, code=lang: code in one.name)
            for reader in (meeting, meeting.with_user(self.user_agent)):
                told = reader.with_context(lang=lang)
                _name, content = told._render_minutes()
                self.assertTrue(content.startswith(b"%PDF"))
                self.assertEqual(content, file.raw)
        for file in kept.with_user(self.manager):
            for act in (
                file.unlink,
                lambda one=file: one.write({"raw": b"x"}),
                lambda one=file: one.write({"name": "x"}),
            ):
                with self.assertRaises(UserError):
                    act()

    def test_the_role_follows_until_the_minutes_are_published(self):
        meeting = self._call(present=4)
        row = meeting.attendance_ids[0]
        self.members[0].role = "deputy"
        self.assertEqual(row.role, "deputy")
        self._publish(meeting)
        self.members[0].role = "member"
        self.assertEqual(row.role, "deputy")
