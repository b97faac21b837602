from datetime import datetime, time, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import TimeCommon


@tagged("post_install", "-at_install")
class TestTeamScheduleTour(HttpCase, TimeCommon):
    def test_a_manager_moves_work_and_takes_it_back(self):
        manager = self.user_site_manager
        manager.write({"password": "property_site_manager", "tz": "UTC"})
        people = self.env["res.users"]
        for name in ("Anna", "Ben"):
            user = new_test_user(
                self.env,
                name.lower(),
                name=name,
                tz="UTC",
                groups="property_crm.group_property_agent",
            )
            self._enrol(user, self.site.territory_id, role="technician")
            people |= user
        start = datetime.combine(datetime.today(), time(9))
        event = (
            self.env["calendar.event"]
            .with_context(no_mail_to_attendees=True, dont_notify=True)
            .create(
                {
                    "name": "Handover",
                    "user_id": people[0].id,
                    "partner_ids": [Command.set(people[0].partner_id.ids)],
                    "start": start,
                    "stop": start + timedelta(hours=1),
                }
            )
        )
        self.start_tour(
            "/odoo/team-schedule",
            "property_crm_team_schedule",
            login="property_site_manager",
        )
        self.assertEqual(event.start, start)
        self.assertEqual(event.partner_ids, people[0].partner_id)
