from odoo import api, fields, models


class PropertyCommitteeTerm(models.Model):
    """The owners' committee of a site, from its election to its handover."""

    _name = "property.committee.term"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Committee term"
    _order = "site_id, number desc, id desc"
    _rec_names_search = ["site_id.name", "site_id.code"]

    name = fields.Char(string="Committee", compute="_compute_name")
    site_id = fields.Many2one(
        "property.site",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    number = fields.Integer(string="Term number", required=True, default=1)
    rule_id = fields.Many2one(
        "property.committee.rule", string="Rule of the place", ondelete="restrict"
    )
    seats = fields.Integer()
    date_start = fields.Date(string="From", tracking=True)
    date_end = fields.Date(string="Until", tracking=True)
    state = fields.Selection(
        [
            ("draft", "Preparing"),
            ("elected", "Elected"),
            ("filed", "In office"),
            ("handing_over", "Handing over"),
            ("ended", "Ended"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    elected_on = fields.Date(tracking=True, copy=False)
    announced_on = fields.Date(tracking=True, copy=False)
    filing_due_on = fields.Date(string="File until", copy=False)
    filed_on = fields.Date(tracking=True, copy=False)
    filing_number = fields.Char(tracking=True, copy=False)
    authority_partner_id = fields.Many2one(
        "res.partner", string="Authority", ondelete="restrict"
    )
    predecessor_id = fields.Many2one(
        "property.committee.term", copy=False, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users", string="Looked after by", domain=[("share", "=", False)]
    )
    member_ids = fields.One2many("property.committee.member", "term_id")
    handover_item_ids = fields.One2many("property.committee.handover.item", "term_id")
    document_ids = fields.One2many("property.committee.document", "term_id")
    meeting_ids = fields.One2many("property.committee.meeting", "term_id")
    matter_ids = fields.One2many("property.committee.matter", "term_id")

    @api.depends("site_id.name", "number")
    @api.depends_context("lang")
    def _compute_name(self):
        for term in self:
            term.name = self.env._(
                "%(site)s, term %(number)s",
                site=term.site_id.name or "",
                number=term.number,
            )

    @api.depends("name")
    def _compute_display_name(self):
        for term in self:
            term.display_name = term.name

    def _get_members(self, day):
        """Return the members, not the alternates, who hold office on that day."""
        return self.member_ids.filtered(
            lambda member: member.role != "alternate" and member._is_in_office(day)
        )
