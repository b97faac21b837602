from odoo import fields, models


class PropertyUnit(models.Model):
    """What a resident is shown of his unit."""

    _inherit = "property.unit"

    def _get_portal_cards(self):
        """Return what the page of the user's units shows, one dictionary a unit.

        Of the others who live there only the number is told.
        """
        partner = self.env.user.partner_id
        # sudo: names of place and steward, and a count, for units that are his own
        units_sudo = self.sudo()
        counts = units_sudo._count_residents()
        return [
            {
                "unit": unit,
                "name": unit.name,
                "site": unit.site_id.name,
                "building": unit.building_id.name,
                "kind": unit.kind,
                "roles": unit._get_portal_roles(partner),
                "other_count": counts[unit] - 1,
                "steward": unit.steward_id.name,
                "phone": unit.site_id.phone,
            }
            for unit in units_sudo
        ]

    def _count_residents(self):
        """Return ``{unit: number}`` of the people who own or occupy it today."""
        people = {unit: set() for unit in self}
        for name in ("property.ownership", "property.occupancy"):
            tenures = self.env[name]
            domain = tenures._get_near_domain() & fields.Domain(
                "unit_id", "in", self.ids
            )
            wanted = ["unit_id", "partner_id", "site_id", "date_from", "date_to"]
            for tenure in tenures.search_fetch(domain, wanted)._on_site_date():
                people[tenure.unit_id].add(tenure.partner_id.id)
        return {unit: len(ids) for unit, ids in people.items()}

    def _get_portal_roles(self, partner):
        """Return in words as what the person is tied to the unit today."""
        tenures = [
            *self.ownership_ids._on_site_date(),
            *self.occupancy_ids._on_site_date(),
        ]
        return [
            tenure._describe_role()
            for tenure in tenures
            if tenure.partner_id == partner
        ]
