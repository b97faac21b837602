from odoo import fields, models


class PropertyCommitteeDecision(models.Model):
    """What the committee has decided, by more than half of all its members."""

    _name = "property.committee.decision"
    _inherit = ["property.committee.mixin"]
    _description = "Committee decision"
    _order = "meeting_id, sequence, id"
    _rec_name = "text"

    meeting_id = fields.Many2one(
        "property.committee.meeting", required=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)
    sequence = fields.Integer(default=10)
    agenda_item_id = fields.Many2one(
        "property.committee.agenda.item", ondelete="restrict", index="btree_not_null"
    )
    text = fields.Text(required=True)
    vote_ids = fields.One2many("property.committee.vote", "decision_id")
