from odoo import api, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Nobody takes a request of a customer who has complained about him."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _get_forbidden_domain(self, user):
        # sudo: it is enough to be left out; nobody is told of the complaint
        tickets_sudo = self.sudo().with_context(active_test=False)
        complaints = tickets_sudo.search(
            Domain("named_employee_ids", "in", user.ids)
            | Domain("named_partner_ids", "in", user.partner_id.ids)
        )
        return (
            super()._get_forbidden_domain(user)
            | Domain("id", "in", complaints.ids)
            | Domain("partner_id", "in", complaints.partner_id.ids)
        )

    @api.model
    def _complete_owner(self, vals_list):
        """Who answers for a complaint is found once it is known whom it names."""
        result = super()._complete_owner(vals_list)
        for vals in vals_list:
            if vals.get("named_employee_ids") or vals.get("named_partner_ids"):
                del vals["owner_id"]
        return result
