from .common import SurveyCommon


class CampaignCommon(SurveyCommon):
    """A site of two buildings: six owners here, three tenants there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Campaign = cls.env["property.survey.campaign"]
        cls.Invitation = cls.env["property.survey.invitation"]
        cls.second_building = cls._create_building(cls.site, "2")
        cls.units = cls._create_units(6)
        cls.second_units = cls._create_units(3, building=cls.second_building)
        cls.owners = cls._create_people("Owner", 6)
        cls.tenants = cls._create_people("Tenant", 3)
        cls._let_own(cls.units, cls.owners)
        cls._let_live(cls.second_units, cls.tenants)
        cls.env.flush_all()

    @classmethod
    def _create_people(cls, name, count, **values):
        return cls.env["res.partner"].create(
            [
                {"name": f"{name} {n}", "email": f"{name}{n}@example.com", **values}
                for n in range(count)
            ]
        )

    @classmethod
    def _let_own(cls, units, people):
        return cls.env["property.ownership"].create(
            [
                {"unit_id": unit.id, "partner_id": one.id, "date_from": "2020-01-01"}
                for unit, one in zip(units, people, strict=True)
            ]
        )

    @classmethod
    def _let_live(cls, units, people, **values):
        return cls.env["property.occupancy"].create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": one.id,
                    "role": "tenant",
                    "date_from": "2020-01-01",
                    **values,
                }
                for unit, one in zip(units, people, strict=True)
            ]
        )

    @classmethod
    def _create_campaign(cls, user=None, **values):
        return cls.Campaign.with_user(user or cls.env.user).create(
            {
                "name": "Spring",
                "survey_id": cls.survey.id,
                "site_ids": cls.site.ids,
                **values,
            }
        )

    @classmethod
    def _start_campaign(cls, **values):
        campaign = cls._create_campaign(**values)
        campaign.action_start()
        return campaign
