from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """Calls stay for the statistics, without who called and what was said."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.call": self.env._("That there was a call, for the statistics."),
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.call": ["direction", "purpose", "offered_at", "result"],
        }
