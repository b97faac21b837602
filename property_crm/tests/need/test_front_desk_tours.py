# Takes long
from odoo.tests import HttpCase, tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestFrontDeskTours(HttpCase, PropertyCommon):
    """A receptionist at work."""

    def test_who_answers_the_phone_sees_everything_and_logs_it(self):
        customer, other = self.env["res.partner"].create(
            [
                {"name": "Zhang San", "phone": "+86 138 1234 5678"},
                {"name": "Li Si", "phone": "+86 138 1234 9999"},
            ]
        )
        for partner in customer | other:
            self.env["property.occupancy"].create(
                {
                    "unit_id": self.unit.id,
                    "partner_id": partner.id,
                    "role": "tenant",
                    "date_from": "2020-01-01",
                }
            )
        self.env["property.need"].create(
            {
                "partner_id": customer.id,
                "topic_id": self.env.ref("property_crm.property_need_topic_heater").id,
            }
        )
        agent = self.user_agent
        agent.password = "property_agent"
        self.start_tour(
            "/odoo/action-property_crm.property_customer_action",
            "property_crm_front_desk",
            login=agent.login,
        )
        logged = self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "=", customer.id)]
        )
        self.assertTrue(logged.filtered(lambda one: one.author_id == agent.partner_id))
