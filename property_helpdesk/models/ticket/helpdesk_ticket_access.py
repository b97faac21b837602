from odoo import api, models
from odoo.fields import Domain

# Who lives together. Guests, staff and whoever lent the place see their own only.
HOUSEHOLD_ROLES = ("owner_occupier", "family", "tenant", "sub_tenant", "habitation")


class HelpdeskTicket(models.Model):
    """Who may see a request. One global record rule asks this field.

    It is global because helpdesk_mgmt's own rules give whole groups every ticket,
    and rules of groups are joined by OR.
    """

    _inherit = "helpdesk.ticket"

    @api.depends("territory_id", "user_id", "partner_id", "unit_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        visible = self.filtered_domain(self._get_visible_domain())
        for ticket in self:
            ticket.in_my_territory = ticket in visible

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_visible_domain()

    @api.model
    def _get_visible_domain(self):
        """Return the requests the user may see.

        Staff: those of their territories, and those given to them in person or
        asked by them. Residents: their own, and those of the household.
        """
        user = self.env.user
        if not user._is_internal():
            return self._get_resident_domain(user.partner_id)
        territory_ids = user._get_territory_ids()
        if territory_ids is None:
            return Domain.TRUE
        return (
            Domain("territory_id", "in", sorted(territory_ids))
            | Domain("user_id", "=", user.id)
            | Domain("partner_id", "=", user.partner_id.id)
        )

    @api.model
    def _get_resident_domain(self, partner):
        """Return the partner's own requests and those of who lives with him.

        A complaint stays with the person who made it.
        """
        if not partner:
            return Domain.FALSE
        own = Domain("partner_id", "=", partner.id)
        # sudo: residents do not read the register of occupants
        stays_sudo = self.env["property.occupancy"].sudo()
        living = Domain("is_current", "=", True) & Domain("role", "in", HOUSEHOLD_ROLES)
        units = stays_sudo.search(living & Domain("partner_id", "=", partner.id))
        household = stays_sudo.search(
            living & Domain("unit_id", "in", units.unit_id.ids)
        )
        people = Domain.OR(
            Domain("unit_id", "=", unit.id)
            & Domain("partner_id", "in", stays.partner_id.ids)
            for unit, stays in household.grouped("unit_id").items()
        )
        return own | (people & Domain("case_type", "!=", "complaint"))
