from odoo import models


class PropertyUnit(models.Model):
    _name = "property.unit"
    _inherit = ["property.unit", "property.ticket.count.mixin"]
    _ticket_field = "unit_id"
