from odoo import api, models


class PropertyTimelineMixin(models.AbstractModel):
    _inherit = "property.timeline.mixin"

    @api.model
    def _get_timeline_kinds(self):
        return {
            "ticket": (self.env._("Requests"), "fa-wrench"),
            **super()._get_timeline_kinds(),
            "survey": (self.env._("Ratings"), "fa-star-o"),
        }
