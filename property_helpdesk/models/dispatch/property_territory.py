from odoo import api, fields, models
from odoo.fields import Domain


class PropertyTerritory(models.Model):
    _inherit = "property.territory"

    def _get_chain_ids(self):
        """Return ``{territory id: its id and those around it, the nearest first}``."""
        return {
            territory.id: [
                int(key) for key in (territory.parent_path or "").split("/") if key
            ][::-1]
            for territory in self
        }

    @api.model
    def _get_staff_on(self, day, territory_ids):
        """Return the people who work there that day, in sudo."""
        # sudo: colleagues are offered and answer without reading the staff list
        staff_sudo = self.env["property.territory.staff"].sudo()
        return staff_sudo.search(
            staff_sudo._get_on_date_domain(day)
            & Domain("territory_id", "in", sorted(territory_ids))
            & Domain("user_id.active", "=", True)
        )

    def _get_responsible_ids(self, roles):
        """Return ``{territory id: (primary user ids, other user ids)}`` for the roles.

        The nearest territory counts first, then the order of the roles.
        """
        chains = self._get_chain_ids()
        today = fields.Date.context_today(self)
        everywhere = {key for chain in chains.values() for key in chain}
        staff_sudo = self._get_staff_on(today, everywhere).filtered(
            lambda staff: staff.role in roles
        )
        by_territory = staff_sudo.grouped(lambda staff: staff.territory_id.id)
        result = {}
        for territory_id, chain in chains.items():
            found = [
                staff
                for key in chain
                for staff in sorted(
                    by_territory.get(key, ()),
                    key=lambda staff: (roles.index(staff.role), staff.id),
                )
            ]
            result[territory_id] = tuple(
                [staff.user_id.id for staff in found if staff.is_primary == is_primary]
                for is_primary in (True, False)
            )
        return result
