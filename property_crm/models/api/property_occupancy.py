from odoo import models


class PropertyOccupancy(models.Model):
    _name = "property.occupancy"
    _inherit = ["property.occupancy", "property.api.mixin"]
