from odoo import fields, models


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[("updated", "Changed by the sender")],
        ondelete={"updated": "cascade"},
    )
