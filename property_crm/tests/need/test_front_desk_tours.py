# Takes long
from datetime import datetime, time, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestFrontDeskTours(HttpCase, PropertyCommon):
    """A receptionist and a site manager at their work."""

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

    def test_a_site_manager_plans_without_a_clash(self):
        manager = self.user_site_manager
        manager.write({"password": "property_site_manager", "tz": "UTC"})
        people = {}
        for name in ("Anna", "Ben"):
            people[name] = new_test_user(
                self.env,
                name.lower(),
                name=name,
                tz="UTC",
                groups="property_crm.group_property_agent",
            )
            self._enrol(people[name], self.site.territory_id, role="technician")
        inspection = self._create_event("Inspection", people["Anna"], 9, 1)
        self._create_event("Training", people["Ben"], 8, 5)
        with mute_logger("odoo.http"):  # the first plan is refused
            self.start_tour(
                "/odoo/team-schedule", "property_crm_plan_week", login=manager.login
            )
        self.assertEqual(inspection.partner_ids, people["Ben"].partner_id)
        self.assertGreaterEqual(inspection.start.hour, 13)

    def _create_event(self, name, user, hour, hours):
        start = datetime.combine(datetime.today(), time(hour)) + timedelta(days=1)
        return (
            self.env["calendar.event"]
            .with_context(no_mail_to_attendees=True, dont_notify=True)
            .create(
                {
                    "name": name,
                    "user_id": user.id,
                    "partner_ids": [Command.set(user.partner_id.ids)],
                    "start": start,
                    "stop": start + timedelta(hours=hours),
                }
            )
        )
