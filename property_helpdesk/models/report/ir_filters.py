from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)
# The saved reports that come with the addon; Odoo keeps their names in one language.
NAMES = {
    "Five figures by site": _lt("Five figures by site"),
    "Five figures by territory": _lt("Five figures by territory"),
    "Five figures by team": _lt("Five figures by team"),
    "Five figures by person": _lt("Five figures by person"),
    "Five figures by class": _lt("Five figures by class"),
}


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.model
    def get_filters(self, model, *args, **kwargs):
        """Name the saved reports of requests in the user's language."""
        found = super().get_filters(model, *args, **kwargs)
        if model == "property.ticket.report":
            for row in found:
                name = NAMES.get(row["name"])
                row["name"] = self.env._(name) if name else row["name"]
        return found
