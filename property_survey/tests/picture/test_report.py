from io import BytesIO

from odoo.exceptions import AccessError
from odoo.tests import HttpCase
from odoo.tools.pdf import PdfReader

from .common import PictureCommon

REPORT = "property_survey.report_quality_action"


class TestReport(HttpCase, PictureCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _prepare(self, user, lang="en_US"):
        prints = self.env["property.survey.print"].with_user(user)
        return prints.create({"result_id": self.result.id, "lang": lang})

    def _render(self, one):
        Report = self.env["ir.actions.report"].with_user(one.env.user)
        return Report._render_qweb_html(REPORT, one.ids)[0].decode()

    def test_it_says_what_the_screen_says(self):
        html = self._render(self._prepare(self.user_survey))
        for sentence in self.result.with_user(self.user_survey)._get_sentences():
            self.assertIn(sentence, html)
        self.assertEqual(html.count("<svg"), 5)
        self.assertIn("Building &lt;2&gt;", html)
        self.assertIn("How it was counted", html)

    def test_gaps_by_what_determinants_weigh(self):
        html = self._render(self._prepare(self.user_survey))
        self.assertIn("-0.78", html)
        self.assertIn("own points are known", html)
        self.assertNotIn("Drives satisfaction</th>", html)
        self.result.write(
            {
                "gap_own": -0.83,
                "gap_own_low": -1.02,
                "gap_own_high": -0.64,
                "gap_own_status": "shown",
                "cross_by": "scale_midpoint",
            }
        )
        item = self.result.item_line_ids[0]
        item.write({"has_driver": True, "driver": -0.47})
        html = " ".join(self._render(self._prepare(self.user_survey)).split())
        for text in ("-0.83", "-1.02", "-0.64", "-0.47", "Middle of the scales"):
            self.assertIn(text, html)
        self.assertNotIn("own points are known", html)
        self.result.gap_own_status = "hidden"
        html = self._render(self._prepare(self.user_survey))
        self.assertNotIn("-0.83", html)
        self.assertIn("Too few answers: not shown", html)

    def test_it_speaks_the_chosen_language(self):
        determinant = self.env.ref("property_survey.determinant_reliability")
        determinant.with_context(lang="zh_CN").name = "可靠性"
        html = self._render(self._prepare(self.user_auditor, "zh_CN"))
        self.assertIn("可靠性", html)
        self.assertNotIn("Reliability", html)

    def test_items_in_the_language_of_the_reader(self):
        question = self.survey.question_ids.filtered(
            lambda question: question.quality_role == "perceived"
        )[:1]
        question.with_context(lang="zh_CN").title = "楼道干净"
        line = self.result.line_ids.filtered(lambda line: line.level == "item")[:1]
        line.write({"code": question.item_code, "wording": "Counted in English"})
        told = line.with_user(self.user_survey).with_context(lang="zh_CN")
        self.assertEqual(told.name, "楼道干净")
        html = self._render(self._prepare(self.user_survey, "zh_CN"))
        self.assertIn("楼道干净", html)
        self.assertNotIn("Counted in English", html)

    def test_groups_that_say_the_same_are_printed_once(self):
        self.env["property.survey.cell"].create(
            [
                {
                    **self._prepare_cell(key, name, "access", "shown", 60),
                    "dimension": dimension,
                    "determinant_id": False,
                }
                for dimension, key, name in (
                    ("site", "1", "All"),
                    ("building", "1", "B1"),
                    ("building", "2", "B2"),
                    ("role", "owner", "Somebody"),
                    ("stratum", "8", "B2"),
                    ("stratum", "9", "B1"),
                )
            ]
        )
        groups = self.result._get_groups()
        self.assertEqual([label for label, _cells in groups], ["Building", "Role"])
        self.assertEqual(groups[1][1].name, "Owner")

    def test_few_answers_print_no_figures(self):
        self.result.status = "hidden"
        self.result.line_ids.status = "hidden"
        html = self._render(self._prepare(self.user_survey))
        self.assertIn("Fewer than five answered", html)
        self.assertNotIn("<svg", html)

    def test_strangers_print_nothing(self):
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._prepare(user)
        self.result.site_id = self.other_site
        one = self._prepare(self.user_survey)
        with self.assertRaises(AccessError):
            self._render(one)

    def test_the_pdf(self):
        Report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        one = self._prepare(self.env.user, "zh_CN")
        content, kind = Report._render_qweb_pdf(REPORT, one.ids)
        self.assertEqual((kind, content[:4]), ("pdf", b"%PDF"))
        self.assertGreater(len(PdfReader(BytesIO(content)).pages), 4)
