from odoo import Command
from odoo.tests import freeze_time

from .common import PeopleCommon


class TestPropertyUnitPeople(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.developer = cls._create_people("Builder Ltd", is_company=True)

    def _legal_owners(self, day=None):
        return self.unit._get_legal_owners(day)[self.unit]

    def test_sale_state(self):
        self.assertEqual(self.unit.sale_state, "unsold")
        self.site.developer_id = self.developer
        self._own(self.wang)
        self.assertEqual(self.unit.sale_state, "undelivered")
        self.unit.date_delivered = "2024-01-01"
        self.assertEqual(self.unit.sale_state, "delivered")

    def test_an_old_estate_without_developer_is_delivered(self):
        self._own(self.wang)
        self.assertEqual(self.unit.sale_state, "delivered")
        self.assertEqual(self._legal_owners(), self.wang)

    @freeze_time("2024-06-01")
    def test_the_developer_is_the_owner_until_delivery(self):
        self.site.developer_id = self.developer
        self.assertEqual(self._legal_owners(), self.developer)
        self._own(self.wang)
        self.unit.date_delivered = "2024-06-02"
        self.assertEqual(self._legal_owners(), self.developer)
        self.assertEqual(self.unit.legal_owner_ids, self.developer)
        self.env.flush_all()
        with freeze_time("2024-06-02"):
            self.env.invalidate_all()
            self.assertEqual(self._legal_owners(), self.wang)
            self.assertEqual(self.unit.sale_state, "undelivered")
            self.env["property.unit"]._refresh_sale_state("2024-06-02", "2024-06-02")
            self.assertEqual(self.unit.sale_state, "delivered")

    def test_former_owners_by_date(self):
        self._own(self.wang, date_to="2021-12-31")
        self._own(self.li, date_from="2022-01-01")
        self.assertEqual(self._legal_owners(self._day("2021-12-31")), self.wang)
        self.assertEqual(self._legal_owners(self._day("2022-01-01")), self.li)

    def _day(self, text):
        return self.env["property.unit"]._fields["date_delivered"].to_date(text)

    def test_coverage_of_a_site(self):
        units = self.unit | self._create_units(3)
        self.wang.email = "wang@example.com"
        self._own(self.wang, unit=units[0])
        self._own(self.li, unit=units[1])
        self._live(self.wang, unit=units[2], date_to="2021-01-01")
        self.assertEqual(self.site.reachable_unit_count, 1)
        self.assertEqual(self.site.coverage, 25.0)
        rows = self.env["property.coverage"].search([("site_id", "=", self.site.id)])
        self.assertEqual(rows.filtered("known_count").unit_id, units[:2])
        self.assertEqual(rows.filtered("reachable_count").unit_id, units[0])
        reachable = self.env["property.unit"].search(
            [("id", "in", units.ids), ("is_reachable", "=", True)]
        )
        self.assertEqual(reachable, units.filtered("is_reachable"))
        self.assertEqual(reachable, units[0])

    def test_coverage_counts_the_units_the_reader_may_see(self):
        self.wang.email = "wang@example.com"
        self._own(self.wang, unit=self.other_unit)
        site = self.other_site.with_user(self.user_company_manager)
        self.assertEqual(site.coverage, 100)
        coverage = self.env["property.coverage"].with_user(self.user_agent)
        self.assertNotIn(self.other_site, coverage.search([]).site_id)

    def test_steward_is_the_nearest_territorys(self):
        boss, own = self.user_agent, self.user_dispatcher
        self._enrol(boss, self.site.territory_id, role="steward", is_primary=True)
        self.assertEqual(self.unit.steward_id, boss)
        part = self.env["property.territory"].create(
            {
                "name": "One",
                "kind": "units",
                "site_id": self.site.id,
                "unit_ids": [Command.link(self.unit.id)],
            }
        )
        self.assertEqual(self.unit.territory_id, part)
        self.assertEqual(self.unit.steward_id, boss)
        staff = self._enrol(own, part, role="steward")
        self.assertEqual(self.unit.steward_id, own)
        staff.date_to = "2021-01-01"
        self.assertEqual(self.unit.steward_id, boss)

    def test_another_steward_can_be_named(self):
        self._enrol(self.user_agent, self.site.territory_id, role="steward")
        self.unit.steward_id = self.user_dispatcher
        self.env.flush_all()
        self.assertEqual(self.unit.steward_id, self.user_dispatcher)

    def test_the_nightly_job_notices_a_steward_who_starts_today(self):
        self._enrol(
            self.user_agent,
            self.site.territory_id,
            role="steward",
            date_from="2099-01-01",
        )
        self.assertFalse(self.unit.steward_id)
        with freeze_time("2099-01-01"), self.enter_registry_test_mode():
            self.env.ref("property_crm.ir_cron_refresh_people").method_direct_trigger()
        self.assertEqual(self.unit.steward_id, self.user_agent)

    def test_same_queries_for_2_and_50(self):
        units = self._create_units(52)
        people = self._create_people(*(f"Person {n}" for n in range(52)))
        for model in (self.Ownership, self.Occupancy):
            model.create(
                [
                    {"unit_id": unit.id, "partner_id": person.id}
                    for unit, person in zip(units, people, strict=True)
                ]
            )
        names = [
            "resident_summary",
            "resident_ids",
            "legal_owner_ids",
            "is_reachable",
            "steward_id",
            "sale_state",
        ]
        counts = []
        for some in (units[:2], units[:2], units[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.user_agent).read(names)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_search_by_person(self):
        self._own(self.wang)
        self._live(self.li, date_to="2021-01-01")

        def found(*condition):
            Unit = self.env["property.unit"]
            return Unit.search([("site_id", "=", self.site.id), condition])

        self.assertEqual(found("resident_ids", "ilike", "wang"), self.unit)
        self.assertFalse(found("resident_ids", "in", self.li.ids))
        self.assertNotIn(self.unit, found("resident_ids", "not in", self.wang.ids))
