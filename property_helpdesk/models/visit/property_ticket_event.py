from odoo import fields, models

KINDS = [
    ("visit_planned", "Visit planned"),
    ("visit_moved", "Visit moved"),
    ("visit_way", "On the way"),
    ("visit_done", "Visit done"),
    ("visit_missed", "Visit missed"),
    ("visit_cancelled", "Visit cancelled"),
    ("visit_asked", "Another time asked for"),
]


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=KINDS, ondelete={kind: "cascade" for kind, _label in KINDS}
    )
