from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class PropertyProxyInstruction(models.Model):
    """How the agent was told to vote on a motion."""

    _name = "property.proxy.instruction"
    _inherit = ["property.assembly.mixin"]
    _description = "Instruction to a proxy"
    _order = "proxy_id, motion_id, id"

    proxy_id = fields.Many2one(
        "property.proxy", required=True, index=True, ondelete="cascade"
    )
    assembly_id = fields.Many2one(
        related="proxy_id.assembly_id", store=True, precompute=True
    )
    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="restrict"
    )
    choice = fields.Selection(
        [("yes", "In favour"), ("no", "Against"), ("abstain", "Abstention")],
        string="How to vote",
        required=True,
    )

    _motion_uniq = models.Constraint(
        "UNIQUE(proxy_id, motion_id)", "One instruction for each motion."
    )

    # Given with the proxy, and kept as it was given

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Instructions are given with the proxy, not after it.")
            )
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def _refuse_change(self):
        raise UserError(
            self.env._("A proxy stays as it was given. Revoke it, and enter another.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()
