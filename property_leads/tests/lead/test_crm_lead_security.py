from odoo.exceptions import AccessError

from ..common import LeadsCommon


class TestCrmLeadSecurity(LeadsCommon):
    def test_wrong_roles_read_none(self):
        for role in ("agent", "dispatcher", "stranger", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.lead.with_user(getattr(self, f"user_{role}")).read(["name"])

    def test_other_territory_is_hidden(self):
        for role in ("sales", "site_manager", "integration"):
            with self.subTest(role=role):
                leads = self.Lead.with_user(getattr(self, f"user_{role}"))
                self.assertIn(self.lead, leads.search([]))
                self.assertNotIn(self.other_lead, leads.search([]))
                with self.assertRaises(AccessError):
                    leads.browse(self.other_lead.id).name = "Mine"

    def test_own_and_placeless_are_seen(self):
        mine = self._create_leads(
            site_id=self.other_site.id, user_id=self.user_sales.id
        )
        nowhere = self._create_leads(site_id=False)
        found = self.Lead.with_user(self.user_sales).search([])
        self.assertLessEqual(mine | nowhere, found)
        self.assertTrue(nowhere.with_user(self.user_sales).in_my_territory)

    def test_managers_and_auditors_see_all_of_the_company(self):
        for role in ("company_manager", "auditor"):
            found = self.Lead.with_user(getattr(self, f"user_{role}")).search([])
            self.assertLessEqual(self.lead | self.other_lead, found)

    def test_other_company_is_hidden(self):
        company = self.env["res.company"].create({"name": "Other"})
        site = self._create_site("Far", "FA", company_id=company.id)
        far = self._create_leads(site_id=site.id)
        for role in ("company_manager", "auditor", "sales"):
            with self.subTest(role=role):
                user = getattr(self, f"user_{role}")
                self.assertNotIn(far, self.Lead.with_user(user).search([]))

    def test_auditor_changes_nothing_and_sees_masks(self):
        lead = self.lead.with_user(self.user_auditor)
        read = lead.read(["phone", "email_from"])[0]
        self.assertIn("*", read["phone"])
        self.assertIn("*", read["email_from"])
        with self.assertRaises(AccessError):
            lead.name = "Changed"
        self.assertFalse(lead.search([("phone", "ilike", "0013")]))

    def test_consultant_reads_the_number_but_does_not_export_it(self):
        lead = self.lead.with_user(self.user_sales)
        self.assertEqual(lead.read(["phone"])[0]["phone"], "+86 138 0013 8000")
        self.user_sales.group_ids += self.env.ref("base.group_allow_export")
        exported = lead.with_context(import_compat=False).export_data(["phone"])
        self.assertIn("*", exported["datas"][0][0])

    def test_program_deletes_nothing(self):
        with self.assertRaises(AccessError):
            self.lead.with_user(self.user_integration).unlink()
