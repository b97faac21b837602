from odoo import fields, models


class PropertyMotion(models.Model):
    """What the owners vote on, by which rule."""

    _name = "property.motion"
    _inherit = ["property.assembly.mixin", "property.assembly.scope"]
    _description = "Motion"
    _order = "assembly_id desc, sequence, id"

    assembly_id = fields.Many2one(ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Motion", required=True)
    text = fields.Html()
    kind = fields.Selection(
        [("vote", "Vote"), ("election", "Election")], required=True, default="vote"
    )
    rule_id = fields.Many2one("property.vote.rule", required=True, ondelete="restrict")
    rule_data = fields.Json(readonly=True, copy=False)
    is_secret = fields.Boolean(string="Secret vote")
    seats = fields.Integer()
    candidate_ids = fields.One2many(
        "property.motion.candidate", "motion_id", string="Candidates", copy=True
    )
    scope = fields.Selection(
        [
            ("site", "Whole site"),
            ("building", "One building"),
            ("entrance", "One entrance"),
            ("units", "List of units"),
        ],
        help="Empty: as the assembly.",
    )
    assembly_state = fields.Selection(related="assembly_id.state")
    ballot_ids = fields.One2many("property.ballot", "motion_id", string="Ballots")
