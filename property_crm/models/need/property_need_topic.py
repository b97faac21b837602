from odoo import fields, models


class PropertyNeedTopic(models.Model):
    """What customers need, in words that offers and reports share."""

    _name = "property.need.topic"
    _description = "Topic of needs"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
