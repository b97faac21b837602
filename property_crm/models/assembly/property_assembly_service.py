from odoo import fields, models


class PropertyAssemblyService(models.Model):
    """Proof that the papers of an assembly have reached an owner."""

    _name = "property.assembly.service"
    _inherit = ["property.assembly.mixin"]
    _description = "Proof of service"
    _order = "assembly_id, date desc, id desc"

    row_id = fields.Many2one(
        "property.assembly.row", required=True, index=True, ondelete="restrict"
    )
    head_key = fields.Char(related="row_id.head_key", store=True, index=True)
    how = fields.Selection(
        [
            ("post", "By post"),
            ("hand", "By hand"),
            ("mail", "By e-mail"),
            ("portal", "Read on the portal"),
            ("posting", "Posted on the board"),
        ],
        required=True,
        default="hand",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    document = fields.Binary(attachment=True)
    document_name = fields.Char(export_string_translation=False)
