from ..common import LeadsCommon

VIEWS = (
    "crm.crm_case_kanban_view_leads",
    "crm.crm_case_tree_view_oppor",
)


class TestLeadViews(LeadsCommon):
    def test_lists_cost_the_same_queries(self):
        leads = self._create_leads(20, unit_id=self.unit.id, user_id=self.env.uid)
        for view in VIEWS:
            with self.subTest(view=view):
                self.assertSameQueries(view, leads[:2], leads, self.user_sales)

    def test_form_opens_for_each_role(self):
        for role in ("sales", "site_manager", "company_manager", "auditor"):
            with self.subTest(role=role):
                user = getattr(self, f"user_{role}")
                lead = self.Lead.with_user(user).browse(self.lead.id)
                view = self.env.ref("crm.crm_lead_view_form")
                arch = lead.get_view(view.id, "form")["arch"]
                self.assertIn("unit_ids", arch)

    def test_form_says_what_the_customer_refuses(self):
        lead = self.Lead.with_user(self.user_sales).browse(self.lead.id)
        self.lead.partner_id = person = self.env["res.partner"].create({"name": "Qian"})
        self.assertFalse(lead.call_refusal)
        person.do_not_call = True
        lead.invalidate_recordset(["call_refusal"])
        self.assertIn("no sales calls", lead.call_refusal)
        person.refuses_contact = True
        lead.invalidate_recordset(["call_refusal"])
        self.assertIn("contacted", lead.call_refusal)

    def test_staff_are_not_offered_bought_leads(self):
        """What others see stays as it is: managers of sales without our groups."""
        manager = self.user_company_manager
        seller = self.env["res.users"].create({"name": "Seller", "login": "seller"})
        seller.group_ids += self.env.ref("sales_team.group_sale_manager")
        for view, kind in ((VIEWS[0], "kanban"), (VIEWS[1], "list")):
            view_id = self.env.ref(view).id
            own = self.Lead.with_user(manager).get_view(view_id, kind)["arch"]
            theirs = self.Lead.with_user(seller).get_view(view_id, kind)["arch"]
            self.assertNotIn("action_generate_leads", own)
            is_there = "crm_iap_mine" in self.env.registry._init_modules
            self.assertEqual("action_generate_leads" in theirs, is_there)
