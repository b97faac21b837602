from odoo.tests import HttpCase

from ..campaign_common import CampaignCommon


class TestCampaignTour(CampaignCommon, HttpCase):
    def test_from_the_plan_to_the_report(self):
        login = self.user_site_manager.login
        self.start_tour(
            "/odoo/survey-campaigns", "property_survey_campaign_plan", login=login
        )
        campaign = self.Campaign.search([("name", "=", "Spring round")])
        self.assertEqual(campaign.user_id, self.user_site_manager)
        for number, invitation in enumerate(campaign.invitation_ids):
            invitation.state = "asked"
            campaign._submit(self._make_answers(number), invitation=invitation)
        self.start_tour(
            f"/odoo/survey-campaigns/{campaign.id}",
            "property_survey_campaign_result",
            login=login,
        )
        self.assertEqual(campaign.state, "closed")

    def _make_answers(self, number):
        """Return answers of which five would like more than they find."""
        return {
            question.id: {
                "expected": 6,
                "perceived": 3 + number % 4,
                "importance": 50,
                "recommend": 8,
            }[question.quality_role]
            for question in self.questions
        }
