from odoo.addons.property_helpdesk.tests.common import HelpdeskCommon


class ScoreCommon(HelpdeskCommon):
    """Two technicians; closed requests of six residents; a period, not counted yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Period = cls.env["property.staff.score.period"]
        cls.customers = cls.env["res.partner"].create(
            [{"name": f"Resident {number}"} for number in range(6)]
        )
        cls.tickets = cls.Ticket.create(
            [
                cls._prepare_vals(
                    partner_id=customer.id,
                    user_id=cls.user_technician.id,
                    priority=str(number % 2),
                )
                for number, customer in enumerate(cls.customers)
            ]
        )
        cls.tickets.write({"stage_id": cls.stage_done.id, "solution": "Done"})
        cls.period = cls.Period.create(
            {
                "site_id": cls.site.id,
                "date_from": "2026-03-17",
                "user_id": cls.user_site_manager.id,
            }
        )

    @classmethod
    def _get_users(cls):
        group = "property_crm.group_property_agent"
        return {**super()._get_users(), "electrician": ("electrician", group)}

    @classmethod
    def _enrol_users(cls):
        return super()._enrol_users() | cls._enrol(
            cls.user_electrician, cls.site.territory_id
        )

    @classmethod
    def _rate(cls, user, *stars, day="2026-03-10", tickets=None):
        """Give the user the stars, by one resident after the other."""
        tickets = tickets or cls.tickets
        ratings = cls.env["rating.rating"].create(
            [
                {
                    "res_model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                    "res_id": tickets[number % len(tickets)].id,
                    "partner_id": tickets[number % len(tickets)].partner_id.id,
                    "rated_partner_id": user.partner_id.id,
                    "rating": one,
                    "consumed": True,
                }
                for number, one in enumerate(stars)
            ]
        )
        ratings.rated_on = f"{day} 08:00:00"
        return ratings

    def _get_score(self, user, period=None):
        return (period or self.period).score_ids.filtered(
            lambda score: score.user_id == user
        )

    @classmethod
    def _count(cls, period=None):
        (period or cls.period).with_user(cls.user_site_manager).action_count()
