from odoo import fields, models


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[("escalated", "Escalated"), ("acknowledged", "Acknowledged")],
        ondelete={"escalated": "cascade", "acknowledged": "cascade"},
    )
