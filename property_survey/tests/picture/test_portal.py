from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase

from .common import PictureCommon


class TestPortal(HttpCase, PictureCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["property.occupancy"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.user_portal.partner_id.id,
                "date_from": "2020-01-01",
            }
        )

    def test_what_was_published_is_read(self):
        self.authenticate("portal_1", "portal_1")
        page = self.url_open("/my/quality")
        self.assertIn("was published yet", page.text)
        self.assertEqual(
            self.url_open(f"/my/quality/{self.result.id}").status_code, 404
        )
        self.result.with_user(self.user_survey).action_publish()
        page = self.url_open("/my/quality")
        # the one before was never shown to them, nor is it now
        self.assertNotIn("Satisfaction rose", page.text)
        self.assertNotIn("Last time", page.text)
        self.before.with_user(self.user_survey).action_publish()
        page = self.url_open(f"/my/quality/{self.result.id}")
        self.assertIn("<svg", page.text)
        self.assertNotIn("Perceived", page.text.split("o_quality_page")[0])
        self.assertIn("Satisfaction rose by 15.0 points", page.text)
        self.assertNotIn("Building", page.text.split("o_quality_page")[1])

    def test_of_other_sites_nothing_is_read(self):
        self.result.site_id = self.other_site
        self.result.sudo().action_publish()
        self.authenticate("portal_1", "portal_1")
        self.assertIn("was published yet", self.url_open("/my/quality").text)
        self.assertEqual(
            self.url_open(f"/my/quality/{self.result.id}").status_code, 404
        )

    def test_only_who_may_and_what_may_is_published(self):
        with self.assertRaises(AccessError):
            self.result.with_user(self.user_auditor).action_publish()
        self.result.status = "hidden"
        with self.assertRaises(UserError):
            self.result.with_user(self.user_survey).action_publish()

    def test_a_check_of_the_company_is_not_published(self):
        survey = self.env.ref("property_survey.survey_health")
        self.result.survey_id = survey
        self.assertTrue(self.result.is_maturity)
        with self.assertRaisesRegex(UserError, "its own people"):
            self.result.with_user(self.user_survey).action_publish()
        self.assertFalse(self.result.is_published)

    def test_withdrawn_is_gone(self):
        results = self.result.with_user(self.user_survey)
        results.action_publish()
        partner = self.user_portal.partner_id
        self.assertEqual(self.Result._portal_count(partner), 1)
        results.action_withdraw()
        self.assertEqual(self.Result._portal_count(partner), 0)
