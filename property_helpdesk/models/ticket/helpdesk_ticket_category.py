from odoo import fields, models


class HelpdeskTicketCategory(models.Model):
    _inherit = "helpdesk.ticket.category"

    class_ids = fields.One2many(
        "property.ticket.class", "category_id", string="Classes"
    )
