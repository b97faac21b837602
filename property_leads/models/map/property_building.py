from odoo import api, models
from odoo.fields import Domain

from ...tools.unit_pipeline import furthest


class PropertyBuilding(models.Model):
    """How far each unit is: wished, shown, reserved."""

    _inherit = "property.building"

    @api.model
    def _get_map_unit_values(self, units):
        """Add ``pipeline`` and ``prospects`` to the units that somebody wants.

        ``pipeline`` is ``reserved``, ``viewing`` or ``wished``, ``prospects`` how many
        open prospects consider the unit.
        """
        values = super()._get_map_unit_values(units)
        if not self.env["crm.lead"].has_access("read"):
            return values
        reserved = self._get_map_units("property.reservation", units, "active")
        shown = self._get_map_units("property.viewing", units, "planned")
        wishes = self._get_map_wishes(units)
        for unit in units:
            count = wishes.get(unit, 0)
            how_far = furthest(unit in reserved, unit in shown, bool(count))
            if how_far:
                values[unit.id].update(pipeline=how_far, prospects=count)
        return values

    @api.model
    def _get_map_units(self, model, units, state):
        domain = Domain("unit_id", "in", units.ids) & Domain("state", "=", state)
        return self.env[model].search_fetch(domain, ["unit_id"]).unit_id

    @api.model
    def _get_map_wishes(self, units):
        """Return ``{unit: how many open prospects consider it}``."""
        waiting = (
            Domain("won_status", "=", "pending")
            & Domain("active", "=", True)
            & Domain("unit_ids", "in", units.ids)
        )
        groups = self.env["crm.lead"]._read_group(waiting, ["unit_ids"], ["__count"])
        return dict(groups)
