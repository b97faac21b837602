from odoo import fields, models


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[
            ("restricted", "Visibility changed"),
            ("incident", "Part of an incident"),
        ],
        ondelete={"restricted": "cascade", "incident": "cascade"},
    )
