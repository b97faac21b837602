from odoo import api, models

from ...tools.sheet_mapping_calls import count_repeats
from ...tools.sheet_mapping_fund import FUND_SHEET, KINDS, MODEL


class PropertySheetImport(models.TransientModel):
    """Knows the sheets of maintenance funds, too."""

    _inherit = "property.sheet.import"

    @api.model
    def _get_mappings(self):
        return [*super()._get_mappings(), FUND_SHEET]

    @api.model
    def _get_mapping_labels(self):
        return super()._get_mapping_labels() | {
            FUND_SHEET.key: self.env._("Movements of the maintenance fund")
        }

    @api.model
    def _get_stages(self):
        return (*super()._get_stages(), MODEL)

    @api.model
    def _upsert_stage(self, model, rows):
        if model == MODEL:
            return self.env[MODEL]._load_rows(rows)
        return super()._upsert_stage(model, rows)

    def _get_options(self, rows, match, site_code=None):
        options = super()._get_options(rows, match, site_code)
        if match.mapping.key != FUND_SHEET.key:
            return options
        return options._replace(repeats=count_repeats(rows))

    @api.model
    def _get_option_labels(self, problem):
        if problem.options != ", ".join(KINDS):
            return super()._get_option_labels(problem)
        labels = self.env[MODEL]._fields["kind"]._description_selection(self.env)
        return ", ".join(label for kind, label in labels if kind in KINDS)
