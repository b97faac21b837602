from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class ResourceCalendarLeaves(models.Model):
    """Days off are part of the hours that are kept."""

    _name = "resource.calendar.leaves"
    _inherit = ["property.cached.mixin", "resource.calendar.leaves"]

    @api.model
    @ormcache("company_id")
    def _get_shared_ids(self, company_id):
        """Return the days off of a company that are of no calendar."""
        found = self.search(
            Domain("resource_id", "=", False)
            & Domain("calendar_id", "=", False)
            & Domain("company_id", "in", [False, company_id])
        )
        return tuple(found.ids)
