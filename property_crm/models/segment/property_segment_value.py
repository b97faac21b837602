from odoo import fields, models


class PropertySegmentValue(models.Model):
    """A step of one of the two axes by which customers are put into segments."""

    _name = "property.segment.value"
    _description = "Stage of life or ability to pay"
    _order = "axis desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    axis = fields.Selection(
        [("life_stage", "Stage of life"), ("affordability", "Ability to pay")],
        required=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    hint = fields.Char(
        translate=True, help="How the staff tells that a customer belongs here."
    )

    _code_uniq = models.Constraint("UNIQUE(axis, code)", "This code is taken already.")
