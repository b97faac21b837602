from odoo import models


class PropertyUnit(models.Model):
    _name = "property.unit"
    _inherit = ["property.unit", "property.api.mixin"]
