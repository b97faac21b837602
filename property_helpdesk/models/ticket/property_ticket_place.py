from odoo import fields, models


class PropertyTicketPlace(models.Model):
    _name = "property.ticket.place"
    _description = "Where in the estate a request can be"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    scope = fields.Selection(
        [("unit", "In a unit"), ("common", "Common part"), ("any", "Either")],
        required=True,
        default="any",
    )
    class_ids = fields.One2many("property.ticket.class", "place_id", string="Classes")
