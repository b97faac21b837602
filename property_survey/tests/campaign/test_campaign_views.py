from odoo.fields import Command
from odoo.tests import Form

from ..campaign_common import CampaignCommon


class TestCampaignViews(CampaignCommon):
    def test_lists_cost_the_same_for_many(self):
        campaigns = self.Campaign.union(
            *(self._start_campaign(name=f"Round {n}", pause_days=0) for n in range(3))
        )
        for view in ("list", "kanban"):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_survey.property_survey_campaign_view_{view}",
                    campaigns[:1],
                    campaigns,
                    self.user_survey,
                )
        invitations = campaigns.invitation_ids
        self.assertSameQueries(
            "property_survey.property_survey_invitation_view_list",
            invitations[:2],
            invitations,
            self.user_survey,
        )

    def test_form_costs_the_same_for_many_strata(self):
        few, many = (
            self._start_campaign(
                pause_days=0,
                stratify_by="building",
                building_ids=[Command.set(buildings.ids)],
            )
            for buildings in (self.building, self.site.building_ids)
        )
        self.assertLess(len(few.stratum_ids), len(many.stratum_ids))
        for role in ("survey", "auditor"):
            self.assertSameQueries(
                "property_survey.property_survey_campaign_view_form",
                few,
                many,
                getattr(self, f"user_{role}"),
            )

    def test_plan_counts_as_it_is_typed(self):
        with Form(self.Campaign.with_user(self.user_survey)) as form:
            form.name = "Spring"
            form.survey_id = self.survey
            self.assertEqual(form.population_count, 9)
            form.to_tenants = False
            self.assertEqual(form.population_count, 6)
            form.is_sample = True
            form.margin = 30
            form.expected_rate = 80
            self.assertEqual(form.answers_needed, 5)
            self.assertEqual(form.invitations_needed, 6)
