from odoo.tests import freeze_time

from odoo.addons.property_helpdesk.tests.clock.common import at
from odoo.addons.property_helpdesk.tests.common import HelpdeskCommon

__all__ = ["FollowCommon", "at", "freeze_time"]


class FollowCommon(HelpdeskCommon):
    """A technician's finished requests, a team with a leader, and people who ask."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.site.resource_calendar_id = False
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Repairs",
                "user_id": cls.user_dispatcher.id,
                "user_ids": [(6, 0, cls.user_technician.ids)],
            }
        )
        cls.Visit = cls.env["property.return.visit"]
        cls.plan = cls.env["property.return.visit.plan"].create(
            {
                "name": "Repairs",
                "site_ids": [(6, 0, cls.site.ids)],
                "date_from": "2026-01-01",
                "share": 0,
                "least": 0,
                "seed": "seed",
                "user_ids": [
                    (6, 0, (cls.user_agent | cls.user_survey | cls.user_stranger).ids)
                ],
            }
        )

    @classmethod
    def _get_users(cls):
        group = "property_survey.group_property_survey"
        return {**super()._get_users(), "survey": ("surveyor", group)}

    @classmethod
    def _enrol_users(cls):
        return super()._enrol_users() | cls._enrol(
            cls.user_survey, cls.site.territory_id
        )

    @classmethod
    def _finish(cls, count=1, text="2026-03-05 10:00", **values):
        """Create requests that the technician has finished."""
        values = {
            "team_id": cls.team.id,
            "user_id": cls.user_technician.id,
            "reported_at": at("2026-03-05 08:00"),
            **values,
        }
        with freeze_time(at(text)):
            tickets = cls._create_tickets(count, **values)
            tickets.with_user(cls.user_technician)._close("Washer replaced")
            cls.env.flush_all()
        return tickets

    def _rate(self, ticket, stars, feedback=""):
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": ticket.id,
                "partner_id": ticket.partner_id.id,
            }
        )
        return ticket.rating_apply(stars, rating=rating, feedback=feedback)

    def _draw(self, text="2026-03-20 09:00"):
        with freeze_time(at(text)):
            visits = self.plan._draw()
            self.env.flush_all()
        return visits
