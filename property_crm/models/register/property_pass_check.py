from odoo import fields, models
from odoo.exceptions import UserError


class PropertyPassCheck(models.TransientModel):
    """A code that somebody shows at the desk or the gate."""

    _name = "property.pass.check"
    _description = "Check a code"

    code = fields.Char(required=True, help="Typed or scanned; case does not matter.")

    def action_check(self):
        """Open what the code belongs to."""
        self.ensure_one()
        for model in (
            "property.visitor.pass",
            "property.goods.pass",
            "property.parcel",
        ):
            if found := self.env[model]._find_by_code(self.code):
                return {
                    "type": "ir.actions.act_window",
                    "res_model": model,
                    "res_id": found.id,
                    "views": [(False, "form")],
                }
        if worker := self.env["property.decoration.worker"]._find_by_code(self.code):
            return worker._open_permit()
        raise UserError(
            self.env._(
                "Code: %(code)s belongs to no pass and no parcel of your sites.",
                code=self.code,
            )
        )
