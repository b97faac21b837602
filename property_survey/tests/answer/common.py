from ..common import SurveyCommon


class AnswerCommon(SurveyCommon):
    """A campaign that runs, and people who were asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Sheet = cls.env["property.survey.sheet"]
        cls.Comment = cls.env["property.survey.comment"]
        cls.words = cls.env["survey.question"].create(
            {
                "survey_id": cls.survey.id,
                "title": "What else?",
                "question_type": "text_box",
            }
        )

    @classmethod
    def _create_campaign(cls, mode, **values):
        return cls.env["property.survey.campaign"].create(
            {
                "name": f"Spring, {mode}",
                "survey_id": cls.survey.id,
                "mode": mode,
                "site_ids": cls.site.ids,
                "state": "running",
                "date_start": "2026-01-01",
                **values,
            }
        )

    @classmethod
    def _invite(cls, campaign, number=1, **values):
        partners = cls.env["res.partner"].create(
            [{"name": f"Resident {one}"} for one in range(number)]
        )
        return cls.env["property.survey.invitation"].create(
            [
                {
                    "campaign_id": campaign.id,
                    "partner_id": partner.id,
                    "unit_id": cls.unit.id,
                    "building_id": cls.building.id,
                    "site_id": cls.site.id,
                    "state": "asked",
                    **values,
                }
                for partner in partners
            ]
        )

    @classmethod
    def _fill(cls, *numbers, words=None):
        """Return answers: numbers in the order of the questions, and words."""
        answers = dict(zip(cls.questions.ids, numbers, strict=False))
        return {**answers, cls.words.id: words}
