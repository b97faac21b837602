from datetime import date
from fractions import Fraction

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import MoveCommon

DAY = date(2026, 4, 1)
EVE = date(2026, 3, 31)


@freeze_time("2026-03-09 04:00:00")
class TestSale(MoveCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann, cls.bob, cls.eve = cls._create_people("Ann", "Bob", "Eve")

    def _sell(self, *buyers, **values):
        return self._prepare("sale", *buyers, date="2026-04-01", **values)

    def _confirm(self, move):
        self.assertDoneAsShown(move, self.user_site_manager)

    def test_one_sells_to_one(self):
        self._own(self.wang)
        self._live(self.wang, role="owner_occupier")
        move = self._sell((self.ann, {"lives_here": True}), title_number="T-1")
        # the tenant stays
        self.assertEqual(move.occupancy_ids.partner_id, self.wang)
        self._confirm(move)
        self.assertEqual(self._get_owners(EVE), {"Wang Wei": "Sole owner"})
        self.assertEqual(self._get_owners(DAY), {"Ann": "Sole owner"})
        self.assertEqual(
            self._get_occupants(DAY),
            {self.resident.name: "tenant", "Ann": "owner_occupier"},
        )
        self.assertEqual(self.unit.ownership_ids._on_date(DAY).title_number, "T-1")

    def test_several_sell_to_several_in_fractions(self):
        self._own(self.wang, share=(1, 3))
        self._own(self.li, share=(1, 6))
        stays = self._own(self.zhao, share=(1, 2))
        move = self._sell(
            (self.ann, {"share_numerator": 1, "share_denominator": 4}),
            (self.bob, {"share_numerator": 1, "share_denominator": 8}),
            (self.eve, {"share_numerator": 1, "share_denominator": 8}),
            share_mode="fractions",
        )
        move.ownership_ids -= stays
        self.assertFalse(move.occupancy_ids)
        self._confirm(move)
        self.assertEqual(
            self._get_owners(DAY),
            {"Zhao Min": "1/2", "Ann": "1/4", "Bob": "1/8", "Eve": "1/8"},
        )
        for day in (EVE, DAY):
            held = self.unit.ownership_ids._on_date(day)._get_holdings()
            self.assertEqual(sum(holding.share for holding in held), Fraction(1))

    def test_fractions_must_add_up(self):
        self._own(self.wang)
        move = self._sell(
            (self.ann, {"share_numerator": 1, "share_denominator": 3}),
            (self.bob, {"share_numerator": 1, "share_denominator": 3}),
            share_mode="fractions",
        )
        with self.assertRaisesRegex(UserError, "Share: .* 1, .* 2/3"):
            move.action_confirm()
        move.line_ids[0].share_numerator = 2
        self._confirm(move)

    def test_equal_parts_of_a_part(self):
        self._own(self.wang, share=(1, 3))
        self._own(self.li, share=(2, 3))
        move = self._sell(self.ann, self.bob)
        move.ownership_ids = move.ownership_ids[:1]
        sold = Fraction(
            move.ownership_ids.share_numerator, move.ownership_ids.share_denominator
        )
        self._confirm(move)
        owners = self._get_owners(DAY)
        self.assertEqual(owners["Ann"], str(sold / 2))
        self.assertEqual(owners["Bob"], str(sold / 2))

    def test_joint_owners_sell_to_a_couple(self):
        self._own(self.wang, kind="joint")
        self._own(self.li, kind="joint")
        move = self._sell(self.ann, self.bob, share_mode="joint")
        self._confirm(move)
        self.assertEqual(self._get_owners(DAY), {"Ann": "Joint", "Bob": "Joint"})

    def test_one_of_the_joint_owners_is_replaced(self):
        self._own(self.wang, kind="joint")
        self._own(self.li, kind="joint")
        move = self._sell(self.ann)
        move.ownership_ids = move.ownership_ids.filtered(
            lambda owner: owner.partner_id == self.wang
        )
        with self.assertRaisesRegex(UserError, "How the buyers hold it"):
            move.action_confirm()
        move.share_mode = "joint"
        self._confirm(move)
        self.assertEqual(self._get_owners(DAY), {"Li Na": "Joint", "Ann": "Joint"})

    def test_a_later_owner_stands_in_the_way(self):
        now = self._own(self.wang, date_to="2026-04-30")
        self._own(self.li, date_from="2026-05-01")
        move = self._sell(self.ann)
        self.assertEqual(move.ownership_ids, now)
        with self.assertRaisesRegex(UserError, "Share: .* 2 from 2026-05-01"):
            move.action_confirm()

    def test_a_first_owner(self):
        move = self._sell(self.ann)
        self._confirm(move)
        self.assertEqual(self._get_owners(DAY), {"Ann": "Sole owner"})
        self.assertFalse(self._get_owners(EVE))

    def test_who_has_sold_for_later_cannot_sell_for_earlier(self):
        for kind, mode in (("joint", "joint"), ("sole", "joint")):
            [unit] = self._create_units(1)
            owner = self._own(self.wang, unit=unit, kind=kind)
            first = self._sell(self.ann, unit=unit, share_mode=mode)
            again = self._sell(self.bob, unit=unit, share_mode=mode)
            earlier = self._prepare(
                "sale", self.bob, unit=unit, share_mode=mode, date="2026-03-20"
            )
            first.action_confirm()
            for move in (again, earlier):
                with (
                    self.subTest(kind=kind, day=move.date),
                    self.assertRaisesRegex(
                        UserError, "Sellers: Wang Wei .*/01/2026.*Ann"
                    ),
                ):
                    move.with_user(self.user_site_manager).action_confirm()
            self.assertEqual(owner.date_to, EVE)
            first.action_cancel()
            earlier.action_confirm()
            self.assertEqual(owner.date_to, date(2026, 3, 19))

    def test_no_day_without_an_owner(self):
        self._own(self.wang)
        move = self._sell(self.ann, last_day="2026-03-20")
        with self.assertRaisesRegex(UserError, "Last day"):
            move.action_confirm()

    def test_managers_confirm_what_the_desk_prepared(self):
        self._own(self.wang)
        move = self._sell(self.ann)
        mine = move.with_user(self.desk)
        self.assertFalse(mine.may_confirm)
        with self.assertRaises(AccessError):
            mine.action_confirm()
        move.with_user(self.user_site_manager).action_confirm()
        self.assertEqual(move.state, "confirmed")
        with self.assertRaises(UserError):
            mine.action_cancel()
        move.with_user(self.user_site_manager).action_cancel()
        self.assertEqual(self._get_owners(DAY), {"Wang Wei": "Sole owner"})
