from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)
# The saved reports that come with the addon; Odoo keeps their names in one language.
NAMES = {
    "Upcoming by area and week": _lt("Upcoming by area and week"),
    "Upcoming by profit of the customer": _lt("Upcoming by profit of the customer"),
    "Upcoming by priority": _lt("Upcoming by priority"),
    "Upcoming by status": _lt("Upcoming by status"),
    "Upcoming services by day": _lt("Upcoming services by day"),
    "Upcoming contacts by person": _lt("Upcoming contacts by person"),
}


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.model
    def get_filters(self, model, *args, **kwargs):
        """Name the saved reports of upcoming work in the user's language."""
        found = super().get_filters(model, *args, **kwargs)
        if model == "property.upcoming.report":
            for row in found:
                name = NAMES.get(row["name"])
                row["name"] = self.env._(name) if name else row["name"]
        return found
