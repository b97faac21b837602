from odoo import api, fields, models
from odoo.fields import Domain


class PropertyTerritoryStaff(models.Model):
    _inherit = "property.territory.staff"

    @api.model_create_multi
    def create(self, vals_list):
        staff = super().create(vals_list)
        staff._get_steward_territories()._refresh_stewards()
        return staff

    def write(self, vals):
        territories = self._get_steward_territories()
        result = super().write(vals)
        (territories | self._get_steward_territories())._refresh_stewards()
        return result

    def unlink(self):
        territories = self._get_steward_territories()
        result = super().unlink()
        territories._refresh_stewards()
        return result

    def _get_steward_territories(self):
        return self.filtered(lambda staff: staff.role == "steward").territory_id

    @api.model
    def _get_changed_between(self, first, last):
        """Return the memberships that began or ended on one of the days."""
        day_before = fields.Date.subtract(first, days=1)
        return self.search(
            Domain("date_from", ">=", first) & Domain("date_from", "<=", last)
            | Domain("date_to", ">=", day_before) & Domain("date_to", "<", last)
        )
