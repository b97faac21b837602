from odoo.tests import Form

from ..common import PropertyCommon


class TestVoteRuleViews(PropertyCommon):
    def test_lists_cost_the_same_for_few_and_many(self):
        rules = self.env["property.vote.rule"].search([])
        procedures = self.env["property.vote.procedure"].create(
            [
                {"site_id": self.site.id, "valid_from": f"2026-01-{day:02}"}
                for day in range(1, 23)
            ]
        )
        for records in (rules, procedures):
            name = records._name.replace(".", "_")
            with self.subTest(model=name):
                self.assertSameQueries(
                    f"property_crm.{name}_view_list",
                    records[:2],
                    records[2:],
                    self.user_site_manager,
                )

    def test_staff_opens_every_rule(self):
        rules = self.env["property.vote.rule"].with_user(self.user_agent).search([])
        for rule in rules:
            with self.subTest(code=rule.code):
                self.assertEqual(Form(rule).code, rule.code)
