from odoo import fields, models

KINDS = [
    ("cost_estimated", "Cost estimated"),
    ("cost_approved", "Cost approved"),
    ("cost_refused", "Cost refused"),
]


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=KINDS, ondelete={kind: "cascade" for kind, _label in KINDS}
    )
