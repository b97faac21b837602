from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from .common import VisitCommon


class VisitTourCommon(HttpCase, VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever the hour is when the tests run, it is an hour of work
        cls.site.resource_calendar_id = False
        cls.env.company.resource_calendar_id = False
        cls.env["property.visit.window"].search([]).write(
            {"hour_from": 0, "hour_to": 23.9}
        )
        cls.soon = fields.Datetime.now() + timedelta(minutes=5)


class TestTechnicianVisits(VisitTourCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_technician_goes_there(self):
        visit = self.env["property.visit"].create(
            {
                "ticket_id": self.ticket.id,
                "user_id": self.tech.id,
                "start": self.soon,
                "stop": self.soon + timedelta(hours=1),
            }
        )
        self.start_tour(
            "/odoo/my-visits", "property_helpdesk_visit_technician", login="technician"
        )
        self.assertEqual(visit.state, "on_site")
        self.assertTrue(self.ticket.arrived_at)


class TestDispatcherVisits(VisitTourCommon):
    def test_dispatcher_plans_a_visit(self):
        self.start_tour(
            f"/odoo/helpdesk.ticket/{self.ticket.id}",
            "property_helpdesk_visit_dispatcher",
            login="property_dispatcher",
        )
        visit = self.ticket.visit_ids
        self.assertEqual(visit.user_id, self.tech)
        self.assertEqual(visit.state, "planned")
        self.assertTrue(visit.agreed_at)
