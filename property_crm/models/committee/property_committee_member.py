from odoo import api, fields, models


class PropertyCommitteeMember(models.Model):
    """A seat of the committee, or a place in the row of alternates."""

    _name = "property.committee.member"
    _inherit = ["property.committee.mixin"]
    _description = "Committee member"
    _order = "term_id, rank, id"
    _rec_names_search = ["partner_id.name"]

    term_id = fields.Many2one(required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    role = fields.Selection(
        [
            ("chair", "Chair"),
            ("deputy", "Deputy chair"),
            ("member", "Member"),
            ("alternate", "Alternate"),
        ],
        required=True,
        default="member",
    )
    seat = fields.Integer()
    unit_id = fields.Many2one("property.unit", ondelete="restrict")
    date_start = fields.Date(string="From")
    date_end = fields.Date(string="Until")
    end_reason = fields.Selection(
        [
            ("resigned", "Resigned"),
            ("sold", "Sold the unit"),
            ("dismissed", "Dismissed"),
            ("replaced", "Replaced"),
            ("died", "Died"),
            ("ineligible", "No longer eligible"),
        ]
    )
    yes_area = fields.Integer(string="Yes votes, area in 0.01 m²", aggregator=None)
    yes_heads = fields.Integer(string="Yes votes, heads", aggregator=None)
    rank = fields.Integer(string="Order", default=1, aggregator=None)

    @api.depends("partner_id.name")
    def _compute_display_name(self):
        for member in self:
            member.display_name = member.partner_id.name

    def _is_in_office(self, day):
        self.ensure_one()
        begun = not self.date_start or self.date_start <= day
        return begun and (not self.date_end or self.date_end >= day)
