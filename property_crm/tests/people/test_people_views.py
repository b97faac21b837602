from .common import PeopleCommon


class TestPeopleViews(PeopleCommon):
    """Every view costs the same queries for few records and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._create_people(
            *(f"Person {number}" for number in range(52)), phone="+86 138 0013 8000"
        )
        cls.industry = cls.env["res.partner.industry"].create({"name": "Retail"})
        cls.people.industry_id = cls.industry
        cls.units = cls._create_units(52)
        for person, unit in zip(cls.people, cls.units, strict=True):
            cls._own(person, unit=unit)
            cls._live(person, unit=unit)
        cls.contracts = cls.env["property.subcontract"].create(
            [{"partner_id": p.id, "site_id": cls.site.id} for p in cls.people]
        )

    def _assert_views(self, *names, records):
        for name in names:
            for user in (self.user_agent, self.user_company_manager):
                with self.subTest(view=name, user=user.login):
                    self.assertSameQueries(
                        f"property_crm.{name}", records[:2], records[2:], user
                    )

    def _assert_form(self, name, few, many):
        for user in (self.user_agent, self.user_company_manager):
            with self.subTest(view=name, user=user.login):
                self.assertSameQueries(f"property_crm.{name}", few, many, user)

    def test_tenures(self):
        for name in ("ownership", "occupancy"):
            lines = self.env[f"property.{name}"].search(
                [("partner_id", "in", self.people.ids)]
            )
            self._assert_views(f"property_{name}_view_list", records=lines)
            self._assert_form(f"property_{name}_view_form", lines[0], lines[1])

    def test_subcontracts(self):
        self._assert_views("property_subcontract_view_list", records=self.contracts)
        few, many = self.contracts[:2]
        self._note(few, many)
        self._assert_form("property_subcontract_view_form", few, many)

    def test_customers(self):
        self._assert_views(
            "property_customer_view_list",
            "property_customer_view_kanban",
            records=self.people,
        )

    def test_customer_form(self):
        few, many = self._create_people("Few", "Many")
        for person, count in ((few, 2), (many, 40)):
            for unit in self._create_units(count):
                self._own(person, unit=unit)
                self._live(person, unit=unit)
            self.env["property.subcontract"].create(
                [{"partner_id": person.id, "site_id": self.site.id}] * count
            )
            self.env["property.contact.preference"].create(
                [{"partner_id": person.id, "purpose": "any", "phone": "123"}] * count
            )
            self._create_people(*map(str, range(count)), parent_id=person.id)
        self._note(few, many)
        self._assert_form("view_partner_form", few, many)

    def test_unit_form(self):
        few, many = self._create_units(2)
        for unit, people in ((few, self.people[:2]), (many, self.people[2:])):
            for person in people:
                self._own(person, unit=unit, kind="joint")
                self._live(person, unit=unit)
        self._assert_form("property_unit_view_form_people", few, many)

    def test_coverage(self):
        rows = self.env["property.coverage"].search([("unit_id", "in", self.units.ids)])
        self._assert_views("property_coverage_view_list", records=rows)

    def test_duplicates(self):
        self.env.flush_all()
        rows = self.env["property.partner.duplicate"].search(
            [("duplicate_id", "in", self.people.ids)]
        )
        self.assertGreater(len(rows), 50)
        self._assert_views("property_partner_duplicate_view_list", records=rows)

    def test_rules(self):
        rules = self.env["property.completeness.rule"].search([])
        self.assertSameQueries(
            "property_crm.property_completeness_rule_view_list",
            rules[:2],
            rules[2:],
            self.user_company_manager,
        )

    def test_sites(self):
        sites = self.env["property.site"].create(
            [{"name": f"S{n}", "code": f"S{n}"} for n in range(52)]
        )
        for view in ("property_site_view_list_people",):
            self.assertSameQueries(
                f"property_crm.{view}", sites[:2], sites[2:], self.user_company_manager
            )

    def test_disclosures(self):
        boss = self.user_company_manager
        log = self.env["property.disclosure"].create(
            [
                {"partner_id": person.id, "reason": "Leak in the kitchen"}
                for person in self.people
            ]
        )
        self.assertSameQueries(
            "property_crm.property_disclosure_view_list", log[:2], log[2:], boss
        )
        self.assertSameQueries(
            "property_crm.property_disclosure_view_form", log[0], log[1], boss
        )

    def test_customers_by_industry(self):
        found = self.env["res.partner"].formatted_read_group(
            [("id", "in", self.people.ids)], ["industry_id"], ["__count"]
        )
        self.assertEqual([group["__count"] for group in found], [len(self.people)])
        search = self.env.ref("property_crm.property_customer_view_search").arch
        self.assertIn("group_by_industry", search)

    def _note(self, few, many):
        """Write in the chatter of the second more than in that of the first."""
        for record, count in ((few, 1), (many, 20)):
            for number in range(count):
                record.message_post(body=str(number))
