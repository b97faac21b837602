from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import SurveyCommon
from ..tools.test_gap import TEN
from ..zarei import ANSWERS, PRINTED, PRINTED_LEVELS, ROWS, TOLERANCE

# expected r1 r2 a1, perceived r1 r2 a1, points of both, recommendation
SHEETS = [
    (7, 6, 5, 5, 6, 5, 60, 40, 10),
    (6, 6, 6, 5, 4, 6, 80, 20, 9),
    (7, 7, 6, 6, 5, 4, 30, 30, 6),
    (6, 5, 5, 4, 4, 5, 50, 50, 8),
    (7, 7, 7, 5, 6, 6, 60, 40, 9),
]

COLUMNS = [
    "name",
    "source",
    "scale_min",
    "scale_max",
    "overall_by",
    "mean_ids/code",
    "mean_ids/determinant_id",
    "mean_ids/expected",
    "mean_ids/perceived",
    "mean_ids/answer_count",
]


class TestResult(SurveyCommon):
    def _get_line(self, result, code):
        return result.line_ids.filtered(lambda line: line.code == code)

    def _load_published_table(self):
        """Import the means of the 21 items as a user does; return the result."""
        self.env["property.survey.determinant"].create(
            [{"name": f"{code} of the table", "code": code} for code in "RET"]
        )
        head = ["Zarei 2012", "means", "1", "5", "items"]
        empty = [""] * len(head)
        loaded = self.Result.with_user(self.user_survey).load(
            COLUMNS,
            [
                [
                    *(empty if place else head),
                    item,
                    name,
                    *map(str, levels),
                    str(ANSWERS),
                ]
                for place, (item, name, *levels) in enumerate(ROWS)
            ],
        )
        self.assertFalse(loaded["messages"])
        return self.Result.browse(loaded["ids"])

    def test_published_table_through_the_import(self):
        """Zarei et al. 2012: the means of 21 items go in, the table comes out."""
        result = self._load_published_table()
        self.assertEqual(result.site_id, self.site)
        result.with_user(self.user_survey).action_count()
        for code, printed in PRINTED.items():
            gap = self._get_line(result, code).gap
            self.assertAlmostEqual(gap, printed, delta=TOLERANCE, msg=code)
        for code, (perceived, expected, gap) in PRINTED_LEVELS.items():
            found = result if code == "overall" else self._get_line(result, code)
            self.assertAlmostEqual(
                found.perceived, perceived, delta=TOLERANCE, msg=code
            )
            self.assertAlmostEqual(found.expected, expected, delta=TOLERANCE, msg=code)
            self.assertAlmostEqual(found.gap, gap, delta=TOLERANCE, msg=code)
        self.assertEqual((result.answer_count, result.status), (ANSWERS, "shown"))

    def test_answers(self):
        self._answer(*SHEETS)
        result = self._create_result()
        with self.assertRaises(AccessError):
            result.with_user(self.user_survey).action_count()
        result = result.with_user(self.user_company_manager)
        result.action_count()
        self.assertEqual((result.scale_min, result.scale_max), (1, 7))
        self.assertEqual((result.answer_count, result.status), (5, "indicative"))
        reliability = self._get_line(result, "reliability")
        self.assertAlmostEqual(reliability.expected, 6.4)
        self.assertAlmostEqual(reliability.perceived, 5.0)
        self.assertAlmostEqual(reliability.gap, -1.4)
        self.assertTrue(reliability.gap_low < -1.4 < reliability.gap_high)
        self.assertTrue(reliability.has_alpha)
        self.assertAlmostEqual(reliability.weight, 60)
        self.assertTrue(result.is_normalised)
        access = self._get_line(result, "access")
        self.assertAlmostEqual(access.gap, -0.6)
        self.assertFalse(access.has_alpha)
        self.assertAlmostEqual(result.gap, -1.0)
        self.assertAlmostEqual(result.gap_weighted, -1.08)
        self.assertAlmostEqual(result.csi_weighted, 68)
        self.assertAlmostEqual(self._get_line(result, "r2").gap, -1.2)
        self.assertAlmostEqual(result.recommend, 40)
        self.assertEqual(reliability.quadrant, "concentrate")
        self.assertEqual(access.quadrant, "overkill")

    def test_what_does_not_count(self):
        self._answer(*SHEETS)
        self._answer((1, 1, 1, 1, 1, 1), state="in_progress")
        self._answer((1, 1, 1, 1, 1, 1), test_entry=True)
        late = "2026-03-31 16:30:00"  # April in Shanghai
        self._answer(*[(1, 1, 1, 1, 1, 1)] * 5, end_datetime=late)
        self.site.tz = "Asia/Shanghai"
        result = self._create_result(date_from="2026-03-01", date_to="2026-03-31")
        result.action_count()
        self.assertEqual(result.answer_count, 5)
        result.date_to = "2026-04-01"
        result.action_count()
        self.assertEqual(result.answer_count, 10)

    def test_days_of_answers_without_a_campaign(self):
        """Moved by a day, or by a zone, the dates do not single one out."""
        self._answer(*SHEETS)
        self._answer((1, 1, 1, 1, 1, 1), end_datetime="2026-03-31 16:30:00")
        result = self._create_result(date_from="2026-03-01", date_to="2026-03-31")
        self.site.tz = "Asia/Shanghai"
        result.action_count()
        self.assertEqual(result.answer_count, 5)
        level = result.perceived
        result.date_to = "2026-04-01"
        result.action_count()
        self.assertEqual((result.answer_count, result.perceived), (5, level))
        self.assertIn("Choose other dates", result.explanation)
        self.site.tz = "UTC"
        twin = self._create_result(date_from="2026-03-01", date_to="2026-03-31")
        twin.action_count()
        self.assertFalse(twin.line_ids)
        self._answer(*SHEETS, end_datetime="2026-04-05 08:00:00")
        everything = self._create_result()
        everything.action_count()
        self.assertEqual(everything.answer_count, 11)

    def test_only_pairs_make_a_gap(self):
        self._answer(*SHEETS, (7, None, None, None, 1, 1))
        result = self._create_result()
        result.action_count()
        self.assertEqual(result.answer_count, 6)
        self.assertEqual(self._get_line(result, "r1").answer_count, 5)
        self.assertAlmostEqual(self._get_line(result, "reliability").expected, 6.4)

    def test_four_are_not_shown(self):
        self._answer(*SHEETS[:4])
        result = self._create_result()
        result.action_count()
        self.assertEqual(set(result.line_ids.mapped("status")), {"hidden"})
        self.assertEqual(result.status, "hidden")
        for name in ("perceived", "gap", "gap_weighted", "csi_weighted", "recommend"):
            self.assertEqual(result[name], 0, name)
            if name in result.line_ids._fields:
                self.assertFalse(any(result.line_ids.mapped(name)), name)

    def test_counting_again_replaces(self):
        self._answer(*SHEETS)
        result = self._create_result()
        result.action_count()
        lines = result.line_ids
        self._answer(*SHEETS)
        result.is_five = True
        result.action_count()
        self.assertFalse(lines.exists())
        self.assertEqual(result.answer_count, 10)
        self.assertEqual(
            result.determinant_line_ids.determinant_id.mapped("code"),
            ["reliability", "empathy"],
        )
        self.assertEqual(self._get_line(result, "empathy").weight, 40)

    def _create_means(self, **given):
        return self._create_result(
            source="means",
            survey_id=False,
            mean_ids=[
                Command.create(
                    {"code": code, "determinant_id": self._get_id(code), **values}
                )
                for code, values in given.items()
            ],
        )

    def test_ten_determinants(self):
        """The vector of weights of 100 on a scale of 1 to 7."""
        levels = ("expected", "perceived", "points")
        result = self._create_means(
            **{code: dict(zip(levels, one, strict=True)) for code, one in TEN.items()}
        )
        result.action_count()
        self.assertAlmostEqual(result.gap, -0.66)
        self.assertAlmostEqual(result.gap_weighted, -0.779)
        self.assertAlmostEqual(result.csi_weighted, 78.23)
        quadrants = {
            line.code: line.quadrant
            for line in result.line_ids
            if line.level == "determinant"
        }
        self.assertEqual(quadrants["responsiveness"], "concentrate")
        self.assertEqual(quadrants["competence"], "keep")
        self.assertEqual(quadrants["understanding"], "low")

    def test_index_of_importance_by_both_conventions(self):
        """Hill, Roche & Allen: importance and score of six things, on 1 to 10."""
        things = [
            (9.2, 8.4),
            (9.0, 6.9),
            (8.6, 8.1),
            (7.8, 7.9),
            (8.2, 6.5),
            (8.0, 6.8),
        ]
        determinants = self.env["property.survey.determinant"].search([], limit=6)
        result = self._create_result(
            source="means",
            survey_id=False,
            scale_max=10,
            mean_ids=[
                Command.create(
                    {
                        "code": determinant.code,
                        "determinant_id": determinant.id,
                        "has_expected": False,
                        "points": points,
                        "perceived": score,
                    }
                )
                for determinant, (points, score) in zip(
                    determinants, things, strict=True
                )
            ],
        )
        for rescale, index in (("min_max", 71.64), ("times_ten", 74.48)):
            result.csi_rescale = rescale
            result.action_count()
            self.assertAlmostEqual(result.csi_weighted, index, 2)

    def test_index_of_three_questions_weighs_them(self):
        """The means 8.2, 7.6 and 7.4 of domain 2.5, weighed as in Ohio."""
        three = self.env["survey.question"].create(
            [
                self._prepare_question(role, False, False, scale_max=10)
                for role in ("overall", "confirmation", "ideal")
            ]
        )
        weighted = self._create_result()
        sheets = [(8, 8, 8), (8, 8, 8), (8, 8, 7), (8, 7, 7), (9, 7, 7)]
        for question, weight in zip(three, (0.3885, 0.3190, 0.2925), strict=True):
            question.index_weight = weight
        self.patch(type(self), "questions", three)
        self._answer(*sheets)
        weighted.action_count()
        self.assertAlmostEqual(weighted.csi_three, 75.27, 2)
        with self.assertRaises(UserError), self.cr.savepoint():
            three[0].index_weight = 1

    def test_means_without_expectation(self):
        with self.assertRaises(UserError):
            self._create_means().action_count()
        result = self._create_means(
            reliability={"expected": 6.8, "perceived": 5.6, "points": 60},
            access={"has_expected": False, "perceived": 5.8, "points": 60},
        )
        result.action_count()
        self.assertAlmostEqual(result.perceived, 5.7)
        self.assertFalse(result.has_gap)
        self.assertTrue(result.is_normalised)
        weights = result.determinant_line_ids.mapped("weight")
        self.assertEqual(weights, [0, 50, 50])
        self.assertAlmostEqual(result.csi_weighted, 78.33)

    def _get_id(self, code):
        return self.env.ref(f"property_survey.determinant_{code}").id

    def test_names_in_the_language_of_the_reader(self):
        result = self._create_means(access={"expected": 6, "perceived": 5})
        result.action_count()
        determinant = self.env.ref("property_survey.determinant_access")
        self.env["res.lang"]._activate_lang("zh_CN")
        determinant.with_context(lang="zh_CN").name = "易于接触"
        names = result.line_ids.with_context(lang="zh_CN").mapped("name")
        self.assertEqual(names[1:], ["易于接触", "access"])

    def test_answers_need_a_questionnaire(self):
        with self.assertRaises(ValidationError):
            self._create_result(survey_id=False)

    def test_from_the_questionnaire(self):
        survey = self.survey.with_user(self.user_survey)
        action = survey.action_view_quality_results()
        self.assertEqual(action["views"], [(False, "form")])
        result = self._create_result()
        self.assertEqual(survey.quality_result_count, 1)
        action = survey.action_view_quality_results()
        self.assertIn(result, self.Result.search(action["domain"]))
        figures = result.action_view_lines()
        self.assertEqual(figures["res_model"], "property.survey.result.line")
