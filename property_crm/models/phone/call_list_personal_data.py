from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """What call lists hold about a person."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        counted = self.env._("That somebody was asked, for the statistics.")
        return super()._get_nameless_models() | {
            "property.call.entry": counted,
            "property.call.answer": counted,
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.call.entry": ["list_id", "state", "last_attempt_at"],
            "property.call.answer": ["step_id", "value", "create_date"],
        }
