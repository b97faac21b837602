from odoo import fields, models


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
        "property.motion", required=True, index=True, ondelete="cascade"
    )
    choice = fields.Selection(
        [("yes", "In favour"), ("no", "Against"), ("abstain", "Abstention")],
        required=True,
    )

    _motion_uniq = models.Constraint(
        "UNIQUE(proxy_id, motion_id)", "One instruction for each motion."
    )
