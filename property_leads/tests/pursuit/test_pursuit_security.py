from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestPursuitSecurity(LeadsCommon):
    def test_levels_are_set_by_head_office(self):
        level = self.env["property.lead.level"].search([], limit=1)
        level.with_user(self.user_company_manager).minutes = 7
        for user in (self.user_sales, self.user_site_manager, self.user_auditor):
            with self.assertRaises(AccessError):
                level.with_user(user).minutes = 8
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                level.with_user(user).read(["name"])

    def test_alarms_are_seen_as_their_prospect(self):
        alarm = self.env["property.lead.alarm"].create(
            {
                "lead_id": self.lead.id,
                "level_id": self.env["property.lead.level"].search([], limit=1).id,
                "since": "2026-03-02",
                "user_id": self.user_sales.id,
            }
        )
        self.assertTrue(alarm.with_user(self.user_sales).read(["since"]))
        for user in (self.user_stranger, self.user_portal, self.user_sales_elsewhere):
            with self.assertRaises(AccessError):
                alarm.with_user(user).read(["since"])
        with self.assertRaises(AccessError):
            alarm.with_user(self.user_sales).unlink()

    def test_books_are_handed_over_by_managers(self):
        vals = {"from_user_id": self.user_sales.id, "reason": "Leaves"}
        for user in (self.user_sales, self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self.env["property.lead.book"].with_user(user).create(vals)
        with self.assertRaises(AccessError):
            self.env["property.lead.contact"].with_user(self.user_stranger).create({})
