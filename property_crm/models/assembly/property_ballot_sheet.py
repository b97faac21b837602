from odoo import fields, models


class PropertyBallotSheet(models.Model):
    """The paper ballot of one head."""

    _name = "property.ballot.sheet"
    _inherit = ["property.assembly.mixin"]
    _description = "Paper ballot"
    _order = "assembly_id, number"
    _rec_name = "number"

    number = fields.Integer(required=True, readonly=True)
    head_key = fields.Char(required=True, readonly=True)
    token = fields.Char(required=True, readonly=True, copy=False)

    _number_uniq = models.Constraint(
        "UNIQUE(assembly_id, number)", "This number is taken."
    )
    _head_uniq = models.Constraint(
        "UNIQUE(assembly_id, head_key)", "One sheet for each head."
    )
    _token_uniq = models.Constraint("UNIQUE(token)", "This code is taken.")
