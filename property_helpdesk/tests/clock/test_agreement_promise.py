from .common import ClockCommon


class TestAgreementPromise(ClockCommon):
    """Who has agreed on more is served sooner."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.premium = cls._create_policy(
            name="Premium", sequence=1, response_minutes=5, service_level="premium"
        )
        cls.agreement = cls.env["agreement"].create(
            {
                "name": "Service",
                "partner_id": cls.env["res.partner"].create({"name": "Wang"}).id,
                "unit_id": cls.unit.id,
                "state": "active",
                "service_level": "premium",
                "start_date": "2026-03-10",
                "end_date": "2026-03-20",
            }
        )

    def _get_promise(self, day, **values):
        ticket = self._receive(f"{day} 09:00", unit_id=self.unit.id, **values)
        return ticket.sla_policy_id

    def test_the_level_agreed_on_for_the_unit(self):
        self.assertEqual(self._get_promise("2026-03-10"), self.premium)
        for day in ("2026-03-09", "2026-03-23"):
            self.assertEqual(self._get_promise(day), self.policy)

    def test_another_level_or_a_draft_promises_nothing(self):
        self.agreement.service_level = "basic"
        self.assertEqual(self._get_promise("2026-03-10"), self.policy)
        self.agreement.write({"service_level": "premium", "state": "sent"})
        self.assertEqual(self._get_promise("2026-03-10"), self.policy)

    def test_an_agreement_on_no_unit_holds_for_its_customer(self):
        self.agreement.unit_id = False
        customer = self.agreement.partner_id
        self.assertEqual(self._get_promise("2026-03-10"), self.policy)
        promise = self._get_promise("2026-03-10", partner_id=customer.id)
        self.assertEqual(promise, self.premium)

    def test_with_or_without_any_agreement(self):
        self.premium.write({"service_level": False, "has_agreement": "no"})
        self.assertEqual(self._get_promise("2026-03-10"), self.policy)
        self.assertEqual(self._get_promise("2026-03-09"), self.premium)

    def test_one_query_for_2_and_for_20(self):
        tickets = self._create_tickets(22)
        rules, _found = self.env["property.sla.policy"]._get_rules(self.env.company.id)
        counts = []
        for some in (tickets[:2], tickets[2:]):
            some.mapped("partner_id.commercial_partner_id.name")
            some.mapped("unit_id.name")
            some.mapped("site_id.tz")
            before = self.cr.sql_log_count
            some._get_agreement_facts(rules)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
