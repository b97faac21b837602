from collections import defaultdict

from odoo import api, models


class PropertyBuilding(models.Model):
    """Incidents on the map: what concerns a house, an entrance, a whole site."""

    _inherit = "property.building"

    def _get_map_alerts(self):
        alerts = defaultdict(list, super()._get_map_alerts())
        by_site = self._get_live_incidents(self.site_id).grouped("site_id")
        for building in self:
            for incident in by_site.get(building.site_id, ()):
                if incident.building_id in (building, building.browse()):
                    alerts[building.id].append(incident._prepare_map_alert())
        return alerts

    @api.model
    def _get_map_unit_values(self, units):
        values = super()._get_map_unit_values(units)
        by_site = self._get_live_incidents(units.site_id).grouped("site_id")
        for unit in units:
            names = [
                incident.name
                for incident in by_site.get(unit.site_id, ())
                if incident._concerns(unit)
            ]
            if names:
                values[unit.id]["alert"] = ", ".join(names)
        return values

    @api.model
    def _get_live_incidents(self, sites):
        """Return what goes on at the sites, as far as the user may see it."""
        Incident = self.env["property.incident"]
        if not sites or not Incident.has_access("read"):
            return Incident
        return Incident.search(
            [("site_id", "in", sites.ids), ("state", "in", ("proposed", "open"))]
        )


class PropertyIncident(models.Model):
    _inherit = "property.incident"

    def _concerns(self, unit):
        """Tell whether a unit lies where it goes on."""
        building = self.building_id
        return (
            (not building or building == unit.building_id)
            and (not self.entrance or self.entrance == unit.entrance)
            and self.site_id == unit.site_id
        )

    def _prepare_map_alert(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "model": self._name,
            "name": f"{self.name} ({states[self.state]})",
        }
