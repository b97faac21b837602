from ..common import SurveyCommon


class TestServiceQuestions(SurveyCommon):
    """The short questionnaire after a service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("property_survey.survey_service")
        cls.questions = cls.survey.question_and_page_ids

    def test_it_is_counted(self):
        """Waiting and promises are items; satisfaction and effort are single."""
        self.assertEqual(self.survey._get_quality_scale(), (1, 5))
        self.assertEqual(
            self.questions.mapped("quality_role"),
            ["satisfaction", *["perceived"] * 4, "effort", "recommend", False],
        )
        self._answer(*[(4, 5, 4, 3, 5, 6, 9)] * 4, (1, 1, 2, 1, 5, 2, 0))
        result = self._create_result()
        result.action_count()
        lines = {line.code: line.perceived for line in result.line_ids}
        self.assertAlmostEqual(lines["wait"], 4.2)
        self.assertAlmostEqual(lines["promise"], 3.6)
        self.assertAlmostEqual(result.satisfaction, 80)
