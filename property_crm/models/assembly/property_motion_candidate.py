from odoo import api, fields, models


class PropertyMotionCandidate(models.Model):
    """Who stands for election."""

    _name = "property.motion.candidate"
    _inherit = ["property.assembly.mixin"]
    _description = "Candidate"
    _order = "motion_id, sequence, id"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="cascade"
    )
    assembly_id = fields.Many2one(
        related="motion_id.assembly_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="As it stands on the ballot.",
    )
    sequence = fields.Integer(default=10)

    @api.depends("partner_id")
    def _compute_name(self):
        for candidate in self:
            candidate.name = candidate.name or candidate.partner_id.name
