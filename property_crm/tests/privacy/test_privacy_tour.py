from odoo.tests import HttpCase

from .common import PrivacyCommon


class TestPrivacyTour(PrivacyCommon, HttpCase):
    def test_from_the_question_to_the_copy_and_the_erasure(self):
        person = self.user_portal.partner_id
        self._move_in(person, self.unit)
        self.env["property.occupancy"].search(
            [("partner_id", "=", person.id)]
        ).date_to = "2021-01-01"
        Request = self.env["property.data.request"]
        asked = Request.create(
            [{"partner_id": person.id, "kind": kind} for kind in ("copy", "delete")]
        )
        self.start_tour(
            "/odoo/data-requests",
            "property_crm_privacy",
            login="property_company_manager",
        )
        self.assertEqual(asked.mapped("state"), ["done", "done"])
        self.assertTrue(person.erased_on)
        self.assertFalse(self.user_portal.active)
        self.assertEqual(asked.user_id, self.user_company_manager)
