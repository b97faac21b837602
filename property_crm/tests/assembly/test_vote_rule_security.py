from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from ..common import PropertyCommon


class TestVoteRuleSecurity(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref("property_crm.property_vote_rule_cn_major")

    def test_staff_reads_rules_and_company_managers_write_them(self):
        for user in (
            self.user_agent,
            self.user_auditor,
            self.user_integration,
            self.user_site_manager,
        ):
            mine = self.rule.with_user(user)
            with self.subTest(user=user.login):
                self.assertTrue(mine.read(["sentence", "notice_days"]))
                for act in (
                    lambda r=mine: r.write({"notice_days": 1}),
                    lambda r=mine: r.write({"data": {}}),
                    mine.copy,
                    mine.unlink,
                ):
                    with self.assertRaises(AccessError):
                        act()
        with self.assertRaises(AccessError):
            self.rule.with_user(self.user_portal).read(["name"])
        self.rule.with_user(self.user_company_manager).notice_days = 20

    def test_rules_of_another_company_are_not_seen(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = new_test_user(
            self.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        ours = self.rule.copy({"company_id": self.env.company.id})
        self.assertTrue(self.rule.with_user(other).read(["name"]))
        with self.assertRaises(AccessError):
            ours.with_user(other).read(["name"])
        self.assertNotIn(ours, self.rule.with_user(other).search([]))
