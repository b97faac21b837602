from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class HelpdeskTicket(models.Model):
    """Nobody takes a request of a customer who has complained about him."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _get_forbidden_domain(self, user):
        """Return what complains about him, and all of those who complained.

        Found from the few complaints: asked of all requests, PostgreSQL reads them all.
        """
        self.flush_model(["partner_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, partner_id FROM helpdesk_ticket WHERE id IN %s",
                self._get_named_query(user.id),
            )
        )
        return (
            super()._get_forbidden_domain(user)
            | Domain("id", "in", [ticket_id for ticket_id, _partner_id in rows])
            | Domain("partner_id", "in", [partner for _id, partner in rows if partner])
        )

    @api.model
    def _complete_owner(self, vals_list):
        """Who answers for a complaint is found once it is known whom it names."""
        result = super()._complete_owner(vals_list)
        for vals in vals_list:
            if vals.get("named_employee_ids") or vals.get("named_partner_ids"):
                del vals["owner_id"]
        return result
