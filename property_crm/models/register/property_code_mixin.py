from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.pass_code import new_code, read_code, show_code


class PropertyCodeMixin(models.AbstractModel):
    """Something that is shown at the desk by a code nobody guesses."""

    _name = "property.code.mixin"
    _description = "Is shown by a code"

    code = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: new_code(),
        help="Random. Shown at the desk or the gate, or scanned there.",
    )
    code_text = fields.Char(string="Code as read aloud", compute="_compute_code_text")

    @api.model_create_multi
    def create(self, vals_list):
        """Choose the code here: one that a client chose could be guessed."""
        return super().create([vals | {"code": new_code()} for vals in vals_list])

    def write(self, vals):
        if "code" in vals:
            raise UserError(self.env._("Code: it is drawn by lot and stays."))
        return super().write(vals)

    @api.depends("code")
    def _compute_code_text(self):
        for line in self:
            line.code_text = show_code(line.code)

    @api.model
    def _find_by_code(self, text):
        """Return what the user may see of this code, or nothing."""
        code = read_code(text)
        return self.search([("code", "=", code)], limit=1) if code else self.browse()
