from odoo import fields, models


class PropertyBallot(models.Model):
    """That a head has voted, and how where the vote is open."""

    _name = "property.ballot"
    _inherit = ["property.assembly.mixin"]
    _description = "Ballot"
    _order = "motion_id, id"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="restrict"
    )
    assembly_id = fields.Many2one(related="motion_id.assembly_id")
    head_key = fields.Char(required=True)
    choice = fields.Selection(
        [
            ("yes", "Yes"),
            ("no", "No"),
            ("abstain", "Abstention"),
            ("invalid", "Invalid"),
        ],
        help="Empty in a secret vote.",
    )
    candidate_keys = fields.Json()
    channel = fields.Selection(
        [
            ("portal", "Portal"),
            ("paper", "Paper"),
            ("meeting", "At the meeting"),
            ("proxy", "By proxy"),
            ("representative", "By representative"),
            ("api", "Other program"),
        ],
        required=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Cast by", index="btree_not_null", ondelete="restrict"
    )
    proxy_id = fields.Many2one(
        "property.proxy", index="btree_not_null", ondelete="restrict"
    )
    sheet_id = fields.Many2one(
        "property.ballot.sheet", index="btree_not_null", ondelete="restrict"
    )
    cast_at = fields.Datetime()
    serial = fields.Char()
    commitment = fields.Char()
    nonce = fields.Char(groups=fields.NO_ACCESS)
    request_key = fields.Char(export_string_translation=False)

    _head_uniq = models.Constraint(
        "UNIQUE(motion_id, head_key)", "This head has voted on the motion already."
    )
    _request_uniq = models.Constraint(
        "UNIQUE(motion_id, channel, request_key)", "This ballot is here already."
    )
