from lxml import html

from odoo.tests import HttpCase

from .common import FundCommon


class TestFundPortal(FundCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.user_portal.partner_id
        cls._own(cls.resident, cls.units[0], date_from="2020-01-01")
        cls._enter(cls.units[0], amount=100.25, reference="Deposit of mine")
        cls._enter(cls.units[1], amount=777.77, reference="Deposit of a neighbour")
        cls._enter(cls.other_unit, amount=55, reference="Elsewhere")
        cls.Entry.create(
            {"building_id": cls.house.id, "kind": "income", "amount": 12.5}
        )

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _get_page(self):
        answer = self.url_open("/my/fund")
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.content)

    def _get_text(self, part=None):
        found = self._get_page()
        texts = [one.text_content() for one in found.cssselect(part or "main")]
        return " ".join(" ".join(texts).split())

    def test_own_units_and_what_is_held_in_common(self):
        text = self._get_text()
        for shown in ("100.25", "Deposit of mine", "12.50", self.units[0].name):
            self.assertIn(shown, text)
        for hidden in ("777.77", "neighbour", "Elsewhere", self.units[1].name):
            self.assertNotIn(hidden, text)
        self.assertEqual(len(self._get_page().cssselect(".o_property_fund_unit")), 1)

    def test_uses_of_the_house_in_one_sum(self):
        self._book(amount=1000)
        motion = self._create_motion()
        self._decide(motion)
        self._book(
            kind="use",
            amount=300,
            basis="motion",
            motion_id=motion.id,
            reference="Lift of house 9",
        )
        wrong = self._book(
            kind="use", amount=10, basis="earlier", reference="Taken by mistake"
        )
        wrong[0].action_reverse()
        self._enter(
            self.other_unit, kind="use", amount=-3, basis="earlier", reference="Far"
        )
        text = self._get_text(".o_property_fund_use")
        self.assertIn("Lift of house 9", text)
        self.assertIn("300.00", text)
        self.assertIn("New lift", text)
        for hidden in ("Taken by mistake", "Far"):
            self.assertNotIn(hidden, text)

    def test_who_has_sold_sees_no_more(self):
        self.units[0].ownership_ids.date_to = "2025-12-31"
        text = self._get_text()
        for hidden in ("100.25", "Deposit of mine", "12.50"):
            self.assertNotIn(hidden, text)

    def test_tenants_and_strangers_see_nothing(self):
        tenant = self._create_people("Tenant")
        self.env["property.occupancy"].create(
            {"unit_id": self.units[0].id, "partner_id": tenant.id, "role": "tenant"}
        )
        accounts = self.Account.with_user(self.user_stranger)
        for partner in (tenant, self.user_stranger.partner_id):
            with self.subTest(partner=partner.name):
                self.assertFalse(accounts._portal_search(partner))
                self.assertFalse(accounts._portal_search_shared(partner))
                self.assertFalse(accounts._portal_get_uses(partner))
        self.logout()
        answer = self.url_open("/my/fund")
        self.assertIn("/web/login", answer.url)

    def test_a_fund_that_runs_low_says_so(self):
        self._enter(
            self.units[0], kind="use", amount=-90, basis="earlier", reference="Roof"
        )
        self.assertIn("30 %", self._get_text(".o_property_fund_unit"))

    def _count_queries(self, act):
        self.env.flush_all()
        before = self.cr.sql_log_count
        act()
        return self.cr.sql_log_count - before

    def test_the_page_costs_the_same_for_few_and_many(self):
        partner = self.resident

        def read():
            self.env.invalidate_all()
            accounts = self.Account.with_user(self.user_portal)
            cards = accounts._portal_get_cards(partner)
            for card in cards:
                account = card["account"]
                self.assertGreaterEqual(account.balance, account.first_deposit - 999)
                self.assertTrue(card["entries"])
                self.assertFalse(any(one.is_reversed for one in card["entries"]))
            return len(accounts._portal_get_uses(partner)) + len(cards)

        self._book(kind="use", amount=10, basis="earlier", reference="Roof")
        read()
        few = self._count_queries(read)
        for unit in self.units[1:]:
            self._own(partner, unit, date_from="2020-01-01")
        for day in range(10):
            self._book(kind="use", amount=10, basis="earlier", reference=f"Roof {day}")
        self.assertGreater(read(), 12)
        self.assertEqual(self._count_queries(read), few)
