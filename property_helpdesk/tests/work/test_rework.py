from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from ..common import HelpdeskCommon


class TestRework(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heating = cls._get_class("room_heating_not_warm_enough")
        cls.earlier = cls._create_tickets(class_id=cls.leak.id)
        cls.earlier._close("Washer replaced")
        cls._age(cls.earlier, 29)

    @classmethod
    def _age(cls, tickets, days):
        closed = fields.Datetime.now() - timedelta(days=days)
        tickets.sudo().write({"closed_date": closed})

    def _create(self, **values):
        return self._create_tickets(**{"class_id": self.leak.id, **values})

    def test_same_place_and_category_so_soon(self):
        again = self._create()
        self.assertEqual(again.rework_of_id, self.earlier)
        self.assertTrue(again.is_rework)
        found = self.Ticket.search([("is_rework", "=", True), ("id", "=", again.id)])
        self.assertEqual(found, again)

    def test_the_latest_repair_counts(self):
        later = self._create()
        later._close("Tap replaced")
        self.assertEqual(self._create().rework_of_id, later)

    def test_not_another_place_class_or_time(self):
        neighbours = self._create_units(1)
        for values in ({"unit_id": neighbours.id}, {"class_id": self.heating.id}):
            with self.subTest(values=values):
                self.assertFalse(self._create(**values).is_rework)
        self._age(self.earlier, 31)
        self.assertFalse(self._create().is_rework)
        self.env.company.rework_days = 60
        self.assertTrue(self._create().is_rework)
        self.env.company.rework_days = 0
        self.assertFalse(self._create().is_rework)

    def test_another_class_of_the_category_is_rework(self):
        other = self.env["property.ticket.class"].search(
            [
                ("category_id", "=", self.leak.category_id.id),
                ("id", "!=", self.leak.id),
            ],
            limit=1,
        )
        self.assertEqual(self._create(class_id=other.id).rework_of_id, self.earlier)

    def test_without_a_class_the_category_decides(self):
        category = self.leak.category_id
        same = self._create(class_id=False, category_id=category.id)
        self.assertEqual(same.rework_of_id, self.earlier)
        other = self._create(class_id=False, category_id=self.heating.category_id.id)
        self.assertFalse(other.is_rework)
        self.assertFalse(self._create(class_id=False).is_rework)

    def test_what_nobody_worked_on_is_not_repeated(self):
        for cause in ("withdrawn", "duplicate", "not_ours"):
            with self.subTest(cause=cause):
                self.earlier.sudo().close_cause = cause
                self.assertFalse(self._create().is_rework)

    def test_found_when_somebody_says_what_it_is(self):
        ticket = self._create_tickets()
        self.assertFalse(ticket.is_rework)
        ticket.with_user(self.user_dispatcher).class_id = self.leak
        self.assertEqual(ticket.rework_of_id, self.earlier)
        ticket.with_user(self.user_dispatcher).class_id = self.heating
        self.assertFalse(ticket.is_rework)

    def test_nobody_writes_it_by_hand(self):
        ticket = self._create_tickets().with_user(self.user_dispatcher)
        for values in ({"is_rework": True}, {"rework_of_id": self.earlier.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                ticket.write(values)

    def test_few_and_many_cost_the_same(self):
        units = self._create_units(50)
        for unit in units:
            self._create(unit_id=unit.id)._close("Done")
        counts = []
        for some in (units[:2], units):
            vals_list = [
                self._prepare_vals(unit_id=unit.id, class_id=self.leak.id)
                for unit in some
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self.Ticket._complete_vals_list(vals_list)
            counts.append(self.cr.sql_log_count - before)
            self.assertTrue(all(row["rework_of_id"] for row in rows))
        self.assertEqual(*counts)
