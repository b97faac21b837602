from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..common import LeadsCommon


class TestReservation(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Reservation = cls.env["property.reservation"]
        cls.lead.unit_id = cls.unit
        cls.rival = cls._create_leads(unit_id=cls.unit.id, name="Rival")

    def _reserve(self, lead=None, **values):
        lead = lead or self.lead
        return self.Reservation.create(
            {"unit_id": self.unit.id, "lead_id": lead.id, **values}
        )

    def test_prospect_is_reserved_now(self):
        reservation = self._reserve(deposit_amount=500)
        self.assertEqual(self.lead.phase, "reserved")
        self.assertEqual(self.lead.reserved_until, reservation.expires_at)
        self.assertEqual(reservation.currency_id, self.unit.company_id.currency_id)
        self.assertTrue(self.unit.is_reserved)
        self.assertEqual(
            self.env["property.unit"].search([("is_reserved", "=", True)]), self.unit
        )

    def test_second_is_told_until_when_and_who_if_he_may_see(self):
        self._reserve(expires_at="2999-03-02 08:00:00")
        with self.assertRaisesRegex(ValidationError, "2999.*for Two rooms"):
            self._reserve(self.rival)
        elsewhere = self.Reservation.with_user(self.user_sales_elsewhere).sudo()
        found = self.lead._get_active_reservations().sudo()
        text = found._explain_taken(elsewhere.sudo(False).env)
        self.assertIn("2999", text)
        self.assertNotIn("Two rooms", text)

    @mute_logger("odoo.sql_db")
    def test_database_refuses_a_second(self):
        reservation = self._reserve()
        self.env.flush_all()
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.cr.execute(
                "INSERT INTO property_reservation (unit_id, currency_id, state,"
                " expires_at) SELECT unit_id, currency_id, state, expires_at"
                " FROM property_reservation WHERE id = %s",
                [reservation.id],
            )

    def test_free_again_after_each_end(self):
        self._reserve().with_user(self.user_sales).action_cancel()
        self._reserve()
        self.lead.action_set_lost()
        self._reserve(self.rival)
        states = self.lead.with_context(active_test=False).reservation_ids.mapped(
            "state"
        )
        self.assertEqual(states, ["cancelled", "cancelled"])

    def test_what_ran_out_blocks_nobody_though_no_job_has_run(self):
        first = self._reserve()
        first.sudo().write({"expires_at": "2999-01-01 00:00:00"})
        self.env.flush_all()
        self.cr.execute("UPDATE property_reservation SET expires_at = '2020-01-01'")
        first.invalidate_recordset()
        second = self._reserve(self.rival)
        self.assertEqual((first.state, second.state), ("expired", "active"))

    def test_cron_ends_and_tells_once(self):
        reservation = self._reserve(user_id=self.user_sales.id)
        later = fields.Datetime.now() + timedelta(days=8)
        cron = self.env.ref("property_leads.ir_cron_expire_reservations")
        self.env.flush_all()
        self.cr.execute("UPDATE property_reservation SET expires_at = '2020-01-01'")
        reservation.invalidate_recordset()
        for _time in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.assertEqual(reservation.state, "expired")
        self.assertLess(reservation.closed_at, later)
        told = self.lead.activity_ids.filtered(
            lambda one: one.user_id == self.user_sales
        )
        self.assertEqual(len(told), 1)

    def test_past_expiry_and_state_by_hand_are_refused(self):
        late = "Reserved until"
        with self.assertRaisesRegex(ValidationError, late), self.cr.savepoint():
            self._reserve(expires_at="2020-01-01 00:00:00")
        reservation = self._reserve()
        with self.assertRaises(ValidationError):
            reservation.with_user(self.user_sales).state = "expired"
        with self.assertRaises(UserError):
            reservation.unlink()

    def test_button_opens_the_same_again(self):
        lead = self.lead.with_user(self.user_sales)
        self.assertEqual(lead.action_reserve()["res_id"], lead.reservation_ids.id)
        self.assertEqual(lead.action_reserve()["res_id"], lead.reservation_ids.id)
        lead.reservation_ids.action_extend()
        self.assertFalse(self._create_leads(wish_area_min=1).match_ids)

    def test_api_is_idempotent_and_names_the_parameter(self):
        api = self.Reservation.with_user(self.user_integration)
        first = api.api_reserve(self.unit.id, "K1", lead=self.lead.id, deposit=10)
        again = api.api_reserve(self.unit.id, "K1", lead=self.lead.id, deposit=10)
        self.assertEqual(
            (first.pop("status"), again.pop("status")), ("created", "unchanged")
        )
        self.assertEqual(first, again)
        for name, call in {
            "key": (self.unit.id, ""),
            "unit": ("x", "K2"),
            "deposit": (self.unit.id, "K2", None, None, "much"),
            "expires_at": (self.unit.id, "K2", None, None, 0, "soon"),
        }.items():
            with self.subTest(name=name), self.assertRaisesRegex(ValidationError, name):
                api.api_reserve(*call)
        with self.assertRaisesRegex(ValidationError, "is reserved until"):
            api.api_reserve(self.unit.id, "K3")
        with self.assertRaises(AccessError):
            api.api_reserve(self.other_unit.id, "K4")

    def test_who_may_see_and_reserve(self):
        reservation = self._reserve()
        for role in ("agent", "stranger", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                reservation.with_user(getattr(self, f"user_{role}")).read(["state"])
        with self.assertRaises(AccessError):
            reservation.with_user(self.user_sales_elsewhere).read(["state"])
        with self.assertRaises(AccessError):
            reservation.with_user(self.user_auditor).note = "Changed"

    def test_list_costs_the_same_queries(self):
        units = self._create_units(20)
        many = self.Reservation.create(
            [{"unit_id": unit.id, "lead_id": self.lead.id} for unit in units]
        )
        self.assertSameQueries(
            "property_leads.property_reservation_view_list",
            many[:2],
            many,
            self.user_sales,
        )
