import doctest
from ast import literal_eval
from collections import Counter

from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ...tools import maturity
from ...tools.gap import TEN_TO_FIVE
from ..common import SurveyCommon


class TestInstruments(SurveyCommon):
    @classmethod
    def _get_users(cls):
        group = "property_survey.group_property_questionnaire"
        return {**super()._get_users(), "writer": ("writer", group)}

    def _get_questions(self, name):
        survey = self.env.ref(f"property_survey.{name}")
        return survey.question_and_page_ids.filtered("quality_role")

    def test_documentation(self):
        self.assertFalse(doctest.testmod(maturity).failed)

    def test_expected_and_perceived(self):
        """24 items over ten determinants, each asked twice, and what is asked once."""
        questions = self._get_questions("survey_quality")
        roles = Counter(questions.mapped("quality_role"))
        self.assertEqual(roles.pop("expected"), 24)
        self.assertEqual(roles.pop("perceived"), 24)
        self.assertEqual(roles.pop("importance"), 10)
        self.assertEqual(set(roles.values()), {1})
        self.assertEqual(len(roles), 8)
        asked = {
            role: {
                (question.item_code, question.determinant_id.code, question.title)
                for question in questions
                if question.quality_role == role
            }
            for role in ("expected", "perceived")
        }
        self.assertEqual(asked["expected"], asked["perceived"])
        each = Counter(name for _code, name, _title in asked["expected"])
        self.assertEqual(each.keys(), TEN_TO_FIVE.keys())
        self.assertLessEqual(set(each.values()), {2, 3})

    def test_another_survey_is_said_to_be_none(self):
        view = self.env.ref("property_survey.property_questionnaire_view_form")
        survey = self.env["survey.survey"].create({"title": "Quiz"})
        self.assertFalse(survey.is_quality)
        arch = etree.fromstring(survey.get_view(view.id, "form")["arch"])
        [warning] = arch.xpath("//div[hasclass('alert-warning')]")
        self.assertEqual(warning.get("invisible"), "is_quality or not id")
        for button in arch.xpath("//button[@name!='action_open_editor']"):
            self.assertIn("not is_quality", button.get("invisible"))

    def test_others(self):
        perceived = self._get_questions("survey_perceived")
        roles = Counter(perceived.mapped("quality_role"))
        self.assertEqual((roles["perceived"], roles["expected"]), (24, 0))
        health = self._get_questions("survey_health")
        self.assertEqual(len(health.determinant_id), 6)
        self.assertEqual(
            self.env.ref("property_survey.survey_health")._get_quality_scale(), (1, 5)
        )

    def test_a_copy_measures_the_same(self):
        copy = self.env.ref("property_survey.survey_perceived").copy()
        self.assertTrue(copy.is_quality)
        counted = copy.question_and_page_ids.filtered("quality_role")
        wanted = self._get_questions("survey_perceived")
        for name in ("item_code", "determinant_id", "quality_role"):
            self.assertEqual(counted.mapped(name), wanted.mapped(name))
        found = self.env["survey.survey"].search([("is_quality", "=", True)])
        self.assertIn(copy, found)

    def test_what_counts_is_complete(self):
        for values in (
            {"item_code": False},
            {"determinant_id": False},
            {"question_type": "text_box"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.questions[0].write(values)
        with self.assertRaises(ValidationError):
            self.questions[6].determinant_id = False

    def test_one_scale(self):
        self.questions[0].scale_max = 5
        with self.assertRaises(ValidationError):
            self.survey._get_quality_scale()
        self.questions.quality_role = False
        self.assertFalse(self.survey.is_quality)
        with self.assertRaises(UserError):
            self.survey._get_quality_scale()

    def test_codes_are_different(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["property.survey.determinant"].create(
                {"name": "Again", "code": "access"}
            )

    def test_an_item_and_its_translation_by_a_user(self):
        """What a user adds and translates is counted, without a program."""
        self.env["res.lang"]._activate_lang("zh_CN")
        own = self.survey.with_user(self.user_writer)
        action = own.action_view_quality_items()
        lift = (
            self.env["property.survey.determinant"]
            .with_user(self.user_writer)
            .create({"name": "Lifts", "code": "lifts"})
        )
        Question = self.env["survey.question"].with_user(self.user_writer)
        expected, item = Question.with_context(**action["context"]).create(
            [
                {
                    "title": "Lifts run smoothly",
                    "item_code": "l1",
                    "determinant_id": lift.id,
                    "quality_role": role,
                }
                for role in ("expected", "perceived")
            ]
        )
        item.with_context(lang="zh_CN").title = "电梯运行平稳"
        self.assertEqual(item.title, "Lifts run smoothly")
        self.assertEqual(item.other_titles, "电梯运行平稳")
        self.patch(type(self), "questions", (expected | item).with_user(self.env.user))
        self._answer(*[[6, 7]] * 5)
        result = self._create_result()
        result.with_user(self.user_company_manager).action_count()
        line = result.line_ids.filtered(lambda line: line.code == "l1")
        self.assertEqual((line.perceived, line.determinant_id), (7, lift))
        result.with_context(lang="zh_CN").action_count()
        line = result.line_ids.filtered(lambda line: line.code == "l1")
        self.assertEqual(line.wording, "电梯运行平稳")

    def test_in_use_it_is_not_changed_but_copied(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        survey = self.survey.with_user(self.user_writer)
        item = self.questions[3].with_user(self.user_writer)
        item.title = "Promises are kept"
        with self.assertRaises(AccessError):
            item.with_user(self.user_survey).title = "Bills are right"
        self._answer([5] * 6)
        survey.invalidate_recordset()
        self.assertTrue(survey.is_in_use)
        for attempt in (
            lambda: item.write({"title": "Bills are right"}),
            lambda: item.write({"scale_max": 5}),
            lambda: item.write({"quality_role": False}),
            lambda: item.copy({"item_code": "r9"}),
            item.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                attempt()
        item.write({"sequence": 3, "item_code": item.item_code})
        chinese = item.with_context(lang="zh_CN")
        chinese.title = "说到做到"
        with self.assertRaises(UserError):
            chinese.title = "账单准确"
        copy = self.env["survey.survey"].browse(survey.action_new_version()["res_id"])
        self.assertEqual((copy.title, copy.quality_version), ("How is it? (2)", 2))
        self.assertEqual(copy.quality_origin_id, self.survey)
        self.assertFalse(copy.is_in_use)
        again = copy.question_ids[3].with_user(self.user_writer)
        again.title = "Bills are right"
        self.assertEqual(item.title, "Promises are kept")
        third = copy.with_user(self.user_writer).action_new_version()["res_id"]
        third = self.env["survey.survey"].browse(third)
        self.assertEqual((third.title, third.quality_version), ("How is it? (3)", 3))

    def test_no_bin_where_it_would_be_refused(self):
        """A used questionnaire shows none; of other surveys Odoo's own rules say it."""
        unused = ("is_in_use", "=", False)
        other = ("is_quality", "=", False)
        for view, may_delete in (
            ("property_survey.property_questionnaire_view_form", [unused]),
            ("survey.survey_survey_view_form", ["|", other, unused]),
        ):
            with self.subTest(view):
                arch = self.env["survey.survey"].get_view(
                    self.env.ref(view).id, "form"
                )["arch"]
                form = etree.fromstring(arch)
                [lines] = form.xpath("//field[@name='question_and_page_ids']")
                options = literal_eval(lines.get("options"))
                self.assertEqual(options["delete"], may_delete)
                # what the rule looks at is there
                names = {leaf[0] for leaf in may_delete if leaf != "|"}
                shown = set(form.xpath("//field/@name"))
                self.assertLessEqual(names, shown)

    def test_an_upgrade_brings_questions_to_what_is_in_use(self):
        self._answer([5] * 6)
        vals = self._prepare_question("satisfaction", False, False, scale_max=5)
        with self.assertRaises(UserError), self.cr.savepoint():
            self.env["survey.question"].with_user(self.user_writer).with_context(
                install_module="property_survey"
            ).create(vals)
        self.env["survey.question"].with_context(
            install_module="property_survey"
        ).sudo().create(vals)

    def test_scale_is_that_of_what_it_counts_as(self):
        for role, low, high in (
            ("satisfaction", 1, 7),
            ("ideal", 0, 10),
            ("recommend", 1, 10),
            ("kept", 1, 5),
        ):
            vals = self._prepare_question(
                role, False, False, scale_min=low, scale_max=high
            )
            with self.subTest(role), self.assertRaises(ValidationError):
                self.env["survey.question"].create(vals)
        number = {
            **self._prepare_question("effort", False, False),
            "question_type": "numerical_box",
        }
        with self.assertRaises(ValidationError):
            self.env["survey.question"].create(number)
        limits = {"validation_min_float_value": 1, "validation_max_float_value": 7}
        self.env["survey.question"].create(
            {**number, **limits, "validation_required": True}
        )

    def test_determinants_are_those_of_all_companies(self):
        access = self.env.ref("property_survey.determinant_access")
        with self.assertRaises(AccessError):
            access.with_user(self.user_survey).name = "Mine"
        access.with_user(self.user_writer).name = "Ways in"

    def test_waited_time_and_promises(self):
        questions = self.env["survey.question"].create(
            [
                self._prepare_question(role, False, False)
                for role in ("waited", "kept", "effort")
            ]
        )
        self.patch(type(self), "questions", questions)
        self._answer([7, 1, 7], [6, 1, 7], [5, 1, 7], [4, 1, 7], [1, 5])
        result = self._create_result()
        result.with_user(self.user_company_manager).action_count()
        self.assertAlmostEqual(result.waited, 4.6)
        self.assertAlmostEqual(result.waited_fine, 60)
        self.assertAlmostEqual(result.kept, 1.8)
        self.assertAlmostEqual(result.kept_share, 20)
        self.assertEqual(result.effort, 0, "four are too few")

    def test_levels_of_the_health_check(self):
        """Five of the staff answer; the weakest area comes first."""
        survey = self.env.ref("property_survey.survey_health").copy(
            {"is_maturity": True}
        )
        self.patch(type(self), "survey", survey)
        self.patch(type(self), "questions", survey.question_ids)
        codes = self.questions.determinant_id.mapped("code")
        numbers = [1 + codes.index(code.determinant_id.code) for code in self.questions]
        self._answer(*[[min(5, number) for number in numbers]] * 5)
        result = self._create_result(survey_id=self.survey.id)
        result.action_count()
        self.assertTrue(result.with_user(self.user_auditor).is_maturity)
        action = result.with_user(self.user_survey).action_view_levels()
        lines = self.env["property.survey.result.line"].search(
            action["domain"], order="perceived"
        )
        self.assertEqual(lines.mapped("maturity"), ["1", "2", "3", "4", "5", "5"])
        self.assertEqual(lines[0].determinant_id.code, codes[0])

    def test_queries_of_the_items(self):
        few, many = (
            self._count_view_queries(
                "property_survey.survey_question_view_list_quality",
                questions,
                self.user_writer,
            )
            for questions in (self.questions[:3], self.questions)
        )
        self.assertLessEqual(many, few)
