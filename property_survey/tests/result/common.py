from ..common import SurveyCommon

# expected r1 r2 a1, perceived r1 r2 a1, points of both, recommendation, satisfaction
GOOD = (7, 6, 5, 5, 6, 5, 60, 40, 10, 5)
BAD = (7, 7, 7, 2, 3, 4, 50, 50, 2, 1)


class CampaignResultCommon(SurveyCommon):
    """A campaign whose sheets are there already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.satisfaction = cls.env["survey.question"].create(
            cls._prepare_question("satisfaction", False, False, scale_max=5)
        )
        cls.questions |= cls.satisfaction
        cls.Sheet = cls.env["property.survey.sheet"]
        cls.campaign = cls._create_campaign()

    @classmethod
    def _create_campaign(cls, **values):
        return cls.env["property.survey.campaign"].create(
            {
                "name": "Spring",
                "survey_id": cls.survey.id,
                "mode": "anonymous",
                "site_ids": [(6, 0, cls.site.ids)],
                "state": "running",
                **values,
            }
        )

    @classmethod
    def _sheets(cls, *sheets, campaign=None, questions=None, **values):
        """Create sheets: numbers in the order of the questions, or None."""
        campaign = campaign or cls.campaign
        questions = questions or cls.questions
        return cls.Sheet.create(
            [
                {
                    "campaign_id": campaign.id,
                    "company_id": campaign.company_id.id,
                    "site_id": cls.site.id,
                    "day": "2026-03-01",
                    "numbers": {
                        str(question.id): number
                        for question, number in zip(questions, sheet, strict=False)
                        if number is not None
                    },
                    **values,
                }
                for sheet in sheets
            ]
        )

    @classmethod
    def _count(cls, campaign=None):
        return (campaign or cls.campaign)._count_result()

    def _cell(self, result, dimension, key, code=False):
        return result.cell_ids.filtered(
            lambda cell: (
                cell.dimension == dimension
                and cell.group_key == str(key)
                and cell.determinant_id.code == code
            )
        )

    def _create_buildings(self, count):
        return self.env["property.building"].create(
            [
                {
                    "name": f"Tower {number}",
                    "code": f"T{number}",
                    "site_id": self.site.id,
                }
                for number in range(count)
            ]
        )
