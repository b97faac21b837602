from odoo import models


class PropertyOwnership(models.Model):
    _name = "property.ownership"
    _inherit = ["property.ownership", "property.api.mixin"]
