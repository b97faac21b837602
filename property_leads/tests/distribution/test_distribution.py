from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestDistribution(LeadsCommon):
    """Prospects of nobody go to three people of ``site`` with shares 5, 3 and 2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sellers = cls._create_users(
            *((name, "property_leads.group_property_sales") for name in "abc")
        )
        cls._enrol(cls.sellers, cls.site.territory_id)
        cls.rule = cls.env["property.lead.rule"].create({"name": "Leasing"})
        cls.members = cls.env["property.lead.member"].create(
            [
                {"rule_id": cls.rule.id, "user_id": user.id, "weight": weight}
                for user, weight in zip(cls.sellers, (5, 3, 2), strict=True)
            ]
        )
        cls.a, cls.b, cls.c = cls.members

    def _tell(self, leads):
        return "".join(lead.user_id.login or "-" for lead in leads)

    def test_ten_in_one_batch_as_in_the_specification(self):
        leads = self._create_leads(10)
        self.assertEqual(self._tell(leads), "abcaabacba")
        self.assertEqual(set(self.members.mapped("credit")), {0})
        self.assertEqual(leads.turn_rule_id, self.rule)

    def test_one_by_one_the_turn_goes_on(self):
        leads = self.Lead.union(*(self._create_leads() for _n in range(10)))
        self.assertEqual(self._tell(leads.sorted("id")), "abcaabacba")

    def test_why_him_and_why_not_the_others(self):
        self.b.away_until = "2100-01-01"
        self.c.capacity = 1
        text = self._create_leads(3)[-1].turn_text.splitlines()
        self.assertIn("his turn", text[0])
        self.assertEqual(text[0][0], "a")
        self.assertTrue(any("is away" in line for line in text[1:]))
        self.assertTrue(any("has 1 open ones, takes 1" in line for line in text[1:]))

    def test_only_who_works_there_speaks_it_and_knows_it(self):
        elsewhere = self._create_leads(2, site_id=self.other_site.id)
        self.assertFalse(elsewhere.user_id)
        self.assertIn("does not work in the territory", elsewhere[0].turn_text)
        tag = self.env["crm.tag"].create({"name": "Shops"})
        self.c.tag_ids = tag
        shops = self._create_leads(3, tag_ids=[(6, 0, tag.ids)])
        self.assertEqual(self._tell(shops), "ccc")
        self.a.lang_ids = self.env.ref("base.lang_en")
        other = self.env["res.lang"].with_context(active_test=False)
        french = other.search([("code", "=", "fr_FR")])
        self.assertNotIn("a", self._tell(self._create_leads(5, lang_id=french.id)))

    def test_first_rule_that_fits_counts(self):
        self.env["property.lead.rule"].create(
            {
                "name": "Sale",
                "sequence": 1,
                "kind": "sale",
                "site_ids": self.site.ids,
                "member_ids": [(0, 0, {"user_id": self.user_sales.id})],
            }
        )
        self.assertEqual(self._create_leads(kind="sale").user_id, self.user_sales)
        self.assertEqual(self._create_leads().user_id, self.sellers[0])

    def test_only_who_is_on_duty_if_asked(self):
        self.rule.is_duty_asked = True
        self.assertFalse(self._create_leads().user_id)
        self.env["property.duty"].create(
            {
                "territory_id": self.site.territory_id.id,
                "user_id": self.sellers[1].id,
                "start": "2020-01-01",
                "stop": "2100-01-01",
            }
        )
        self.assertEqual(self._tell(self._create_leads(2)), "bb")

    def test_who_enters_it_keeps_it_and_a_program_does_not(self):
        vals = {"name": "Walks in", "site_id": self.site.id}
        own = self.Lead.with_user(self.user_sales).create(vals)
        self.assertEqual(own.user_id, self.user_sales)
        sent = self.Lead.with_user(self.user_integration).create(vals)
        self.assertEqual(sent.user_id, self.sellers[0])

    def test_what_nobody_could_take_is_tried_again(self):
        self.members.away_until = "2100-01-01"
        leads = self._create_leads(2)
        self.assertFalse(leads.user_id)
        self.members.away_until = False
        leads.with_user(self.user_sales).action_distribute()
        self.assertEqual(self._tell(leads), "ab")
        self.assertEqual(leads[0].turn_user_id, self.sellers[0])

    def test_queries_do_not_count_prospects(self):
        self._create_leads(2)
        counts = []
        for count in (2, 2, 51):  # the first fills the caches
            self.env.invalidate_all()
            drafts = self._create_leads(count, user_id=self.env.uid)._get_drafts()
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.Lead._choose_sellers(drafts)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_only_head_office_changes_turns(self):
        for user in (self.user_sales, self.user_agent, self.user_site_manager):
            with self.assertRaises(AccessError):
                self.a.with_user(user).write({"weight": 9})
        self.a.with_user(self.user_company_manager).weight = 9
        with self.assertRaises(AccessError):
            self.rule.with_user(self.user_portal).read(["name"])
