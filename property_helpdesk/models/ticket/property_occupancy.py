from odoo import models

REQUESTER_ROLE = {
    "owner_occupier": "owner",
    "habitation": "owner",
    "tenant": "tenant",
    "sub_tenant": "tenant",
    "borrower": "tenant",
    "family": "family",
    "employee": "family",
    "helper": "family",
    "short_stay": "visitor",
    "visitor": "visitor",
}


class PropertyOccupancy(models.Model):
    _inherit = "property.occupancy"

    def _get_requester_role(self):
        """Return what the occupant is to a request about the unit."""
        return REQUESTER_ROLE.get(self.role, "other")
