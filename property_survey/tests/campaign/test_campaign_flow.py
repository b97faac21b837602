from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ..campaign_common import CampaignCommon


class TestCampaignFlow(CampaignCommon):
    def _create_sheet(self, campaign, **values):
        return self.env["property.survey.sheet"].create(
            {
                "campaign_id": campaign.id,
                "company_id": campaign.company_id.id,
                "day": "2026-03-01",
                "numbers": {str(self.questions[0].id): 5},
                **values,
            }
        )

    def test_sample_of_1200_for_five_percent(self):
        """The vector of domain 2.6, through the campaign's own fields."""
        campaign = self._create_campaign(is_sample=True, expected_rate=32)
        self.assertEqual(campaign._get_answers_needed(1200), 292)
        self.assertEqual(campaign._get_invitations_needed(292, 1200), 913)
        self.assertEqual(campaign._get_invitations_needed(292, 800), 800)
        for people, answers in ((100, 80), (500, 218), (3000, 341)):
            self.assertEqual(campaign._get_answers_needed(people), answers)

    def test_preview_by_building(self):
        campaign = self._create_campaign(
            is_sample=True, expected_rate=90, margin=30, stratify_by="building"
        )
        campaign.action_plan()
        first, second = campaign.stratum_ids
        self.assertEqual(first.building_id, self.building)
        self.assertEqual((first.population, second.population), (6, 3))
        # 5 answers of 9 people, 6 asked: in proportion
        self.assertEqual((campaign.answers_needed, campaign.invitations_needed), (6, 7))
        self.assertEqual((first.sample_size, second.sample_size), (4, 2))
        self.assertEqual((first.invite_count, second.invite_count), (5, 2))
        self.assertFalse(campaign.invitation_ids)
        campaign.margin = 20
        self.assertFalse(campaign.stratum_ids)  # counted for another plan

    def test_draw_is_by_the_seed_and_as_many_as_planned(self):
        campaign = self._create_campaign(stratify_by="building")
        campaign.action_plan()
        campaign.stratum_ids[0].invite_count = 2
        campaign.action_start()
        drawn = campaign.invitation_ids
        self.assertEqual(campaign.state, "running")
        self.assertEqual(len(drawn), 5)
        self.assertEqual(
            len(drawn.filtered(lambda one: one.building_id == self.building)), 2
        )
        again = campaign.copy()
        again.pause_days = 0
        again.action_plan()
        again.stratum_ids[0].invite_count = 2
        # sudo: the system keeps the seed
        again.sudo().write({"state": "running", "seed": campaign.seed})
        again._draw()
        self.assertEqual(again.invitation_ids.partner_id, drawn.partner_id)
        self.assertEqual(campaign._draw(), 0)  # nobody is drawn twice

    def test_more_than_there_are_is_refused(self):
        campaign = self._create_campaign()
        campaign.action_plan()
        with self.assertRaises(ValidationError):
            campaign.stratum_ids.invite_count = 10

    def test_start_plans_anew_and_keeps_what_was_changed_by_hand(self):
        campaign = self._create_campaign(
            user=self.user_survey, stratify_by="building", building_ids=[]
        )
        campaign.action_plan()
        campaign.stratum_ids[0].invite_count = 2
        third = self._create_building(self.site, "3")
        self._let_own(self._create_units(2, building=third), self.tenants[:2])
        self._let_own(
            self._create_units(4, building=third), self._create_people("Late", 4)
        )
        campaign.action_start()
        self.assertEqual(campaign.stratum_ids.building_id[-1:], third)
        self.assertEqual(
            [
                (one.population, one.invite_count, len(one.invitation_ids))
                for one in campaign.stratum_ids
            ],
            [(6, 2, 2), (1, 1, 1), (6, 6, 6)],
        )
        campaign = self._create_campaign(pause_days=0)
        campaign.action_plan()
        campaign.stratum_ids.invite_count = 1
        campaign.action_plan()
        self.assertEqual(campaign.stratum_ids.invite_count, 13, "asked for, all anew")

    def test_plan_is_not_changed_after_the_start(self):
        campaign = self._start_campaign(stratify_by="building")
        first = campaign.stratum_ids[0].with_user(self.user_survey)
        for name, value in (("population", 99), ("invite_count", 1)):
            with self.subTest(name), self.assertRaises(UserError):
                first.write({name: value})
        with self.assertRaises(UserError):
            first.create(
                {"campaign_id": campaign.id, "name": "More", "population": 1000}
            )
        first.name = "The first"

    def test_nobody_to_ask_says_why(self):
        (self.owners | self.tenants).refuses_contact = True
        with self.assertRaisesRegex(UserError, "Wants no surveys: 9"):
            self._create_campaign().action_start()
        with self.assertRaises(UserError):
            self._create_campaign(site_ids=[]).action_start()

    def test_close_and_reopen(self):
        campaign = self._create_campaign()
        with self.assertRaises(UserError):
            campaign.action_close()
        campaign.action_start()
        with self.assertRaises(UserError):
            campaign.action_start()
        campaign.action_close()
        self.assertEqual(campaign.state, "closed")
        self.assertEqual(campaign.closed_on, campaign._get_today())
        campaign.action_reopen()
        self.assertEqual((campaign.state, campaign.closed_on), ("running", False))

    def test_cron_closes_what_is_over(self):
        campaign = self._start_campaign(date_end=fields.Date.today())
        self._run_cron()
        self.assertEqual(campaign.state, "running")
        with freeze_time(fields.Date.add(fields.Date.today(), days=1)):
            self._run_cron()
        self.assertEqual(campaign.state, "closed")

    def test_day_of_the_site_decides(self):
        """Over at midnight in China, and in Hawaii not at that of the server."""
        start = self._start_campaign
        here, there = start(pause_days=0), start(pause_days=0)
        there.site_ids = self.other_site
        self.site.tz, self.other_site.tz = "Asia/Shanghai", "Pacific/Honolulu"
        (here | there).write({"date_start": "2026-02-01", "date_end": "2026-03-01"})
        for text, expected in (
            ("2026-03-01 15:59", ["running", "running"]),
            ("2026-03-01 16:01", ["closed", "running"]),
            ("2026-03-02 09:59", ["closed", "running"]),
            ("2026-03-02 10:01", ["closed", "closed"]),
        ):
            with self.subTest(text), freeze_time(text):
                self._run_cron()
                self.assertEqual((here + there).mapped("state"), expected)

    def _run_cron(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=9) as commit:
            self.Campaign._cron_follow_campaigns()
        return commit.call_count

    def test_one_bad_campaign_stops_no_other(self):
        campaigns = self.Campaign.union(
            *(
                self._start_campaign(date_end=fields.Date.today(), pause_days=0)
                for _number in range(3)
            )
        )
        close = type(self.Campaign)._close

        def fail_once(one):
            close(one)
            if one == campaigns[1]:
                raise UserError("bad")

        logger = "odoo.addons.property_survey.models.campaign"
        with (
            freeze_time(fields.Date.add(fields.Date.today(), days=1)),
            patch.object(type(self.Campaign), "_close", fail_once),
            self.assertLogs(logger, "ERROR"),
        ):
            self.assertEqual(self._run_cron(), 3)
        self.assertEqual(campaigns.mapped("state"), ["closed", "running", "closed"])

    def test_cron_forgets_strata_of_which_nobody_is_left(self):
        today = fields.Date.today()
        self.tenants[0].occupancy_ids.with_user(
            self.user_company_manager
        ).date_from = today
        [line] = self._let_live(
            self.units[:1], self._create_people("New", 1), date_from=today
        )
        campaign = self._create_campaign(
            population_kind="move_in", event_from=today, stratify_by="building"
        )
        campaign.action_plan()
        campaign.stratum_ids[0].invite_count = 0
        campaign.action_start()
        self.assertEqual(len(campaign.stratum_ids), 2)
        line.unlink()
        self._run_cron()
        self.assertEqual(campaign.stratum_ids.building_id, self.second_building)

    def test_cron_asks_who_came_since(self):
        self.tenants[0].occupancy_ids.with_user(
            self.user_company_manager
        ).date_from = fields.Date.today()
        campaign = self._start_campaign(
            population_kind="move_in", event_from=fields.Date.today()
        )
        self.assertEqual(campaign.invitation_ids.partner_id, self.tenants[0])
        newcomer = self._create_people("New", 1)
        self._let_live(self.units[:1], newcomer, date_from=fields.Date.today())
        for _run in range(2):
            self._run_cron()
            self.assertEqual(
                campaign.invitation_ids.partner_id, self.tenants[0] | newcomer
            )
        self.assertEqual(campaign.stratum_ids.population, 2)

    def test_plan_is_fixed_once_people_are_drawn(self):
        campaign = self._create_campaign(user=self.user_survey)
        campaign.expected_rate = 40
        campaign.action_start()
        for name in ("site_ids", "survey_id", "is_sample", "state", "seed"):
            with self.subTest(name), self.assertRaises(UserError):
                campaign[name] = campaign[name]
        campaign.date_end = "2099-01-01"
        with self.assertRaises(UserError):
            campaign.stratum_ids.unlink()

    def test_word_given_can_only_become_stricter(self):
        campaign = self._start_campaign(mode="confidential")
        campaign.mode = "named"
        campaign.mode = "confidential"
        self._create_sheet(campaign)
        with self.assertRaises(UserError):
            campaign.mode = "named"
        self.assertEqual(campaign.mode, "confidential")

    def test_what_was_answered_is_not_deleted(self):
        campaign = self._start_campaign()
        with self.assertRaises(UserError):
            campaign.invitation_ids.write({"state": "asked"})
            campaign.invitation_ids.unlink()
        self._create_sheet(campaign)
        with self.assertRaises(UserError):
            campaign.unlink()
        with mute_logger("odoo.models.unlink"):
            self._start_campaign(pause_days=0).unlink()

    def test_ask_again(self):
        campaign = self._start_campaign(
            stratify_by="building", building_ids=self.building.ids, margin=7
        )
        campaign.action_close()
        action = campaign.with_user(self.user_survey).action_ask_again()
        following = self.Campaign.browse(action["res_id"])
        self.assertEqual(following.state, "draft")
        self.assertEqual(following.previous_campaign_id, campaign)
        self.assertEqual(following.building_ids, self.building)
        self.assertEqual(following.margin, 7)
        self.assertFalse(following.seed)
        self.assertFalse(following.stratum_ids | following.invitation_ids.stratum_id)
