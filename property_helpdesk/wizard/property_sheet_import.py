from odoo import api, models

from ..tools.sheet_mapping_tickets import CONDO_TICKET_SHEET


class PropertySheetImport(models.TransientModel):
    """Knows the requests of open-condo, too."""

    _inherit = "property.sheet.import"

    @api.model
    def _get_mappings(self):
        return [*super()._get_mappings(), CONDO_TICKET_SHEET]

    @api.model
    def _get_mapping_labels(self):
        labels = super()._get_mapping_labels()
        return {**labels, "condo_ticket": self.env._("Requests (open-condo)")}

    @api.model
    def _get_stages(self):
        return (*super()._get_stages(), "helpdesk.ticket")

    @api.model
    def _upsert_stage(self, model, rows):
        if model == "helpdesk.ticket":
            return self.env[model].api_intake(rows)
        return super()._upsert_stage(model, rows)
