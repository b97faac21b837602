from odoo import fields, models

from ...models.phone.property_call_log_column import MEANINGS


class PropertySheetImportColumn(models.TransientModel):
    _name = "property.sheet.import.column"
    _description = "Column of the log to import"
    _order = "position, id"
    _rec_name = "header"

    import_id = fields.Many2one(
        "property.sheet.import", required=True, ondelete="cascade", index=True
    )
    position = fields.Integer()
    header = fields.Char(string="Column of the file", readonly=True)
    sample = fields.Char(string="For example", readonly=True)
    meaning = fields.Selection(MEANINGS, help="Empty: the column is left out.")
