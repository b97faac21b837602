from odoo import models


class PropertySite(models.Model):
    _name = "property.site"
    _inherit = ["property.site", "property.ticket.count.mixin"]
    _ticket_field = "site_id"
