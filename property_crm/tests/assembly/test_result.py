import json

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...tools.vote_result_file import find_differences, read_file
from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResult(ResultCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_vote(cls, cls._make_r2(), "cn_major")

    def _pass(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        return self._count()

    def _read_file(self):
        return read_file(self.assembly.sudo().result_file_id.raw)

    def _change(self, query, *values):
        self.env.flush_all()
        self.env.cr.execute(query, values)
        self.env.invalidate_all()

    # Count

    def test_counted_after_the_close_and_once(self):
        with self.assertRaises(UserError):
            self.assembly.action_count()
        self._pass()
        with self.assertRaises(UserError):
            self.assembly.action_count()

    def test_agents_do_not_count(self):
        self._vote_names(yes="U1-U6")
        self._close(self.assembly)
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            with self.assertRaises(AccessError):
                self.assembly.with_user(user).action_count()

    def test_nobody_writes_a_result(self):
        self._pass()
        for user in (self.manager, self.env.ref("base.user_admin")):
            with self.assertRaises(UserError):
                self.motion.with_user(user).outcome = "lost"
            with self.assertRaises(UserError):
                self.assembly.with_user(user).result_digest = "0"

    def test_a_changed_row_is_not_counted(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._close(self.assembly)
        row = self.assembly.row_ids[0]
        self._change(
            "UPDATE property_assembly_row SET area_centi = 1 WHERE id = %s", row.id
        )
        with self.assertRaises(UserError):
            self.assembly.action_count()

    def test_a_changed_ballot_is_not_counted(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._close(self.assembly)
        ballot = self._get_ballots()[0]
        self._change(
            "UPDATE property_ballot SET choice = 'no' WHERE id = %s", ballot.id
        )
        with self.assertRaises(UserError):
            self.assembly.action_count()
        self.assertFalse(self.motion.outcome)

    def test_invalid_ballots_are_told(self):
        self._vote_names(yes="U1-U6", no="U7", invalid="U8")
        self._count()
        self.assertEqual(self.motion._get_invalid_heads(), 1)
        self.assertEqual(self.motion.sum_participating_heads, 7)
        self.assertEqual(self.motion.outcome, "no_quorum")

    # Result file

    def test_file_is_counted_again(self):
        self._pass()
        data = self._read_file()
        self.assertEqual(find_differences(data), [])
        self.assertEqual(data["digest"], self.assembly.result_digest)
        self.assertEqual(data["motions"][0]["result"]["outcome"], "passed")
        units = [row["unit"] for row in data["register"]]
        self.assertIn("U1", units)

    def test_file_names_nobody(self):
        self._pass()
        rows = self._read_file()["register"]
        owners = {owner for row in rows for owner in row["owners"]}
        self.assertEqual(owners, {f"h{number}" for number in range(1, 13)})

    def test_file_is_downloaded_by_who_sees_the_assembly(self):
        self._pass()
        action = self.assembly.with_user(self.user_auditor).action_download_result()
        self.assertIn(str(self.assembly.result_file_id.id), action["url"])
        attachment = self.assembly.result_file_id
        attachment.with_user(self.user_auditor).check_access("read")
        with self.assertRaises(AccessError):
            attachment.with_user(self.user_portal).check_access("read")

    # Announcement

    def test_announced_with_days_and_notice(self):
        with self.assertRaises(UserError):
            self.assembly.action_announce()
        self._pass()
        self.assembly.action_announce()
        today = self.place.site._get_today()
        self.assertEqual(self.assembly.state, "announced")
        self.assertEqual(self.assembly.announced_on, today)
        self.assertEqual(self.assembly.objection_until, fields.Date.add(today, days=7))
        self.assertGreater(self.assembly.challenge_until, today)
        notice = self.assembly.result_notice_id
        self.assertEqual(notice.state, "draft")
        self.assertEqual(notice.place_ids.site_id, self.place.site)
        self.assertIn(self.assembly.result_digest, notice.body)
        self.assertIn("Passed", notice.body)

    def test_told_day_of_objections_stays(self):
        self._pass()
        self._announce()
        with self.assertRaises(UserError):
            self.assembly.objection_until = "2050-01-01"

    def _object(self, owner="o1", **values):
        return (
            self.env["property.assembly.objection"]
            .with_user(self.manager)
            .create(
                {
                    "assembly_id": self.assembly.id,
                    "partner_id": self.place.owners[owner].id,
                    "text": "I was not served",
                    **values,
                }
            )
        )

    def test_objections_in_time_by_owners(self):
        with self.assertRaises(ValidationError):
            self._object()
        self._pass()
        self._announce()
        self.assertTrue(self._object())
        late = fields.Date.add(self.assembly.objection_until, days=1)
        with self.assertRaises(ValidationError):
            self._object(date=late)
        with self.assertRaises(ValidationError):
            self._object(partner_id=self.wang.id)

    def test_final_when_all_are_answered_and_time_is_over(self):
        self._pass()
        self._announce()
        with self.assertRaises(UserError):
            self.assembly.action_finish()
        objection = self._object()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._finish()
        self.env.invalidate_all()
        objection.answer = "You were, on the first day."
        self._finish()
        self.assertEqual(self.assembly.state, "final")
        self.assertTrue(self.assembly.archive_head)
        with self.assertRaises(ValidationError):
            objection.text = "Nothing"

    # Annulled, repeated

    def test_annulled_with_a_reason_and_repeated(self):
        self._pass()
        self._announce()
        with self.assertRaises(UserError):
            self.assembly.action_repeat()
        with self.assertRaises(UserError):
            self.assembly.action_annul()
        self.assembly.annul_reason = "The notice was wrong"
        self.assembly.action_annul()
        again = self.assembly.browse(self.assembly.action_repeat()["res_id"])
        self.assertEqual((again.state, again.previous_id), ("draft", self.assembly))
        self.assertEqual(again.motion_ids.mapped("name"), self.motion.mapped("name"))
        self.assertFalse(again.motion_ids.outcome or again.motion_ids.rule_data)
        self.assertFalse(again.result_digest or again.counted_on or again.frozen_on)
        self.assertEqual(self.assembly.repeat_count, 1)

    def test_too_few_is_repeated_without_annulment(self):
        self._vote_names(yes="U1")
        self._count()
        self.assertTrue(self.assembly.may_repeat)
        self.assertTrue(self.assembly.action_repeat()["res_id"])

    # Archive

    def test_archive_tells_what_was_changed(self):
        self._pass()
        self._announce()
        self._finish()
        answer = self.assembly.with_user(self.user_auditor).action_check_archive()
        self.assertEqual(answer["params"]["type"], "success")
        changes = [
            ("UPDATE property_motion SET outcome = 'lost' WHERE id = %s", self.motion),
            ("UPDATE property_motion SET sum_yes_area = 1 WHERE id = %s", self.motion),
            (
                "UPDATE property_ballot SET choice = 'no' WHERE id = %s",
                self._get_ballots()[0],
            ),
            (
                "UPDATE property_assembly_row SET area_centi = 1 WHERE id = %s",
                self.assembly.row_ids[0],
            ),
            (
                "UPDATE property_assembly SET result_digest = '00' WHERE id = %s",
                self.assembly,
            ),
        ]
        for query, record in changes:
            with self.subTest(query), self.env.cr.savepoint() as savepoint:
                self._change(query, record.id)
                answer = self.assembly.action_check_archive()["params"]
                self.assertEqual(answer["type"], "danger")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_changed_result_is_not_announced(self):
        self._pass()
        self.assertTrue(self.assembly.archive_head)
        motion, assembly = "UPDATE property_motion SET", "UPDATE property_assembly SET"
        data = json.dumps({**self.motion.result_data, "outcome": "lost"})
        changes = [
            (f"{motion} outcome = 'lost'", self.motion),
            (f"{motion} sum_yes_heads = 1", self.motion),
            (f"{motion} outcome = 'lost', result_data = '{data}'", self.motion),
            (f"{assembly} archive_head = NULL", self.assembly),
        ]
        for query, record in changes:
            with self.subTest(query), self.env.cr.savepoint() as savepoint:
                self._change(f"{query} WHERE id = %s", record.id)
                with self.assertRaises(UserError):
                    self.assembly.action_announce()
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_result_that_is_not_of_the_file_is_found(self):
        """The hash alone is no proof: who has SQL can write it as well."""
        self._pass()
        self.assertFalse(self.assembly._find_archive_problems())
        self._change(
            "UPDATE property_motion SET outcome = 'lost' WHERE id = %s", self.motion.id
        )
        head = self.assembly._get_archive_head()
        self._change(
            f"UPDATE property_assembly SET archive_head = '{head}' WHERE id = %s",
            self.assembly.id,
        )
        [problem] = self.assembly._find_archive_problems()
        self.assertIn(self.motion.name, problem)

    def test_a_changed_file_is_found(self):
        self._pass()
        data = self._read_file()
        data["motions"][0]["title"] = "Another motion"
        self.assembly.sudo().result_file_id.raw = json.dumps(data).encode()
        self.assertTrue(self.assembly._find_archive_problems())
