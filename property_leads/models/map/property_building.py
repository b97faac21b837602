from odoo import api, models
from odoo.fields import Domain

from ...tools.unit_pipeline import furthest


class PropertyBuilding(models.Model):
    """How far each unit is: wished, shown, reserved; and how long it has been empty."""

    _inherit = "property.building"

    @api.model
    def _get_map_unit_values(self, units):
        """Add ``pipeline`` and ``prospects`` to the units that somebody wants.

        ``pipeline`` is ``reserved``, ``viewing`` or ``wished``, ``prospects`` how many
        open prospects consider the unit; both are of now, and left out on days that
        are past. ``vacant_days`` stands on vacant units that were let before.
        """
        values = super()._get_map_unit_values(units)
        if not self.env["crm.lead"].has_access("read"):
            return values
        for unit, days in self._get_map_vacant_days(units).items():
            if values[unit.id]["state"] == "vacant":
                values[unit.id]["vacant_days"] = days
        day = self._get_map_day()
        if not day or day >= units[:1].site_id._get_today():
            self._add_map_pipeline(units, values)
        return values

    def _add_map_pipeline(self, units, values):
        reserved = self._get_map_units("property.reservation", units, "active")
        shown = self._get_map_units("property.viewing", units, "planned")
        wishes = self._get_map_wishes(units)
        for unit in units:
            count = wishes.get(unit, 0)
            how_far = furthest(unit in reserved, unit in shown, bool(count))
            if how_far:
                values[unit.id].update(pipeline=how_far, prospects=count)

    @api.model
    def _get_map_vacant_days(self, units):
        """Return ``{unit: days}`` since the last stay of those that are vacant."""
        vacancies = self.env["property.vacancy"].with_context(
            vacancy_day=self._get_map_day()
        )
        if not vacancies.has_access("read"):
            return {}
        rows = vacancies.search_fetch(
            Domain("unit_id", "in", units.ids) & Domain("date_vacated", "!=", False),
            ["unit_id", "days_vacant"],
        )
        return {row.unit_id: row.days_vacant for row in rows}

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
