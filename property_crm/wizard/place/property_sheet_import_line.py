from odoo import fields, models


class PropertySheetImportLine(models.TransientModel):
    _name = "property.sheet.import.line"
    _description = "Error of an import"
    _order = "row, id"

    import_id = fields.Many2one(
        "property.sheet.import", required=True, ondelete="cascade", index=True
    )
    row = fields.Integer()
    column = fields.Char()
    message = fields.Char()

    def _get_text(self):
        return ": ".join(filter(None, (self.column, self.message)))
