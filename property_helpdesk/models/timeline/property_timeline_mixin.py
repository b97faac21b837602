from odoo import api, models


class PropertyTimelineMixin(models.AbstractModel):
    _inherit = "property.timeline.mixin"

    @api.model
    def _get_timeline_kinds(self):
        return {
            "ticket": (self.env._("Requests"), "fa-wrench"),
            "visit": (self.env._("Visits"), "fa-street-view"),
            **super()._get_timeline_kinds(),
            "survey": (self.env._("Ratings"), "fa-star-o"),
        }
