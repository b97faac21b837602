from odoo import fields, models

KINDS = [
    ("deferred", "Put aside"),
    ("taken_up", "Taken up again"),
    ("handover", "Hand-over offered"),
    ("handover_ended", "Hand-over declined"),
    ("accepted", "Accepted"),
    ("taken_back", "Taken back"),
    ("subcontracted", "Given to a subcontractor"),
]


class PropertyTicketEvent(models.Model):
    _inherit = "property.ticket.event"

    kind = fields.Selection(
        selection_add=KINDS, ondelete={kind: "cascade" for kind, _label in KINDS}
    )
    claim_key = fields.Char(readonly=True, export_string_translation=False)

    _claim_key_uniq = models.UniqueIndex(
        "(claim_key) WHERE claim_key IS NOT NULL",
        "This call took a request already.",
    )
