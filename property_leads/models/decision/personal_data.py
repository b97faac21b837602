from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    _inherit = "property.personal.data"

    @api.model
    def _get_deleted_models(self):
        """How somebody stood in a decision goes with him."""
        return [*super()._get_deleted_models(), "property.lead.person"]
