from odoo import fields, models


class PropertyMembershipLevel(models.Model):
    """What members have who earned so much within a year."""

    _name = "property.membership.level"
    _description = "Level of members"
    _order = "points_from, id"

    name = fields.Char(required=True, translate=True)
    points_from = fields.Integer(
        string="From points",
        required=True,
        help="Earned within the last twelve months; what was spent since counts.",
    )
    benefits = fields.Text(translate=True, help="What members read on the portal.")
    active = fields.Boolean(default=True)

    _points_uniq = models.UniqueIndex(
        "(points_from) WHERE active", "Two levels begin with the same points."
    )
    _points_not_negative = models.Constraint(
        "CHECK(points_from >= 0)", "From points: not below zero."
    )
