from odoo import fields, models


class PropertyCommitteeHandoverItem(models.Model):
    """What the old committee gives to the new one."""

    _name = "property.committee.handover.item"
    _inherit = ["property.committee.mixin"]
    _description = "Committee handover item"
    _order = "term_id, sequence, id"

    term_id = fields.Many2one(required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("seal", "Seal"),
            ("accounts", "Accounts and money"),
            ("contracts", "Contracts"),
            ("minutes", "Minutes and decisions"),
            ("register", "Register of owners"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    name = fields.Char(string="What", required=True)
    handed_on = fields.Date()
    received_by_id = fields.Many2one(
        "res.partner", string="Received by", ondelete="restrict"
    )
    excuse = fields.Char(string="Why not handed over")
    note = fields.Char()
