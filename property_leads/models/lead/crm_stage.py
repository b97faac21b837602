from odoo import fields, models

PHASES = [
    ("new", "New"),
    ("contacted", "Contacted"),
    ("qualified", "Qualified"),
    ("viewing", "Viewing"),
    ("proposal", "Proposal"),
    ("reserved", "Reserved"),
    ("won", "Won"),
]


class CrmStage(models.Model):
    _inherit = "crm.stage"

    phase = fields.Selection(
        PHASES,
        string="Means",
        help="What has happened to prospects in this stage. They come here by "
        "themselves when a viewing, a proposal or a reservation is made.",
    )
