from odoo import fields, models


class PropertyVoteRule(models.Model):
    """What a vote must reach and who counts, as data."""

    _name = "property.vote.rule"
    _description = "Voting rule"
    _order = "jurisdiction, matter, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    jurisdiction = fields.Char(required=True, default="CN", index=True)
    matter = fields.Selection(
        [
            ("ordinary", "Ordinary matter"),
            ("major", "Major matter"),
            ("affected_unanimous", "All affected owners agree"),
            ("emergency", "Emergency repair, no vote"),
            ("election", "Election"),
            ("other", "Other"),
        ],
        required=True,
        default="ordinary",
    )
    data = fields.Json(string="Rule")
    valid_from = fields.Date()
    valid_until = fields.Date()
    source = fields.Char(help="Law and article.")
    is_known = fields.Boolean(string="Not confirmed at its source")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another rule has this code.")
