from odoo import api, models

from ...tools.sheet_mapping_weights import MODEL, WEIGHT_SHEET


class PropertySheetImport(models.TransientModel):
    """Knows the sheets of weights in votes, too."""

    _inherit = "property.sheet.import"

    @api.model
    def _get_mappings(self):
        return [*super()._get_mappings(), WEIGHT_SHEET]

    @api.model
    def _get_mapping_labels(self):
        return super()._get_mapping_labels() | {
            WEIGHT_SHEET.key: self.env._("Weights of units in votes")
        }

    @api.model
    def _get_stages(self):
        return (*super()._get_stages(), MODEL)

    @api.model
    def _upsert_stage(self, model, rows):
        if model == MODEL:
            return self.env[MODEL]._load_rows(rows)
        return super()._upsert_stage(model, rows)
