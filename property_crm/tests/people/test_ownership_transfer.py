from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import PeopleCommon


class TestOwnershipTransfer(PeopleCommon):
    def _transfer(self, *buyers, user=None, **values):
        transfer = self.env["property.ownership.transfer"].with_user(
            user or self.user_site_manager
        )
        transfer = transfer.create(
            {
                "unit_id": self.unit.id,
                "date": "2024-05-01",
                "buyer_ids": [Command.set([buyer.id for buyer in buyers])],
                **values,
            }
        )
        transfer.action_transfer()
        return self.unit.ownership_ids.filtered(lambda own: own.partner_id in buyers)

    def test_sale(self):
        old = self._own(self.wang)
        new = self._transfer(self.li, title_number="T1")
        self.assertEqual(old.date_to, date(2024, 4, 30))
        self.assertEqual((new.kind, new.date_from), ("sole", date(2024, 5, 1)))
        self.assertEqual(new.title_number, "T1")

    def test_first_sale_by_the_developer(self):
        self.assertEqual(self._transfer(self.li).kind, "sole")

    def test_one_of_three_sells_to_two(self):
        sellers = self._own(self.wang, share=(1, 3))
        self._own(self.li, share=(2, 3))
        four, five = self._create_people("Four", "Five")
        new = self._transfer(four, five, seller_ids=[Command.set(sellers.ids)])
        self.assertEqual(new.mapped("share_text"), ["1/6", "1/6"])

    def test_to_a_couple_jointly(self):
        self._own(self.wang)
        new = self._transfer(self.li, self.zhao, is_joint=True)
        self.assertEqual(new.mapped("kind"), ["joint", "joint"])

    def test_nothing_to_sell(self):
        self._own(self.wang)
        with self.assertRaises(UserError):
            self._transfer(self.li, seller_ids=[Command.clear()])

    def test_only_managers_sell(self):
        with self.assertRaises(AccessError):
            self._transfer(self.li, user=self.user_dispatcher)
