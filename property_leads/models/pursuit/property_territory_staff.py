from odoo import api, fields, models


class PropertyTerritory(models.Model):
    _inherit = "property.territory"

    def _get_manager_ids(self):
        """Return ``{territory id: user ids}`` of the nearest managers, primary first.

        The territory itself counts before the one around it.
        """
        chains = {
            territory.id: [
                int(i) for i in (territory.parent_path or "").split("/") if i
            ]
            for territory in self
        }
        # sudo: who manages a territory answers for it, whoever asks
        staff_sudo = self.env["property.territory.staff"].sudo()
        today = fields.Date.context_today(self)
        found = staff_sudo.search(
            staff_sudo._get_on_date_domain(today)
            & fields.Domain("role", "=", "manager")
            & fields.Domain("user_id.active", "=", True)
            & fields.Domain(
                "territory_id",
                "in",
                list({i for chain in chains.values() for i in chain}),
            ),
            order="is_primary desc, id",
        ).grouped(lambda one: one.territory_id.id)
        return {
            territory_id: [
                user_id
                for key in reversed(chain)
                if key in found
                for user_id in found[key].user_id._ids
            ]
            for territory_id, chain in chains.items()
        }


class PropertyTerritoryStaff(models.Model):
    """Prospects do not leave with who worked in the territory."""

    _inherit = "property.territory.staff"

    def write(self, vals):
        result = super().write(vals)
        if "date_to" in vals:
            self.env["crm.lead"]._free_left(self.filtered(lambda one: one._is_over()))
        return result

    def unlink(self):
        staff = [(one.user_id, one.territory_id) for one in self]
        result = super().unlink()
        self.env["crm.lead"]._free_pairs(staff)
        return result

    @api.model
    def _get_today(self):
        return fields.Date.context_today(self)

    def _is_over(self):
        return bool(self.date_to and self.date_to < self._get_today())
