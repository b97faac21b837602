from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyCommitteeVote(models.Model):
    """How a member voted on a decision. Residents read only how many."""

    _name = "property.committee.vote"
    _inherit = ["property.committee.meeting.part"]
    _description = "Vote of a committee member"
    _order = "decision_id, id"

    decision_id = fields.Many2one(
        "property.committee.decision", required=True, index=True, ondelete="cascade"
    )
    meeting_id = fields.Many2one(
        related="decision_id.meeting_id", store=True, required=False
    )
    member_id = fields.Many2one(
        "property.committee.member",
        string="Committee member",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'in', present_member_ids)]",
    )
    present_member_ids = fields.Many2many(related="decision_id.present_member_ids")
    choice = fields.Selection(
        [("yes", "In favour"), ("no", "Against"), ("abstain", "Abstained")],
        string="Vote",
        required=True,
    )

    _member_uniq = models.Constraint(
        "UNIQUE(decision_id, member_id)", "The member has voted on this already."
    )

    @api.depends("member_id")
    def _compute_display_name(self):
        for vote in self:
            vote.display_name = vote.member_id.display_name

    @api.constrains("member_id", "decision_id")
    def _check_was_there(self):
        for vote in self:
            if vote.member_id not in vote.meeting_id._get_present_members():
                raise ValidationError(
                    self.env._(
                        "Vote: %(name)s was not there, and nobody votes for another.",
                        name=vote.member_id.display_name,
                    )
                )
