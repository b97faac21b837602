from odoo import models


class PropertySite(models.Model):
    _name = "property.site"
    _inherit = ["property.site", "property.fund.mixin"]
    _fund_place = "site_id"


class PropertyBuilding(models.Model):
    _name = "property.building"
    _inherit = ["property.building", "property.fund.mixin"]
    _fund_place = "building_id"


class PropertyUnit(models.Model):
    _name = "property.unit"
    _inherit = ["property.unit", "property.fund.mixin"]
    _fund_place = "unit_id"
