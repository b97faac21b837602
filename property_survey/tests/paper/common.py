from ..common import SurveyCommon


class PaperCommon(SurveyCommon):
    """A running campaign of each word, and a clerk who keys sheets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.words = cls.env["survey.question"].create(
            {
                "survey_id": cls.survey.id,
                "title": "In your words",
                "question_type": "text_box",
            }
        )
        cls.ids = (cls.questions | cls.words).ids
        cls.campaign = cls._create_campaign("anonymous")
        cls.partner = cls.env["res.partner"].create(
            {"name": "Wang Wei", "phone": "13800138000"}
        )

    @classmethod
    def _get_users(cls):
        group = "property_survey.group_property_survey_clerk"
        return {**super()._get_users(), "clerk": ("survey_clerk", group)}

    @classmethod
    def _enrol_users(cls):
        return super()._enrol_users() | cls._enrol(
            cls.user_clerk, cls.site.territory_id
        )

    @classmethod
    def _create_campaign(cls, mode, **values):
        return cls.env["property.survey.campaign"].create(
            {
                "name": f"Spring, {mode}",
                "survey_id": cls.survey.id,
                "mode": mode,
                "state": "running",
                "site_ids": cls.site.ids,
                "date_end": "2030-03-31",
                **values,
            }
        )

    @classmethod
    def _invite(cls, campaign, *partners, **values):
        return cls.env["property.survey.invitation"].create(
            [
                {
                    "campaign_id": campaign.id,
                    "partner_id": partner.id,
                    "unit_id": cls.unit.id,
                    "building_id": cls.building.id,
                    "site_id": cls.site.id,
                    **values,
                }
                for partner in partners
            ]
        )

    @classmethod
    def _print(cls, campaign, **values):
        return cls.env["property.survey.paper"].create(
            {"campaign_id": campaign.id, **values}
        )

    def _get_answers(self, *values):
        """Answers in the order of the questions; None is no answer."""
        return {
            str(key): value
            for key, value in zip(self.ids, values, strict=False)
            if value is not None
        }
