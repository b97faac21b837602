from odoo import api, models
from odoo.fields import Domain


class PropertyBuilding(models.Model):
    _name = "property.building"
    _inherit = ["property.building", "property.ticket.count.mixin"]
    _ticket_field = "building_id"

    @api.model
    def _get_map_unit_values(self, units):
        """Show on the map of the building where requests are open, and how urgent."""
        values = super()._get_map_unit_values(units)
        for unit_id, (tickets, urgency) in self._get_map_tickets(units).items():
            values[unit_id].update(tickets=tickets, urgency=urgency)
        return values

    @api.model
    def _get_map_tickets(self, units):
        """Return ``{unit id: (open requests, urgency)}`` of units that have some."""
        Ticket = self.env["helpdesk.ticket"]
        if not Ticket.has_access("read"):
            return {}
        open_domain = Domain("unit_id", "in", units.ids) & Domain(
            "stage_id.closed", "=", False
        )
        total = Ticket._read_group(open_domain, ["unit_id"], ["__count"])
        danger = Domain("is_emergency", "=", True) | Domain(
            "deadline_state", "=", "late"
        )
        urgent = dict(
            Ticket._read_group(open_domain & danger, ["unit_id"], ["__count"])
        )
        return {
            unit.id: (count, "danger" if urgent.get(unit) else "warning")
            for unit, count in total
        }
