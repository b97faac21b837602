from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..campaign_common import CampaignCommon


class TestCampaignSecurity(CampaignCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._let_own(cls.other_unit, cls._create_people("Far", 1))
        cls.campaign = cls._start_campaign()
        cls.far = cls._start_campaign(site_ids=cls.other_site.ids)
        cls.company = cls._create_campaign(site_ids=(cls.site | cls.other_site).ids)

    def _get_records(self, campaign):
        return (campaign, campaign.stratum_ids, campaign.invitation_ids)

    def test_wrong_roles_read_none(self):
        for role in ("agent", "dispatcher", "stranger", "portal", "integration"):
            user = getattr(self, f"user_{role}")
            for records in self._get_records(self.campaign):
                with (
                    self.subTest(role=role, model=records._name),
                    self.assertRaises(AccessError),
                ):
                    records.with_user(user).read(["display_name"])

    def test_site_manager_sees_his_own_sites(self):
        for role in ("survey", "site_manager"):
            user = getattr(self, f"user_{role}")
            pairs = zip(
                self._get_records(self.campaign),
                self._get_records(self.far),
                strict=True,
            )
            for mine, far in pairs:
                with self.subTest(role=role, model=mine._name):
                    found = mine.with_user(user).search([])
                    self.assertLessEqual(mine, found)
                    self.assertFalse(far & found)
            found = self.Campaign.with_user(user).search([])
            self.assertNotIn(self.company, found)
            for action in ("action_close", "action_ask_again", "action_view_silent"):
                with self.subTest(action), self.assertRaises(AccessError):
                    getattr(self.far.with_user(user), action)()
        with self.assertRaises(AccessError):
            self.far.invitation_ids.with_user(self.user_survey).action_refuse()

    def test_site_manager_asks_only_his_own_sites(self):
        for sites in (self.other_site, self.site | self.other_site):
            with self.subTest(sites.mapped("name")), self.assertRaises(AccessError):
                self._create_campaign(user=self.user_survey, site_ids=sites.ids)
        with Form(self.Campaign.with_user(self.user_site_manager)) as form:
            form.name = "Mine"
            form.survey_id = self.survey
            self.assertEqual(form.site_ids.ids, self.site.ids)
        campaign = form.record
        self.assertEqual(campaign.user_id, self.user_site_manager)
        with self.assertRaises(AccessError):
            campaign.site_ids = self.other_site

    def test_company_manager_and_auditor(self):
        everything = self.campaign | self.far | self.company
        for role in ("company_manager", "auditor"):
            found = self.Campaign.with_user(getattr(self, f"user_{role}")).search([])
            self.assertLessEqual(everything, found)
        audited = self.campaign.with_user(self.user_auditor)
        self.assertEqual(audited.drawn_count, 9)
        self.assertEqual(audited.population_count, 9)
        with self.assertRaises(AccessError):
            self.campaign.invitation_ids.with_user(self.user_auditor).read(["state"])
        for action in ("action_close", "action_ask_again"):
            with self.assertRaises(AccessError):
                getattr(audited, action)()
        with self.assertRaises(AccessError):
            audited.unlink()

    def test_nobody_writes_who_is_asked(self):
        one = self.campaign.invitation_ids[:1].with_user(self.user_company_manager)
        for name in ("state", "reason", "role", "building_id", "stratum_id"):
            with self.subTest(name), self.assertRaises(UserError):
                one.write({name: one[name]})
        with self.assertRaises(UserError):
            one.create({"campaign_id": self.campaign.id, "state": "answered"})
        one.action_refuse()
        self.assertEqual(one.state, "refused")

    def test_codes_and_times_stay_hidden(self):
        one = self.campaign.invitation_ids[:1].with_user(self.user_company_manager)
        with self.assertRaises(AccessError):
            one.read(["token"])
        self.assertFalse({"write_date", "create_date"} & one._fields.keys())
