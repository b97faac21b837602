from odoo import models

from .property_visit import OPEN


class HelpdeskTicket(models.Model):
    """Who is complained about loses the visits, and their traces in his calendar."""

    _inherit = "helpdesk.ticket"

    def _release_named(self):
        result = super()._release_named()
        for ticket in self:
            visits = ticket.visit_ids.filtered(
                lambda visit, ticket=ticket: visit.user_id in ticket.named_employee_ids
            )
            going = visits.filtered(lambda visit: visit.state in OPEN)
            going._withdraw(self.env._("Taken back by the service desk."))
            visits._get_events().unlink()
        return result
