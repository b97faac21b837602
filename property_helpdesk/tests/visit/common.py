from odoo.tests import freeze_time, new_test_user

from odoo.addons.property_crm.tests.time.common import TimeCommon, at

from ..common import HelpdeskCommon

__all__ = ["NOW", "VisitCommon", "at", "freeze_time"]
NOW = at("2026-03-09 08:00")


class VisitCommon(HelpdeskCommon):
    """A Monday morning on a site with office hours; one request, two technicians."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.office = TimeCommon._create_office.__func__(cls)
        cls.site.write({"tz": "Asia/Shanghai", "resource_calendar_id": cls.office.id})
        cls.env.company.resource_calendar_id = cls.office
        cls.env["property.sla.policy"].search([]).active = False
        cls.env["property.dispatch.skill"].search([]).active = False
        cls.tech = cls.user_technician
        cls.mate = new_test_user(
            cls.env, "mate", groups="property_crm.group_property_agent"
        )
        cls._enrol(cls.mate, cls.site.territory_id, role="technician")
        cls.people = cls.tech | cls.mate | cls.user_dispatcher
        cls.people.tz = "Asia/Shanghai"
        with freeze_time(NOW):
            cls.ticket = cls._create_tickets(user_id=cls.tech.id)

    @classmethod
    def _plan(cls, start="2026-03-09 09:00", stop="2026-03-09 10:00", **values):
        """Plan a visit as the dispatcher, of the technician who has the request."""
        values = {"user_id": cls.tech.id, **values}
        ticket = values.pop("ticket", cls.ticket)
        user = values.pop("by", cls.user_dispatcher)
        return (
            cls.env["property.visit"]
            .with_user(user)
            .create(
                {
                    "ticket_id": ticket.id,
                    "start": at(start),
                    "stop": at(stop),
                    **values,
                }
            )
        )

    def _get_kinds(self, ticket=None):
        """Return the kinds of events about visits, the first first."""
        events = (ticket or self.ticket).event_ids.sorted("id")
        return [
            event.kind
            for event in events
            if event.kind.startswith("visit") or event.kind == "arrived"
        ]

    def _get_told(self, partner=None, ticket=None):
        """Return what the resident was told, the first first."""
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "=", (ticket or self.ticket).id),
                ("partner_ids", "in", (partner or self.resident).ids),
            ],
            order="id",
        )
        return [str(message.body) for message in messages]
