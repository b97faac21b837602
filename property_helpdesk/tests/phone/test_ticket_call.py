from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestTicketCall(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call = cls.env["property.call"].create(
            {
                "partner_id": cls.resident.id,
                "unit_id": cls.unit.id,
                "user_id": cls.user_dispatcher.id,
                "note": "No hot water\nSince yesterday",
                "sentiment": "angry",
            }
        )

    def _open_request(self):
        """Return the form that the button on the call opens."""
        action = self.call.with_user(self.user_dispatcher).action_new_request()
        Ticket = self.Ticket.with_user(self.user_dispatcher)
        return Form(Ticket.with_context(**action["context"]))

    def test_a_call_becomes_a_request_with_its_mood(self):
        with self._open_request() as form:
            self.assertEqual(form.name, "No hot water")
            self.assertEqual(form.partner_id, self.resident)
        ticket = form.record
        self.assertRecordValues(
            ticket,
            [
                {
                    "unit_id": self.unit.id,
                    "caller_sentiment": "angry",
                    "call_ids": self.call.ids,
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "phone")
        self.assertIn("Since yesterday", str(ticket.description))
        self.assertEqual((ticket.call_count, self.call.ticket_count), (1, 1))
        self.assertTrue(self.call.api_popup()["can_request"])

    def test_one_call_about_several_requests(self):
        tickets = self.Ticket.create(
            [
                {"name": name, "description": name, "unit_id": self.unit.id}
                for name in ("Lift", "Lamp")
            ]
        )
        self.call.ticket_ids = tickets
        self.assertEqual(self.call.ticket_count, 2)
        for ticket in tickets:
            action = ticket.with_user(self.user_agent).action_view_calls()
            found = self.env["property.call"].search(action["domain"])
            self.assertEqual(found, self.call)

    def test_requests_of_others_are_not_linked(self):
        other = self.Ticket.create(
            {"name": "Far", "description": "Far", "unit_id": self.other_unit.id}
        )
        with (
            mute_logger("odoo.addons.base.models.ir_rule"),
            self.assertRaises(AccessError),
        ):
            self.call.with_user(self.user_agent).ticket_ids = [Command.link(other.id)]
