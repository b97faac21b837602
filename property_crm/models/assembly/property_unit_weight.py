from odoo import fields, models


class PropertyUnitWeight(models.Model):
    """What a unit weighs in votes that are not counted by area or heads alone."""

    _name = "property.unit.weight"
    _inherit = ["property.site.mixin"]
    _description = "Weight of a unit in votes"
    _order = "unit_id"

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    lot = fields.Integer(string="Lots", default=1)
    entitlement = fields.Integer(string="Unit entitlement")
    share = fields.Integer(string="Undivided shares")
    source = fields.Char(help="For example: the registered strata plan.")

    _unit_uniq = models.Constraint(
        "UNIQUE(unit_id)", "The weight of this unit is noted already."
    )
    _not_negative = models.Constraint(
        "CHECK(lot >= 0 AND entitlement >= 0 AND share >= 0)",
        "Weights: none is below zero.",
    )
