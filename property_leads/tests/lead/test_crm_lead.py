from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from ..common import LeadsCommon


class TestCrmLead(LeadsCommon):
    def test_place_follows_from_unit(self):
        lead = self.Lead.create({"name": "Flat", "unit_id": self.unit.id})
        self.assertEqual(lead.site_id, self.site)
        self.assertEqual(lead.territory_id, self.unit.territory_id)
        self.assertEqual(lead.company_id, self.site.company_id)
        self.assertEqual(lead.kind, "leasing")

    def test_unit_of_another_site_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "is not in"):
            self.lead.write({"unit_id": self.unit.id, "site_id": self.other_site.id})

    def test_unit_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        site = self._create_site("Far", "FA", company_id=company.id)
        unit = self._create_units(1, building=self._create_building(site, "1"))
        with self.assertRaisesRegex(ValidationError, "another one"):
            self.lead.unit_ids = [Command.link(unit.id)]

    def test_unit_nobody_sees_is_refused(self):
        with self.assertRaises(AccessError):
            self.lead.with_user(self.user_sales).unit_id = self.other_unit

    def test_stages_come_in_order(self):
        stages = self.env["crm.stage"].search([("phase", "!=", False)])
        self.assertEqual(
            stages.mapped("phase"),
            ["new", "contacted", "qualified", "viewing", "proposal", "reserved", "won"],
        )

    def test_advance_goes_forward_only(self):
        behind, ahead = self._create_leads(2)
        ahead.stage_id = self._get_stage("reserved")
        (behind | ahead)._advance_to("viewing")
        self.assertEqual((behind.phase, ahead.phase), ("viewing", "reserved"))
        self.assertIn(behind, self.Lead.search([("phase", "=", "viewing")]))

    def test_advance_leaves_the_lost_alone(self):
        self.lead.action_set_lost()
        self.lead._advance_to("viewing")
        self.assertEqual(self.lead.phase, "new")

    def test_created_by_consultant_and_by_program(self):
        for user in (self.user_sales, self.user_integration):
            with self.subTest(user=user.login):
                lead = self.Lead.with_user(user).create(
                    {"name": "Shop", "site_id": self.site.id}
                )
                self.assertEqual(lead.territory_id, self.site.territory_id)
