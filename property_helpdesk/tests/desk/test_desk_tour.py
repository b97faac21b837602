from odoo.tests import HttpCase

from ..common import HelpdeskCommon


class TestResidentReturns(HttpCase, HelpdeskCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_resident_rates_and_sends_back(self):
        self._create_portal("tenant", self.resident)
        ticket = self._create_tickets()
        ticket._close("Washer replaced")
        self.start_tour(
            "/my/tickets?filterby=closed", "property_helpdesk_return", login="tenant"
        )
        self.assertFalse(ticket.stage_id.closed)
        self.assertEqual(ticket.reopen_count, 1)
        rating = self.env["rating.rating"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", ticket.id)]
        )
        self.assertEqual(rating.rating, 2)
        self.assertEqual(
            rating.reason_ids,
            self.env.ref("property_helpdesk.property_rating_reason_slow"),
        )
