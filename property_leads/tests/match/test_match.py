from odoo import fields
from odoo.exceptions import AccessError

from ..common import LeadsCommon


class TestMatch(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small, cls.fitting, cls.let = cls._create_units(3, area_gross=90)
        cls.small.area_gross = 30
        cls.shop = cls._create_units(1, kind="shop", area_gross=90)
        cls.fitting.rent_asked = 5250
        cls.tenant = cls.env["res.partner"].create({"name": "Tenant"})
        cls.env["property.occupancy"].create(
            {
                "unit_id": cls.let.id,
                "partner_id": cls.tenant.id,
                "role": "tenant",
                "date_from": "2020-01-01",
            }
        )
        cls.wish = {
            "wish_unit_kind": "dwelling",
            "wish_area_min": 80,
            "wish_area_max": 100,
            "wish_budget": 5000,
        }

    def _get_units(self, lead):
        return lead.match_ids.unit_id

    def test_vacant_units_are_proposed_with_reasons(self):
        self.lead.write(self.wish)
        best = self.lead.match_ids[0]
        self.assertEqual(best.unit_id, self.fitting)
        self.assertEqual(best.why, "✓ kind  ✓ site  ✓ area  ≈ budget")
        self.assertNotIn(self.let, self._get_units(self.lead))
        self.assertNotIn(self.shop, self._get_units(self.lead))
        self.assertNotIn(self.other_unit, self._get_units(self.lead))

    def test_must_excludes(self):
        self.lead.write({**self.wish, "must_budget": True})
        self.assertNotIn(self.fitting, self._get_units(self.lead))
        self.lead.must_budget = False
        self.assertIn(self.fitting, self._get_units(self.lead))

    def test_unit_that_comes_free_fits_the_later(self):
        today = fields.Date.today()
        self.let.occupancy_ids.date_to = fields.Date.add(today, days=30)
        early = {**self.wish, "wish_date": today}
        late = {**self.wish, "wish_date": fields.Date.add(today, days=40)}
        scores = []
        for wish in (early, late):
            lead = self._create_leads(**wish)
            match = lead.match_ids.filtered(lambda one: one.unit_id == self.let)
            scores.append(match.reasons["date"])
        self.assertLess(scores[0], scores[1])
        self.assertEqual(scores[1], 1)

    def test_not_offered_is_not_proposed(self):
        self.fitting.is_off_market = True
        self.lead.write(self.wish)
        self.assertNotIn(self.fitting, self._get_units(self.lead))

    def test_bought_units_are_not_for_sale(self):
        self.env["property.ownership"].create(
            {
                "unit_id": self.fitting.id,
                "partner_id": self.tenant.id,
                "date_from": "2020-01-01",
            }
        )
        self.lead.write({**self.wish, "kind": "sale"})
        self.assertNotIn(self.fitting, self._get_units(self.lead))
        self.fitting.price_asked = 5000
        self.lead.action_match()
        self.assertIn(self.fitting, self._get_units(self.lead))

    def test_service_and_lost_prospects_get_none(self):
        self.lead.write({**self.wish, "kind": "service"})
        self.assertFalse(self.lead.match_ids)
        self.lead.kind = "leasing"
        self.assertTrue(self.lead.match_ids)
        self.lead.action_set_lost()
        self.assertFalse(self.lead.match_ids)

    def test_who_wants_this_unit(self):
        self.lead.write(self.wish)
        unit = self.fitting.with_user(self.user_sales)
        self.assertEqual(unit.lead_match_count, 1)
        domain = unit.action_view_lead_matches()["domain"]
        self.assertEqual(
            self.env["property.lead.match"].search(domain).lead_id, self.lead
        )

    def test_consider(self):
        self.lead.write(self.wish)
        match = self.lead.match_ids[0].with_user(self.user_sales)
        self.assertFalse(match.is_considered)
        match.action_consider()
        self.assertEqual(self.lead.unit_ids, self.fitting)
        self.assertTrue(match.is_considered)

    def test_same_queries_for_many_leads(self):
        few, many = self._create_leads(2), self._create_leads(30)
        counts = []
        for leads in (few, few, many):
            leads.with_context(tracking_disable=True).write(self.wish)
            leads.match_ids.unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads._refresh_matches()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_cron_looks_again(self):
        self.lead.write(self.wish)
        self.fitting.is_off_market = True
        with self.enter_registry_test_mode():
            self.env.ref("property_leads.ir_cron_match").method_direct_trigger()
        self.assertNotIn(self.fitting, self._get_units(self.lead))

    def test_who_may_see_matches(self):
        self.lead.write(self.wish)
        Match = self.env["property.lead.match"]
        for role in ("agent", "stranger", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                Match.with_user(getattr(self, f"user_{role}")).search([])
        self.assertFalse(Match.with_user(self.user_sales_elsewhere).search([]))
        with self.assertRaises(AccessError):
            self.lead.match_ids[0].with_user(self.user_sales).score = 100
