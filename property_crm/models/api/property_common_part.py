from odoo import models


class PropertyCommonPart(models.Model):
    _name = "property.common.part"
    _inherit = ["property.common.part", "property.api.mixin"]
