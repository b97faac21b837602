from odoo import fields, models


class PropertyAssemblySignature(models.Model):
    """An owner who asks for an interim assembly."""

    _name = "property.assembly.signature"
    _inherit = ["property.person.mixin", "property.assembly.mixin"]
    _description = "Request of an owner for an assembly"
    _order = "assembly_id, signed_on, id"

    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    signed_on = fields.Date(required=True, default=fields.Date.context_today)

    _owner_uniq = models.Constraint(
        "UNIQUE(assembly_id, unit_id, partner_id)", "This owner has signed already."
    )
