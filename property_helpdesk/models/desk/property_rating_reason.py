from odoo import fields, models


class PropertyRatingReason(models.Model):
    _name = "property.rating.reason"
    _description = "Why a request was rated so"
    _order = "is_praise desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    is_praise = fields.Boolean(string="Praise")
