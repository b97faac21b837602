from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import ScoreCommon


class TestStaffScoreSecurity(ScoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Appeal = cls.env["property.staff.score.appeal"]
        cls.ratings = cls._rate(cls.user_technician, 5, 4, 5, 1, 4, 4)
        cls._rate(cls.user_electrician, 4, 4, 4, 4, 4)
        cls._count()
        cls.score = cls.period.score_ids.filtered(
            lambda score: score.user_id == cls.user_technician
        )
        cls.other_score = cls.period.score_ids - cls.score

    def _appeal(self, user=None, score=None, **values):
        return self.Appeal.with_user(user or self.user_technician).create(
            {
                "score_id": (score or self.score).id,
                "reason": "Another repaired it",
                "rating_ids": self.ratings[3].ids,
                **values,
            }
        )

    def test_who_sees_what(self):
        Score = self.env["property.staff.score"]
        domain = [("period_id", "=", self.period.id)]
        for user, found in (
            (self.user_technician, self.score),
            (self.user_electrician, self.other_score),
            (self.user_agent, Score),
            (self.user_dispatcher, Score),
            (self.user_stranger, Score),
            (self.user_site_manager, self.period.score_ids),
            (self.user_company_manager, self.period.score_ids),
            (self.user_auditor, self.period.score_ids),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(Score.with_user(user).search(domain), found)
        own = self.score.with_user(self.user_technician)
        self.assertEqual(
            own.read(["period_name", "score"])[0]["period_name"], "2026-03"
        )
        self.assertTrue(own.may_appeal)
        self.assertFalse(self.score.with_user(self.user_site_manager).may_appeal)
        for user in (self.user_technician, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.period.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.score.with_user(self.user_portal).read(["score"])

    def test_who_changes_what(self):
        for user in (self.user_technician, self.user_stranger, self.user_auditor):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.period.with_user(user).action_count()
                with self.assertRaises(AccessError):
                    self.period.with_user(user).action_lock()
        for user in (self.user_technician, self.user_company_manager):
            with self.assertRaises(AccessError):
                self.score.with_user(user).write({"score": 5})
        company = self.Period.create({"date_from": "2026-03-01"})
        with self.assertRaises(AccessError):
            company.with_user(self.user_site_manager).action_count()
        with self.assertRaises(AccessError):
            self._appeal().with_user(self.user_portal).read(["reason"])

    def test_everybody_appeals_for_himself_and_in_time(self):
        with self.assertRaises(AccessError):
            self._appeal(self.user_electrician)
        with self.assertRaises(AccessError):
            self._appeal(self.user_site_manager)
        with self.assertRaises(ValidationError):
            self._appeal(self.user_electrician, self.other_score)
        with self.assertRaises(UserError):
            self._appeal(reason=" ")
        self.period.with_user(self.user_site_manager).action_lock()
        last = self.period.appeal_until
        self.assertEqual(last, fields.Date.today() + timedelta(days=14))
        with self.assertRaises(UserError):
            # the day after the last one
            self.env.cr.execute(
                "UPDATE property_staff_score_period SET appeal_until = %s"
                " WHERE id = %s",
                [fields.Date.today() - timedelta(days=2), self.period.id],
            )
            self.env.invalidate_all()
            self._appeal()

    def test_accepted(self):
        """The rating is left out of the next version; the locked one stays."""
        self.period.with_user(self.user_site_manager).action_lock()
        appeal = self._appeal(state="accepted", decision="Mine")
        self.assertEqual((appeal.state, appeal.decision), ("open", False))
        asked = appeal.sudo().activity_ids
        self.assertEqual(asked.user_id, self.user_site_manager)
        self.assertEqual(asked.date_deadline, appeal.date_deadline)
        with self.assertRaises(AccessError):
            appeal.action_accept()
        with self.assertRaises(AccessError):
            appeal.write({"reason": "Something else"})
        manager = appeal.with_user(self.user_site_manager)
        manager.action_accept()
        self.assertFalse(appeal.sudo().activity_ids)
        new = appeal.sudo().corrected_id
        self.assertEqual((new.version, new.previous_id), (2, self.period))
        self.assertEqual(self.score.rating_count, 6)
        self.assertEqual(self._get_score(self.user_technician, new).rating_count, 5)
        self.assertAlmostEqual(self._get_score(self.user_technician, new).raw, 4.4)
        with self.assertRaises(UserError):
            manager.action_refuse()
        with self.assertRaises(AccessError):
            manager.write({"decision": "No"})
        with self.assertRaises(UserError):
            appeal.sudo().unlink()

    def test_reassigned_before_the_lock(self):
        appeal = self._appeal().with_user(self.user_site_manager)
        with self.assertRaises(UserError):
            self.period.with_user(self.user_site_manager).action_lock()
        appeal.treatment = "reassign"
        with self.assertRaises(UserError):
            appeal.action_accept()
        appeal.to_user_id = self.user_electrician
        appeal.action_accept()
        self.assertEqual(appeal.corrected_id, self.period)
        self.assertEqual(self.score.rating_count, 5)
        electrician = self._get_score(self.user_electrician)
        self.assertEqual(electrician.rating_count, 6)
        self.assertIn(self.ratings[3], electrician.rating_ids)

    def test_refused_with_a_reason(self):
        appeal = self._appeal()
        manager = appeal.with_user(self.user_site_manager)
        with self.assertRaises(UserError):
            manager.action_refuse()
        manager.decision = "He was there on that day."
        manager.action_refuse()
        self.assertEqual(appeal.state, "refused")
        self.assertIn("on that day", appeal.message_ids[:1].body)
        self._count()
        self.assertEqual(self.score.rating_count, 6)

    def test_nobody_decides_his_own(self):
        self._rate(self.user_site_manager, 3, 3, 3, 3, 3)
        self._count()
        score = self._get_score(self.user_site_manager)
        appeal = self._appeal(self.user_site_manager, score, rating_ids=False)
        with self.assertRaises(AccessError):
            appeal.action_accept()
        appeal = appeal.with_user(self.user_company_manager)
        appeal.decision = "It stays."
        appeal.action_refuse()
        self.assertEqual(appeal.decided_by_id, self.user_company_manager)

    def test_own_sheet_in_print(self):
        report = self.env["ir.actions.report"].with_user(self.user_technician)
        page, _kind = report._render_qweb_html(
            "property_survey.report_staff_score", self.score.ids
        )
        self.assertIn("2026-03", page.decode())
        with self.assertRaises(AccessError):
            report._render_qweb_html(
                "property_survey.report_staff_score", self.other_score.ids
            )

    def test_views(self):
        views = ("view_list", "view_kanban")
        many = self.period.score_ids
        for view in views:
            self.assertSameQueries(
                f"property_survey.property_staff_score_{view}",
                many[:1],
                many,
                self.user_site_manager,
            )
        self.assertSameQueries(
            "property_survey.property_staff_score_view_form",
            self.score,
            self.other_score,
            self.user_site_manager,
        )
