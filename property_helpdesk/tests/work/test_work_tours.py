from odoo.tests import HttpCase

from ..common import HelpdeskCommon


class TestTechnicianOnThePhone(HttpCase, HelpdeskCommon):
    browser_size = "375x667"
    touch_enabled = True

    def test_from_my_day_to_a_finished_request(self):
        ticket = self._create_tickets(
            class_id=self.leak.id, user_id=self.user_technician.id
        )
        self.start_tour("/odoo/my-day", "property_helpdesk_work", login="technician")
        self.assertTrue(ticket.closed)
        self.assertRecordValues(
            ticket,
            [
                {
                    "solution": "Washer replaced",
                    "close_cause": "solved",
                    "fault_cause_id": self.env.ref(
                        "property_helpdesk.property_fault_cause_wear"
                    ).id,
                }
            ],
        )
        self.assertRecordValues(
            ticket.material_ids,
            [{"name": "Washer", "quantity": 2, "payer": "customer"}],
        )
        self.assertEqual(ticket.checklist_ids.mapped("is_done").count(True), 1)
