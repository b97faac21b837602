from odoo import fields, models
from odoo.fields import Domain


class PropertyTerritory(models.Model):
    _inherit = "property.territory"

    def _get_stewards(self):
        """Return ``{territory: user}``: the steward of today, the nearest above.

        The primary one comes first, then who has served longest.
        """
        paths = {
            territory: [int(part) for part in territory.parent_path.split("/") if part]
            for territory in self
            if territory.parent_path
        }
        # sudo: who is the steward of a unit is no secret of the staff list
        staff_sudo = self.env["property.territory.staff"].sudo()
        on_duty = staff_sudo.search(
            staff_sudo._get_on_date_domain(fields.Date.context_today(self))
            & Domain("role", "=", "steward")
            & Domain("territory_id", "in", sorted(set().union(*paths.values()))),
            order="is_primary desc, date_from, id",
        )
        first = {}
        for staff in on_duty:
            first.setdefault(staff.territory_id.id, staff.user_id)
        return {
            territory: next((first[i] for i in reversed(path) if i in first), None)
            for territory, path in paths.items()
        }

    def _refresh_stewards(self):
        """Name the steward anew for the units of the territories and their parts."""
        if not self:
            return
        # sudo: a change of staff reaches units that its author need not edit
        Unit = self.env["property.unit"].sudo().with_context(active_test=False)
        units = Unit.search([("territory_id", "child_of", self.ids)])
        self.env.add_to_compute(Unit._fields["steward_id"], units)
