# Takes long
from odoo.tests import HttpCase, tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestLeadTour(HttpCase, LeadsCommon):
    """Somebody who lets flats, from the wish to the move-in."""

    def test_from_prospect_to_handover(self):
        self.unit.write({"rent_asked": 5000, "area_gross": 90})
        self.lead.write({"wish_unit_kind": "dwelling", "wish_area_min": 80})
        manager = self.user_site_manager
        manager.password = "property_site_manager"
        self.start_tour(
            f"/odoo/action-property_leads.property_lead_action/{self.lead.id}",
            "property_leads_to_handover",
            login=manager.login,
        )
        self.assertEqual(self.lead.won_status, "won")
        self.assertEqual(self.lead.reservation_ids.state, "agreed")
        self.assertEqual(self.lead.move_id.unit_id, self.unit)
        self.assertEqual(self.lead.agreement_ids.state, "active")
