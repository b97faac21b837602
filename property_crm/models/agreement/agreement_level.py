from odoo import api, models
from odoo.fields import Domain


class Agreement(models.Model):
    """What an agreement promises: the hook that service promises read."""

    _inherit = "agreement"

    @api.model
    def _find_in_force(self, wishes):
        """Return ``{key: agreements}`` that hold for each wish, by one query.

        An agreement on units holds in these units whoever lives there; one on no unit
        holds for its customer everywhere.

        :param wishes: ``{key: (partner, unit, day)}``
        """
        partners = self.env["res.partner"].union(
            *(partner.commercial_partner_id for partner, _unit, _day in wishes.values())
        )
        units = self.env["property.unit"].union(
            *(unit for _partner, unit, _day in wishes.values())
        )
        # sudo: what is promised holds whoever takes the request
        found_sudo = self.sudo().search(self._get_in_force_domain(partners, units))
        return {
            key: found_sudo.filtered(
                lambda agreement, wish=wish: agreement._holds_for(*wish)
            )
            for key, wish in wishes.items()
        }

    @api.model
    def _get_in_force_domain(self, partners, units):
        """Return the domain of what may hold for some of them."""
        placed = Domain("unit_id", "in", units.ids) | Domain(
            "line_ids.unit_id", "in", units.ids
        )
        general = Domain("commercial_partner_id", "in", partners.ids) & Domain(
            "unit_id", "=", False
        )
        return (
            Domain("state", "in", ["active", "ended", "replaced"])
            & Domain("is_template", "=", False)
            & (placed | general)
        )

    def _holds_for(self, partner, unit, day):
        """Tell whether it is in force that day for the customer or the unit."""
        self.ensure_one()
        if self.start_date and day < self.start_date:
            return False
        if self.end_date and day > self.end_date:
            return False
        units = self.unit_id | self.line_ids.unit_id
        if units:
            return bool(unit) and unit in units
        customer = partner.commercial_partner_id
        return bool(customer) and customer == self.commercial_partner_id
