from odoo.exceptions import UserError
from odoo.tests import Form

from ..common import HelpdeskCommon


class TestClosing(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wear = cls.env.ref("property_helpdesk.property_fault_cause_wear")
        cls.enquiry = cls.env["helpdesk.ticket.type"].search(
            [("case_type", "=", "enquiry")], limit=1
        )

    def _open_wizard(self, ticket):
        action = ticket.with_user(self.user_agent).action_close()
        wizard = self.env[action["res_model"]].with_user(self.user_agent)
        return Form(wizard.with_context(**action["context"]))

    def test_a_repair_says_why_it_broke(self):
        ticket = self._create_tickets(class_id=self.leak.id)
        self.assertEqual(ticket.case_type, "repair")
        with self.assertRaises(AssertionError), self._open_wizard(ticket) as form:
            form.solution = "Washer replaced"
        wizard = self.env["property.ticket.close"].create(
            {"ticket_ids": ticket.ids, "solution": "Washer replaced"}
        )
        with self.assertRaisesRegex(UserError, "Cause of the fault"):
            wizard.action_close()
        with self._open_wizard(ticket) as form:
            form.solution = "Washer replaced"
            form.fault_cause_id = self.wear
        form.record.action_close()
        self.assertTrue(ticket.closed)
        self.assertEqual(ticket.fault_cause_id, self.wear)
        self.assertEqual(ticket.event_ids.sorted("id").mapped("kind")[1:], ["closed"])

    def test_nothing_broke_in_an_enquiry_or_where_it_is_not_ours(self):
        enquiry = self._create_tickets(type_id=self.enquiry.id)
        with self._open_wizard(enquiry) as form:
            form.solution = "Told"
        form.record.action_close()
        repair = self._create_tickets(class_id=self.leak.id)
        with self._open_wizard(repair) as form:
            form.solution = "Sent on"
            form.close_cause = "not_ours"
        form.record.action_close()
        self.assertTrue(enquiry.closed and repair.closed)

    def test_opened_again_it_has_no_cause(self):
        ticket = self._create_tickets(class_id=self.leak.id)
        ticket._close("Washer replaced", fault_cause_id=self.wear.id)
        ticket._reopen("Drips again")
        self.assertFalse(ticket.fault_cause_id)
        self.assertTrue(ticket.is_rework)
