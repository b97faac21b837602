from odoo import api, fields, models
from odoo.exceptions import AccessError


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

    @api.model_create_multi
    def create(self, vals_list):
        """Who may enter them is checked where they are entered, not by rights alone."""
        if not self.env.su:
            raise AccessError(self.env._("Proofs of service are not entered by hand."))
        return super().create(vals_list)
