from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """Proxies prove who could vote for whom."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.proxy": self.env._(
                "Proof of who could vote for whom in an owners' assembly."
            )
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.proxy": ["assembly_id", "unit_id", "signed_on", "revoked_at"]
        }
