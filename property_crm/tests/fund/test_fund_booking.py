from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time

from .common import FundCommon


@freeze_time("2026-03-02 02:00:00")
class TestFundBooking(FundCommon):
    def test_the_vector_of_the_specification(self):
        entries = self._book(amount=1000)
        self.assertEqual(entries.unit_id, self.units)
        self.assertEqual(entries.mapped("amount"), [230.88, 262.36, 196.58, 310.18])
        self.assertEqual(len(set(entries.mapped("number"))), 1)
        self.assertEqual(self.house.fund_balance, 1000)

    def test_a_use_is_paid_by_those_who_share_the_part(self):
        self._book(amount=1000)
        self.units[2:].entrance = "2"
        entries = self._book(
            kind="use",
            amount=100,
            scope="entrance",
            entrance="2",
            basis="emergency",
            announced_on="2026-03-01",
            reference="Burst pipe",
        )
        self.assertEqual(entries.unit_id, self.units[2:])
        self.assertEqual(entries.mapped("amount"), [-38.79, -61.21])
        self.assertEqual(set(entries.mapped("basis")), {"emergency"})
        self.assertEqual(self.house.fund_balance, 900)

    def test_lists_of_units_and_whole_sites(self):
        some = self._book(scope="unit", unit_ids=self.units[:2].ids, amount=10)
        self.assertEqual(some.unit_id, self.units[:2])
        whole = self._book(scope="site", amount=10)
        self.assertEqual(whole.unit_id, self.units)  # those with an area
        alone = self._book(scope="unit", unit_ids=self.unit.ids, amount=3)
        self.assertEqual((alone.unit_id, alone.amount), (self.unit, 3))

    def test_what_is_not_split(self):
        house = self._book(is_split=False, kind="income", amount=50)
        self.assertEqual((house.building_id, house.amount), (self.house, 50))
        self.assertFalse(house.unit_id)
        site = self._book(scope="site", is_split=False, kind="interest", amount=7)
        self.assertFalse(site.building_id)
        self.assertEqual(self.site.fund_balance, 57)

    def test_a_basis_is_of_uses_only(self):
        entries = self._book(basis="earlier", motion_id=False)
        self.assertEqual(set(entries.mapped("basis")), {False})

    def test_a_topping_up_that_the_owners_have_decided(self):
        motion = self._create_motion("major")
        raise_it = {"kind": "topup", "amount": 40, "motion_id": motion.id}
        with self.assertRaises(ValidationError):  # it has not passed
            self._book(**raise_it)
        self._decide(motion)
        entries = self._book(**raise_it)
        self.assertEqual(entries.motion_id, motion)
        self.assertEqual(self.house.fund_balance, 40)

    def test_refusals(self):
        for values in (
            {"amount": 0},
            {"amount": -5},
            {"building_id": self.other_building.id},
            {"building_id": False},
            {"scope": "unit"},
            {"building_id": self.building.id, "scope": "building"},
            {"scope": "entrance", "entrance": "7"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._create_units(1)
                self._book(**values)
        with self.assertRaises(ValidationError):
            self._book(kind="use", basis="motion")

    def test_the_whole_booking_is_booked_back(self):
        entries = self._book(amount=1000)
        entries[0].with_user(self.user_site_manager).action_reverse()
        self.assertTrue(all(entry.is_reversed for entry in entries))
        self.assertEqual(self.house.fund_balance, 0)

    def test_who_goes_below_zero_is_shown(self):
        self._book(amount=1000)
        booking = self.env["property.fund.booking"].create(
            {
                "site_id": self.site.id,
                "building_id": self.house.id,
                "amount": 1000.01,
                "kind": "use",
                "basis": "earlier",
                "reference": "Vote of 2019",
            }
        )
        booking.action_preview()
        self.assertTrue(booking.is_overdrawn)
        self.assertEqual(sum(line.after < 0 for line in booking.line_ids), 1)
        booking.amount = 1000
        booking.action_preview()
        self.assertFalse(booking.is_overdrawn)
        self.assertEqual(booking.line_ids.mapped("after"), [0] * 4)

    def test_from_the_account(self):
        account = self._book(amount=1000)[0].account_id
        action = account.with_user(self.user_site_manager).action_book()
        model = self.env["property.fund.booking"].with_user(self.user_site_manager)
        with Form(model.with_context(**action["context"])) as form:
            form.kind = "topup"
            form.amount = 20
        form.record.action_book()
        account.invalidate_recordset()
        self.assertEqual(account.balance, 250.88)
