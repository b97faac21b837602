from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """Requests of a person: in his copy, and before and after he is erased."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        reason = self.env._("What was repaired and paid is kept for the building.")
        return super()._get_nameless_models() | {"helpdesk.ticket": reason}

    @api.model
    def _get_guarded_tables(self):
        return [*super()._get_guarded_tables(), "property_ticket_event"]

    @api.model
    def _get_obstacles(self, partner):
        tickets = self.env["helpdesk.ticket"].search(
            [("partner_id", "in", partner.ids), ("stage_id.closed", "=", False)]
        )
        return super()._get_obstacles(partner) + [
            self.env._("Request %(number)s is still open.", number=ticket.number)
            for ticket in tickets
        ]

    @api.model
    def _get_self_service_fields(self):
        names = ["number", "name", "description", "stage_id", "create_date"]
        return super()._get_self_service_fields() | {"helpdesk.ticket": names}
