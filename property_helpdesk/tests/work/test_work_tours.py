from odoo.tests import HttpCase

from odoo.addons.property_crm.tests.place.test_client import hoot_id
from odoo.addons.web.tests.test_js import unit_test_error_checker

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


class TestWorkUnits(HttpCase, HelpdeskCommon):
    def test_unit_tests_in_the_browser(self):
        suite = hoot_id("@property_helpdesk")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
