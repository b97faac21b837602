from odoo.tests import HttpCase

from .common import AgreementCommon


class TestAgreementTour(AgreementCommon, HttpCase):
    def test_from_the_proposal_to_the_renewal(self):
        offer = self._propose(start_date="2026-01-01", end_date="2126-12-31")
        self.start_tour(
            f"/odoo/proposals/{offer.id}",
            "property_crm_agreement",
            login="property_site_manager",
        )
        self.assertEqual((offer.state, offer.renewal_stage), ("active", "talks"))
        self.assertEqual(offer.signed_by, "Wang Wei")
        self.assertEqual(len(offer.renewal_ids), 1)
        steps = offer.sudo().event_ids.mapped("kind")
        self.assertEqual(set(steps), {"approved", "sent", "accepted"})
