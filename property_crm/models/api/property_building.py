from odoo import models


class PropertyBuilding(models.Model):
    _name = "property.building"
    _inherit = ["property.building", "property.api.mixin"]
