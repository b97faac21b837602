from .common import CampaignResultCommon

MODULE = "property_survey"
GOOD = (7, 6, 5, 5, 6, 5, 60, 40, 10, 5)


class TestResultGroupsViews(CampaignResultCommon):
    """Screens of groups and campaigns cost the same however much is in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaigns = cls.campaign
        for _number in range(3):
            cls.campaigns |= cls._create_campaign()
        for campaign in cls.campaigns:
            for role in ("owner", "tenant", "family"):
                cls._sheets(*[GOOD] * 5, campaign=campaign, role=role)
        cls.results = cls.campaigns._count_result()

    def test_lists(self):
        cells = self.results.cell_ids
        for view, records in (
            ("property_survey_cell_view_list", cells),
            ("property_survey_result_view_list", self.results),
        ):
            with self.subTest(view):
                self.assertSameQueries(
                    f"{MODULE}.{view}", records[:2], records, self.user_survey
                )

    def test_from_the_campaign(self):
        campaigns = self.campaigns.with_user(self.user_survey)
        self.assertEqual(campaigns.mapped("result_count"), [1] * 4)
        action = campaigns.action_view_results()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]), self.results
        )
        action = self.results[0].with_user(self.user_survey).action_view_cells()
        shown = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(shown, self.results[0].cell_ids)
        one = campaigns[0].action_count_result()
        self.assertEqual(one["res_id"], campaigns[0].result_ids.id)
