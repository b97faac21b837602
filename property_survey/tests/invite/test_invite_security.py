from odoo.exceptions import AccessError

from .common import InviteCommon


class TestInviteSecurity(InviteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sms = cls.env["property.survey.sms"].create(
            {"name": "Provider", "url": "https://sms.example.com", "secret": "s"}
        )

    def test_settings_are_for_company_managers(self):
        roles = ("agent", "survey", "site_manager", "auditor", "stranger", "portal")
        for role in roles:
            with self.subTest(role), self.assertRaises(AccessError):
                self.sms.with_user(getattr(self, f"user_{role}")).read(["name"])
        mine = self.sms.with_user(self.user_company_manager)
        self.assertEqual(mine.read(["secret"])[0]["secret"], "s")

    def test_codes_are_for_nobody_to_read(self):
        for role in ("survey", "site_manager", "company_manager"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role), self.assertRaises(AccessError):
                self.to_wang.with_user(user).read(["token"])
            with self.subTest(role), self.assertRaises(AccessError):
                self.campaign.with_user(user).read(["open_token"])

    def test_wrong_roles_neither_send_nor_print(self):
        for role in ("agent", "auditor", "stranger", "portal"):
            campaign = self.campaign.with_user(getattr(self, f"user_{role}"))
            for method in ("action_send_invitations", "action_print_codes"):
                with self.subTest(role=role, method=method):
                    self.assertRaises(AccessError, getattr(campaign, method))
        self.assertEqual(self.to_zhao.state, "planned")

    def test_strange_code_finds_nothing(self):
        for token in (None, "", "x", self.to_wang.token[:-1], f"{self.campaign.id}"):
            with self.subTest(token):
                self.assertFalse(self.Invitation._get_by_token(token))
                campaigns = self.env["property.survey.campaign"]
                self.assertFalse(campaigns._get_by_open_token(token))
