from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command

from ...models.need.revenue import PropertyRevenue
from ..common import PropertyCommon


class TestInternalShare(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group, cls.other = cls.env["res.partner"].create(
            [
                {"name": "Group Trade", "is_company": True, "is_own_group": True},
                {"name": "Other Trade", "is_company": True},
            ]
        )
        cls.clerk = cls.env["res.partner"].create(
            {"name": "Clerk", "parent_id": cls.group.id}
        )

    def test_who_is_internal(self):
        people = self.group | self.other | self.clerk | self.env.company.partner_id
        found = self.env["res.partner"].search(
            [("is_internal_customer", "=", True), ("id", "in", people.ids)]
        )
        self.assertEqual(found, people - self.other)
        self.assertEqual(people.filtered("is_internal_customer"), found)
        self.assertIn("Internal customer", self.clerk.customer_groups)

    def test_a_third_of_the_revenue(self):
        amounts = {self.group: 100, self.clerk: 80, self.other: 420}
        share = self.env["property.internal.share"].with_user(self.user_company_manager)
        with patch.object(PropertyRevenue, "_get_revenue", lambda *_args: amounts):
            shown = share.create({})
            self.assertEqual(shown.revenue_total, 600)
            self.assertEqual(shown.revenue_internal, 180)
            self.assertEqual(shown.share, 30)
            self.assertIn(self.group, shown.partner_ids)

    def test_revenue_of_agreements_in_force(self):
        service = self.env["property.service"].create(
            {"name": "Cleaning", "code": "CLEAN"}
        )
        lines = [
            {"service_id": service.id, "basis": "unit", "quantity": 1, "price": 90},
            {"service_id": service.id, "basis": "once", "quantity": 1, "price": 50},
        ]
        agreements = self.env["agreement"].create(
            [
                {
                    "name": partner.name,
                    "partner_id": partner.id,
                    "start_date": "2026-01-01",
                    "end_date": "2026-12-31",
                    "line_ids": [Command.create(dict(line)) for line in lines],
                }
                for partner in (self.group, self.other)
            ]
        )
        Revenue = self.env["property.revenue"]
        days = (date(2026, 1, 1), date(2026, 2, 28))
        self.assertFalse(Revenue._get_revenue(*days))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE agreement SET state = 'active' WHERE id IN %s", [agreements._ids]
        )
        self.env.invalidate_all()
        self.assertEqual(
            Revenue._get_revenue(*days), {self.group: 230, self.other: 230}
        )

    def test_no_revenue_is_known(self):
        self.assertEqual(self.env["property.internal.share"].create({}).share, 0)

    def test_only_company_managers(self):
        for user in (self.user_site_manager, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["property.internal.share"].with_user(user).create({})
