from odoo import models


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_open_items(self):
        """Add the open requests to what is shown before somebody moves."""
        items = super()._get_open_items()
        # sudo: only the number is told, to somebody who may see the unit
        tickets_sudo = self.env["helpdesk.ticket"].sudo()
        count = tickets_sudo.search_count(
            [("unit_id", "=", self.id), ("stage_id.closed", "=", False)]
        )
        return [*items, (self.env._("Requests"), count)] if count else items
