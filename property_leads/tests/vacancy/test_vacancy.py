from odoo.exceptions import AccessError

from odoo.addons.property_crm.models.people.property_tenure_mixin import BULK_LOAD

from ..common import LeadsCommon

DAY = "2026-03-01"


class TestVacancy(LeadsCommon):
    """The vectors of the specification: 18 of 300 units, 1,350 of 25,000 m²."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tower_site = cls._create_site("Tower", "TW")
        tower = cls._create_building(cls.tower_site, "1")
        cls.vacant = cls._create_units(18, building=tower, area_gross=75)
        cls.lived_in = cls._create_units(282, building=tower)
        cls.lived_in[:215].area_gross = 110
        cls.lived_in[215:].area_gross = 0
        tenant = cls.env["res.partner"].create({"name": "Tenant"})
        cls._let(cls.lived_in, tenant, date_from="2025-01-01")
        cls._let(cls.vacant[:2], tenant, date_from="2024-01-01", date_to="2026-01-31")
        cls._let(cls.vacant[1], tenant, date_from="2026-02-20", role="visitor")
        cls._let(cls.vacant[0], tenant, date_from="2026-04-01")
        cls.Vacancy = cls.env["property.vacancy"].with_context(vacancy_day=DAY)

    @classmethod
    def _let(cls, units, tenant, **values):
        loading = cls.env["property.occupancy"].with_context(property_load=BULK_LOAD)
        return loading.create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": tenant.id,
                    "role": "tenant",
                    "date_from": "2020-01-01",
                    **values,
                }
                for unit in units
            ]
        )

    def test_rates_by_units_and_by_area(self):
        rates = self.Vacancy._get_rates([("site_id", "=", self.tower_site.id)], DAY)
        self.assertEqual(rates, {self.tower_site: (300, 18, 6.0, 25000.0, 1350.0, 5.4)})

    def test_days_run_to_the_next_lease_or_to_the_day(self):
        rows = {
            row.unit_id: row for row in self.Vacancy.search([("is_vacant", "=", True)])
        }
        again, open_end, never = (rows[unit] for unit in self.vacant[:3])
        self.assertEqual(again.days_vacant, 59)  # February and March
        self.assertEqual(open_end.days_vacant, 29)  # a visitor is no lease
        self.assertFalse(never.date_vacated)
        self.assertFalse(self.Vacancy.browse(self.lived_in[0].id).is_vacant)

    def test_same_queries_for_few_and_many(self):
        few, many = self.vacant[:2], self.vacant | self.lived_in[:60]
        Vacancy = self.env["property.vacancy"]
        self.assertSameQueries(
            "property_leads.property_vacancy_view_list",
            Vacancy.browse(few.ids),
            Vacancy.browse(many.ids),
        )

    def test_who_may_see_it(self):
        for role, seen in (("sales", False), ("auditor", True)):
            found = self.Vacancy.with_user(getattr(self, f"user_{role}")).search(
                [("site_id", "=", self.tower_site.id)]
            )
            self.assertEqual(bool(found), seen, role)
        for role in ("agent", "stranger", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.Vacancy.with_user(getattr(self, f"user_{role}")).search([])
