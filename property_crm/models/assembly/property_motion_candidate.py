from odoo import fields, models


class PropertyMotionCandidate(models.Model):
    """Who stands for election."""

    _name = "property.motion.candidate"
    _inherit = ["property.assembly.mixin"]
    _description = "Candidate"
    _order = "motion_id, sequence, id"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="cascade"
    )
    assembly_id = fields.Many2one(related="motion_id.assembly_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
