from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    _inherit = "property.personal.data"

    @api.model
    def _get_deleted_models(self):
        """What somebody needed, and his points, go with him."""
        return [
            *super()._get_deleted_models(),
            "property.need",
            "property.membership.point",
            "property.membership",
        ]
