from odoo import models

CONDITIONS = {"has_agreement", "service_level"}


class HelpdeskTicket(models.Model):
    """What agreements of the customer or the unit promise."""

    _inherit = "helpdesk.ticket"

    def _get_agreement_facts(self, rules):
        """Return ``{ticket: facts}``, by one query, if any rule asks for them."""
        if all(CONDITIONS.isdisjoint(rule.conditions) for rule in rules):
            return {}
        # sudo: what is promised holds whoever takes the request
        wishes = {
            ticket: (
                ticket.sudo().partner_id,
                ticket.sudo().unit_id,
                ticket._get_sla_date(),
            )
            for ticket in self
        }
        found = self.env["agreement"]._find_in_force(wishes)
        return {
            ticket: {
                "has_agreement": {bool(agreements)},
                "service_level": set(agreements.mapped("service_level")),
            }
            for ticket, agreements in found.items()
        }
