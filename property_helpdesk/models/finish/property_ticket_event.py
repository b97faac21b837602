from odoo import fields, models


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=[
            ("done", "Done, to be confirmed"),
            ("followed_up", "Followed up"),
        ],
        ondelete={"done": "cascade", "followed_up": "cascade"},
    )
