from odoo.fields import Command

from ..common import HelpdeskCommon


class TestHandoverDefects(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        [cls.new_unit] = cls._create_units(1)
        cls.handover = cls.env["property.handover"].create(
            {
                "unit_id": cls.new_unit.id,
                "inspector_id": cls.user_technician.id,
                "buyer_ids": [Command.create({"partner_id": cls.resident.id})],
            }
        )

    def test_each_defect_is_one_warranty_request(self):
        handover = self.handover
        handover.action_notify()
        handover.action_inspect()
        mine = handover.with_user(self.user_technician)
        first, second = mine.item_ids[:2]
        (first + second).write({"result": "defect", "note": "Crack"})
        mine.refuse_reason = "Cracks"
        for _turn in range(2):
            mine.item_ids._report_defects()
        mine.action_refuse()
        tickets = self.Ticket.search([("unit_id", "=", self.new_unit.id)])
        self.assertEqual(len(tickets), 2)
        self.assertEqual((first + second).sudo().ticket_id, tickets)
        self.assertEqual(set(tickets.mapped("is_warranty")), {True})
        self.assertEqual(tickets.partner_id, self.resident)
        self.assertEqual(
            tickets.class_id, self._get_class("whole_home_walls_handover_defect")
        )
        self.assertIn("Crack", tickets[0].name)

    def test_open_requests_are_shown_before_a_move(self):
        self.Ticket.create({"name": "Leak", "unit_id": self.unit.id})
        self.assertIn(("Requests", 1), self.unit._get_open_items())
        self.assertFalse(self.new_unit._get_open_items())
