from odoo import api, models


class PropertyTimelineMixin(models.AbstractModel):
    _inherit = "property.timeline.mixin"

    @api.model
    def _get_timeline_kinds(self):
        return {
            **super()._get_timeline_kinds(),
            "move": (self.env._("Moves and handovers"), "fa-exchange"),
        }
