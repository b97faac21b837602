from odoo import api, models


class PropertyBallot(models.Model):
    """Of a ballot nothing comes from the context of whoever sends it."""

    _inherit = "property.ballot"

    @api.model
    def _get_kept_fields(self):
        return super()._get_kept_fields() | (
            self._fields.keys() - set(models.MAGIC_COLUMNS)
        )
