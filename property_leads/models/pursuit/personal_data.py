from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """The log of a prospect gives up the words of who is erased, not its facts."""

    _inherit = "property.personal.data"

    @api.model
    def _get_guarded_tables(self):
        return [*super()._get_guarded_tables(), "property_lead_event"]
