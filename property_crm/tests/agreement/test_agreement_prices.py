from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import AgreementCommon


class TestAgreementPrices(AgreementCommon):
    def test_vectors_of_the_specification(self):
        offer = self._propose(start_date="2026-03-18", end_date="2026-03-31")
        line = offer.line_ids
        self.assertEqual((line.quantity, line.basis), (89.32, "area"))
        self.assertEqual(line.amount_month, 232.23)
        self.assertEqual(line.amount_period, 696.69)
        self.assertEqual(line.amount_total, 104.88)
        self.assertEqual(offer.amount_total, 104.88)

    def test_without_an_end_a_year_counts(self):
        offer = self._propose(end_date=False)
        self.assertAlmostEqual(offer.amount_total, 12 * 232.23, 2)

    def test_one_off_services_are_paid_once(self):
        self._set_price(self.cleaning, 300, basis="once")
        offer = self._propose(
            line_ids=[
                Command.create({"service_id": self.fee.id}),
                Command.create({"service_id": self.cleaning.id, "quantity": 2}),
            ]
        )
        self.assertEqual(offer.amount_once, 600)
        self.assertEqual(offer.amount_month, 232.23)

    def test_the_most_specific_price_holds(self):
        self._set_price(self.fee, 3, site_id=self.site.id)
        self._set_price(self.fee, 4, site_id=self.other_site.id)
        self._set_price(self.fee, 5, site_id=self.site.id, unit_kind="shop")
        self.assertEqual(self._propose().line_ids.price, 3)
        self.unit.kind = "shop"
        self.assertEqual(self._propose().line_ids.price, 5)

    def test_a_new_price_divides_the_line(self):
        self.price.date_to = "2026-04-15"
        self._set_price(self.fee, 2.80, date_from="2026-04-16")
        offer = self._propose(start_date="2026-04-01", end_date="2026-05-31")
        offer.action_take_prices()
        first, second = offer.line_ids.sorted("price")
        self.assertEqual((first.price, str(first.date_to)), (2.60, "2026-04-15"))
        self.assertEqual((second.price, str(second.date_from)), (2.80, "2026-04-16"))
        self.assertEqual(first.amount_total, 116.12)  # 89.32 x 2.60 x 15 / 30
        self.assertEqual(second.amount_total, 375.15)  # 125.05 for 15 days + 250.10
        offer.action_take_prices()
        self.assertEqual(len(offer.line_ids), 2)
        self.assertEqual(offer.amount_total, 491.27)
        self.assertEqual(offer.amount_month, 232.23)

    def test_handing_on_divides_but_keeps_a_price_agreed_on(self):
        self.price.date_to = "2026-04-15"
        self._set_price(self.fee, 2.80, date_from="2026-04-16")
        divided, special = self._propose(), self._propose()
        special.line_ids.price = 2
        (divided | special).action_approve()
        self.assertEqual(len(divided.line_ids), 2)
        self.assertEqual(special.line_ids.price, 2)

    def test_an_area_entered_by_hand_stays(self):
        line = {"service_id": self.fee.id, "basis": "area", "quantity": 50}
        offer = self._propose(unit_id=False, line_ids=[Command.create(line)])
        offer.start_date = "2026-03-01"
        offer.action_approve()
        self.assertEqual(offer.line_ids.quantity, 50)
        self.assertEqual(offer.amount_month, 130)

    def test_two_prices_at_the_same_time_are_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._set_price(self.fee, 3)
            self.env.flush_all()

    def test_prices_of_today(self):
        self.price.date_to = "2020-01-01"
        now = self._set_price(self.fee, 3, date_from="2020-01-02")
        found = self.env["property.price"].search(
            [("is_now", "=", True), ("service_id", "=", self.fee.id)]
        )
        self.assertEqual(found, now)
        self.assertEqual((now | self.price).filtered("is_now"), now)

    def test_site_managers_set_prices_of_their_sites_only(self):
        Price = self.env["property.price"].with_user(self.user_site_manager)
        vals = {"service_id": self.cleaning.id, "price": 9, "basis": "unit"}
        Price.create({**vals, "site_id": self.site.id})
        for site in (self.other_site.id, False):
            with self.subTest(site=site), self.assertRaises(AccessError):
                Price.create({**vals, "site_id": site})
        with self.assertRaises(AccessError):
            self.price.with_user(self.user_site_manager).price = 1
        self.price.with_user(self.user_company_manager).price = 1

    def test_prices_of_other_sites_are_not_seen(self):
        elsewhere = self._set_price(self.fee, 4, site_id=self.other_site.id)
        agent = self.user_agent
        self.assertTrue(self.price.with_user(agent).price)
        with self.assertRaises(AccessError):
            elsewhere.with_user(agent).read(["price"])
        for user in (agent, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.price.with_user(user).write({"price": 1})
