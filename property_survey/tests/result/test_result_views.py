from lxml import etree

from odoo.exceptions import AccessError

from ..common import SurveyCommon

MODULE = "property_survey"


class TestResultViews(SurveyCommon):
    """Lists and forms cost the same queries however much is in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reliability = cls.env.ref("property_survey.determinant_reliability")
        cls.results = cls.Result.create(
            [
                {
                    "name": str(count),
                    "source": "means",
                    "site_id": cls.site.id,
                    "mean_ids": [
                        (
                            0,
                            0,
                            {
                                "code": str(number),
                                "determinant_id": reliability.id,
                                "expected": 6,
                                "perceived": 5,
                            },
                        )
                        for number in range(count)
                    ],
                }
                for count in [1] * 11 + [30]
            ]
        )
        cls.results.action_count()

    def test_lists(self):
        lines = self.results.line_ids
        determinants = self.env["property.survey.determinant"].search([])
        for view, records in (
            ("property_survey_result_view_list", self.results),
            ("property_survey_result_view_kanban", self.results),
            ("property_survey_result_line_view_list", lines),
            ("property_survey_determinant_view_list", determinants),
        ):
            with self.subTest(view):
                self.assertSameQueries(
                    f"{MODULE}.{view}", records[:2], records, self.user_survey
                )

    def test_form(self):
        self.assertSameQueries(
            f"{MODULE}.property_survey_result_view_form",
            self.results[0],
            self.results[-1],
            self.user_survey,
        )

    def test_who_may_not_count_has_no_button(self):
        """Answers without a campaign are of all sites."""
        answers = self._create_result()
        view = self.env.ref(f"{MODULE}.property_survey_result_view_form")
        for user, may in ((self.user_survey, False), (self.user_company_manager, True)):
            result = answers.with_user(user)
            self.assertEqual(result.may_count, may)
            self.assertTrue(self.results[0].with_user(user).may_count)
            arch = etree.fromstring(result.get_view(view.id, "form")["arch"])
            buttons = arch.xpath("//header/button[@name='action_count']")
            self.assertEqual(len(buttons), 2)
            for button in buttons:
                self.assertIn("not may_count", button.get("invisible"))
        with self.assertRaises(AccessError):
            answers.with_user(self.user_survey).action_count()

    def test_pictures_come_first(self):
        """Below the main figures; how it is counted comes last."""
        view = self.env.ref(f"{MODULE}.property_survey_result_view_form")
        result = self.results[0].with_user(self.user_survey)
        arch = etree.fromstring(result.get_view(view.id, "form")["arch"])
        pages = arch.xpath("//notebook/page/@name")
        self.assertEqual(pages[:2] + pages[-1:], ["pictures", "figures", "method"])

    def test_auditor_opens_it(self):
        result = self.results[0].with_user(self.user_auditor)
        view = self.env.ref(f"{MODULE}.property_survey_result_view_form")
        arch = result.get_view(view.id, "form")["arch"]
        self.assertIn("survey_id", arch)
        self.assertNotIn('name="action_count"', arch)
