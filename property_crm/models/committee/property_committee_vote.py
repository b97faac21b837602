from odoo import fields, models


class PropertyCommitteeVote(models.Model):
    """How a member voted on a decision."""

    _name = "property.committee.vote"
    _inherit = ["property.committee.mixin"]
    _description = "Vote of a committee member"
    _order = "decision_id, id"

    decision_id = fields.Many2one(
        "property.committee.decision", required=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="decision_id.term_id", store=True)
    member_id = fields.Many2one(
        "property.committee.member", required=True, index=True, ondelete="restrict"
    )
    choice = fields.Selection(
        [("yes", "Yes"), ("no", "No"), ("abstain", "Abstained")], required=True
    )
