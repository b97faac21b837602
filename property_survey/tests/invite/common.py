from ..common import SurveyCommon


class InviteCommon(SurveyCommon):
    """A running campaign, and three people whom it asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Invitation = cls.env["property.survey.invitation"]
        cls.wang, cls.li, cls.zhao = cls.env["res.partner"].create(
            [
                {"name": "Wang", "email": "wang@example.com"},
                {"name": "Li", "email": "li@example.com"},
                {"name": "Zhao"},
            ]
        )
        cls.campaign = cls._create_campaign()
        cls.to_wang, cls.to_li, cls.to_zhao = cls._invite(cls.wang, cls.li, cls.zhao)

    @classmethod
    def _create_campaign(cls, **values):
        return cls.env["property.survey.campaign"].create(
            {
                "name": "Spring",
                "survey_id": cls.survey.id,
                "site_ids": cls.site.ids,
                "mode": "confidential",
                "state": "running",
                "date_start": "2026-01-01",
                **values,
            }
        )

    @classmethod
    def _invite(cls, *partners, **values):
        return cls.Invitation.create(
            [
                {
                    "campaign_id": cls.campaign.id,
                    "partner_id": partner.id,
                    "site_id": cls.site.id,
                    "unit_id": cls.unit.id,
                    "role": "owner",
                    **values,
                }
                for partner in partners
            ]
        )
