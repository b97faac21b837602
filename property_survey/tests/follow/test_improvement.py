from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from ..common import SurveyCommon

# (mean, margin of the gap, answers) of the determinant access
LOW, HIGH, SAME = (-1.2, 0.2, 60), (-0.6, 0.2, 55), (-1.15, 0.2, 55)


class TestImprovement(SurveyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Improvement = cls.env["property.survey.improvement"]
        cls.access = cls.env.ref("property_survey.determinant_access")
        cls.first = cls._count("2026-03-01", LOW)
        cls.line = cls.first.line_ids

    @classmethod
    def _count(cls, date, figures, **values):
        """Create a result as if it had been counted."""
        gap, margin, count = figures
        result = cls._create_result(date=date, name=date, **values)
        result.date_counted = fields.Datetime.now()
        cls.env["property.survey.result.line"].create(
            {
                "result_id": result.id,
                "level": "determinant",
                "determinant_id": cls.access.id,
                "code": "access",
                "answer_count": count,
                "has_gap": True,
                "gap": gap,
                "has_interval": True,
                "gap_low": gap - margin,
                "gap_high": gap + margin,
                "score": 60 + gap,
                "quadrant": "concentrate",
                "status": "shown" if count > 4 else "hidden",
            }
        )
        result._after_count()
        return result

    def _improve(self, user=None, **values):
        line = self.line.with_user(user or self.user_survey)
        context = line.action_improve()["context"]
        given = {
            name.removeprefix("default_"): value
            for name, value in context.items()
            if name.startswith("default_")
        }
        return self.Improvement.with_user(user or self.user_survey).create(
            {**given, "date_deadline": "2026-06-01", **values}
        )

    def test_frozen_as_it_was(self):
        one = self._improve()
        self.line.gap = -3
        self.assertRecordValues(
            one.sudo(),
            [
                {
                    "about": self.access.name,
                    "name": f"Improve: {self.access.name}",
                    "measure": "gap",
                    "before_value": -1.2,
                    "before_low": -1.4,
                    "before_high": -1.0,
                    "before_count": 60,
                    "site_id": self.site.id,
                    "survey_id": self.survey.id,
                    "verdict": "waiting",
                }
            ],
        )
        for name, value in (("before_value", 1), ("verdict", "better"), ("code", "x")):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                one[name] = value
        one.state = "doing"

    def test_effect_in_the_next_result(self):
        one = self._improve(target=-0.7)
        elsewhere = self._count("2026-08-01", HIGH, site_id=self.other_site.id)
        self.assertEqual(one.verdict, "waiting")
        second = self._count("2026-09-01", HIGH)
        self.assertEqual(one.after_result_id, second)
        self.assertAlmostEqual(one.change, 0.6)
        self.assertTrue(one.change_low > 0 and one.is_reached)
        self.assertEqual(one.verdict, "better")
        # the next one after that says nothing of it any more
        self._count("2026-12-01", LOW)
        self.assertEqual(one.after_result_id, second)
        second.line_ids.gap = -0.9
        second._after_count()
        self.assertAlmostEqual(one.change, 0.3)
        self.assertFalse(one.is_reached)
        self.assertNotEqual(elsewhere, second)

    def test_no_more_than_chance_and_worse(self):
        one = self._improve()
        self._count("2026-09-01", SAME)
        self.assertEqual(one.verdict, "unsure")
        self.line = one.after_result_id.line_ids
        other = self._improve(result_id=one.after_result_id.id)
        self._count("2026-12-01", (-2.0, 0.1, 60))
        self.assertEqual(other.verdict, "worse")
        self.assertEqual(one.verdict, "unsure")

    def test_dropped_and_hidden(self):
        one = self._improve()
        one.state = "dropped"
        self._count("2026-09-01", HIGH)
        self.assertEqual(one.verdict, "waiting")
        self.line = self._count("2026-10-01", (-1, 0.1, 3)).line_ids
        with self.assertRaisesRegex(ValidationError, "too few"):
            self._improve()

    def _count_campaign(self):
        """Create a result of six sheets that answered one item, of one building."""
        campaign = self.env["property.survey.campaign"].create(
            {
                "name": "Spring",
                "survey_id": self.survey.id,
                "site_ids": [(6, 0, self.site.ids)],
                "mode": "named",
            }
        )
        question = self.questions.filtered(
            lambda one: one.quality_role == "perceived" and one.item_code == "a1"
        )
        self.env["property.survey.sheet"].create(
            [
                {
                    "campaign_id": campaign.id,
                    "company_id": self.env.company.id,
                    "site_id": self.site.id,
                    "building_id": self.building.id,
                    "day": "2026-04-01",
                    "numbers": {str(question.id): number},
                }
                for number in (3, 4, 5, 6, 7, 4)
            ]
        )
        return self._count("2026-04-01", (-1.2, 0.2, 6), campaign_id=campaign.id)

    def test_score_of_a_campaign(self):
        """Its margin comes from the sheets: each person by the mean of his answers."""
        result = self._count_campaign()
        self.line = result.line_ids
        one = self._improve(measure="score")
        # standard deviation 1.472 of 6 answers on 1 to 7
        self.assertAlmostEqual(one.before_se, 1.4720 / 6**0.5 * 100 / 6, 2)
        self.line = self.env["property.survey.cell"].create(
            {
                "result_id": result.id,
                "dimension": "building",
                "group_key": str(self.building.id),
                "group_name": "1",
                "answer_count": 6,
                "score": 64,
                "status": "indicative",
            }
        )
        other = self._improve()
        self.assertEqual((other.level, other.measure), ("group", "score"))
        self.assertAlmostEqual(other.before_se, one.before_se)
        # one more sheet would be told by the difference of the margins
        sheets = self.env["property.survey.sheet"]
        sheets.search([("campaign_id", "=", result.campaign_id.id)], limit=1).copy()
        self.assertFalse(self._improve().before_has_margin)

    def test_overdue_and_board(self):
        today = fields.Date.context_today(self.first)
        one = self._improve(date_deadline=today - timedelta(days=1))
        self.assertTrue(one.is_overdue)
        domain = [("is_overdue", "=", True), ("result_id", "=", self.first.id)]
        self.assertEqual(self.Improvement.search(domain), one)
        one.state = "done"
        self.assertFalse(one.is_overdue or self.Improvement.search(domain))
        [told] = self.first.with_user(self.user_survey)._get_improvements()
        self.assertEqual((told["id"], told["state"]), (one.id, "Done"))
        self.assertEqual(self.first.improvement_count, 1)
        self.assertEqual(
            self.first.action_view_improvements()["domain"],
            [("result_id", "=", self.first.id)],
        )

    def test_what_goes_on_is_told_with_the_next_result(self):
        one = self._improve()
        later = self._count("2026-09-01", SAME, source="means", survey_id=False)
        self.assertFalse(one.after_result_id)
        [told] = later._get_improvements()
        self.assertFalse(later._get_improvements(is_published=True))
        self.assertEqual((told["id"], told["effect"]), (one.id, False))
        elsewhere = self._count("2026-09-01", SAME, site_id=self.other_site.id)
        self.assertFalse(elsewhere._get_improvements())
        one.state = "done"
        self.assertFalse(later._get_improvements())

    def test_figures_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        one = self._improve()
        self.access.with_context(lang="zh_CN").name = "方便"
        self.assertEqual(one.figure, self.access.name)
        self.assertEqual(one.with_context(lang="zh_CN").figure, "方便")

    def test_views_cost_the_same_for_many(self):
        made = self.Improvement.create(
            [
                {
                    "name": "Better",
                    "date_deadline": "2026-06-01",
                    "result_id": self.first.id,
                    "level": "determinant",
                    "determinant_id": self.access.id,
                }
                for _n in range(20)
            ]
        )
        for view in ("list", "kanban"):
            self.assertSameQueries(
                f"property_survey.property_survey_improvement_view_{view}",
                made[:2],
                made,
                self.user_survey,
            )

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_rights(self):
        """The owner works on his, whoever he is; others of the site see nothing."""
        one = self._improve(user_id=self.user_agent.id)
        ids = [("id", "=", one.id)]
        for user, seen in (
            (self.user_agent, True),
            (self.user_survey, True),
            (self.user_auditor, True),
            (self.user_company_manager, True),
            (self.user_dispatcher, False),
            (self.user_stranger, False),
        ):
            with self.subTest(user=user.login):
                found = self.Improvement.with_user(user).search(ids)
                self.assertEqual(bool(found), seen)
        one.with_user(self.user_agent).state = "doing"
        for user in (self.user_auditor, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                one.with_user(user).state = "done"
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Improvement.with_user(user).create(
                    {"name": "x", "date_deadline": "2026-06-01"}
                )
        with self.assertRaises(AccessError):
            one.with_user(self.user_agent).unlink()
