from odoo import api, fields, models
from odoo.tools import format_date


class PropertyAssembly(models.Model):
    """An owners' assembly: who may vote, on what, and what came of it."""

    _name = "property.assembly"
    _inherit = [
        "property.assembly.kept",
        "property.assembly.scope",
        "property.site.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Owners' assembly"
    _order = "meeting_at desc, id desc"

    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    number = fields.Char(readonly=True, copy=False, index=True)
    name = fields.Char(
        string="Assembly",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    kind = fields.Selection(
        [
            ("regular", "Regular"),
            ("interim", "Interim"),
            ("emergency", "Emergency"),
        ],
        required=True,
        default="regular",
        tracking=True,
    )
    form = fields.Selection(
        [
            ("meeting", "Meeting"),
            ("written", "Written consultation"),
            ("online", "Online"),
            ("mixed", "Mixed"),
        ],
        required=True,
        default="mixed",
        help="Meeting: owners vote on paper where they meet. Written consultation: on"
        " paper that goes round. Online: on the portal, without paper. Mixed: as each"
        " owner likes; also where the law asks on paper who is not online.",
        tracking=True,
    )
    scope = fields.Selection(
        [
            ("site", "Whole site"),
            ("building", "One building"),
            ("entrance", "One entrance"),
            ("units", "List of units"),
        ],
        required=True,
        default="site",
        tracking=True,
    )
    committee_term_id = fields.Many2one(
        "property.committee.term",
        string="Called by the committee",
        domain="[('site_id', '=', site_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Looked after by",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    meeting_at = fields.Datetime(string="Meeting", tracking=True, index=True)
    place = fields.Char(tracking=True)
    opens_at = fields.Datetime(string="Voting from", tracking=True, index=True)
    closes_at = fields.Datetime(string="Voting until", tracking=True, index=True)
    notice_on = fields.Date(string="Day of the notice", tracking=True)
    procedure_id = fields.Many2one(
        "property.vote.procedure",
        string="Rules of procedure",
        domain="[('site_id', '=', site_id)]",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("draft", "Being prepared"),
            ("called", "Called"),
            ("open", "Voting"),
            ("closed", "Vote closed"),
            ("announced", "Announced"),
            ("final", "Final"),
            ("annulled", "Annulled"),
            ("cancelled", "Called off"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
        tracking=True,
    )
    description = fields.Html(help="What the owners read above the agenda.")
    motion_ids = fields.One2many("property.motion", "assembly_id", string="Agenda")
    row_ids = fields.One2many("property.assembly.row", "assembly_id", string="Register")
    signature_ids = fields.One2many(
        "property.assembly.signature", "assembly_id", string="Requested by"
    )
    service_ids = fields.One2many(
        "property.assembly.service", "assembly_id", string="Proof of service"
    )
    sheet_ids = fields.One2many(
        "property.ballot.sheet", "assembly_id", string="Paper ballots"
    )
    proxy_ids = fields.One2many("property.proxy", "assembly_id", string="Proxies")
    objection_ids = fields.One2many(
        "property.assembly.objection", "assembly_id", string="Objections"
    )
    head_identity = fields.Selection(
        [
            ("same_set", "The same owners are one head"),
            ("any_common", "Any owner in common makes one head"),
        ],
        string="One head is",
        readonly=True,
        copy=False,
    )
    developer_key = fields.Integer(
        readonly=True, copy=False, export_string_translation=False
    )
    frozen_on = fields.Datetime(string="Register frozen on", readonly=True, copy=False)
    chain_head = fields.Char(
        string="Last hash of the register", readonly=True, copy=False
    )
    opened_on = fields.Datetime(string="Vote opened on", readonly=True, copy=False)
    closed_on = fields.Datetime(string="Vote closed on", readonly=True, copy=False)
    counted_on = fields.Datetime(readonly=True, copy=False)
    public_key = fields.Char(readonly=True, copy=False)
    # no group of users is this one: nobody reads it but the server
    wrapped_key = fields.Json(copy=False, groups=fields.NO_ACCESS)
    scrutineer_ids = fields.Many2many(
        "res.partner",
        string="Scrutineers",
        copy=False,
        readonly=True,
        ondelete="restrict",
    )
    announced_on = fields.Date(readonly=True, copy=False)
    objection_until = fields.Date(string="Objections until", copy=False)
    challenge_until = fields.Date(
        string="Court challenge until", readonly=True, copy=False
    )
    previous_id = fields.Many2one(
        "property.assembly",
        string="Repeat of",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _closes_later = models.Constraint(
        "CHECK(closes_at > opens_at)", "A vote ends after it has begun."
    )

    @api.depends("kind", "site_id", "meeting_at", "opens_at")
    def _compute_name(self):
        for assembly in self:
            day = assembly._get_vote_day()
            if assembly.name or not day:
                assembly.name = assembly.name or self.env._("Owners' assembly")
                continue
            assembly.name = self.env._(
                "Owners' assembly of %(day)s", day=format_date(self.env, day)
            )

    @api.constrains("scope", "building_id", "entrance", "unit_ids", "site_id")
    def _check_scope(self):
        for assembly in self:
            assembly._check_scope_fields(assembly.site_id)

    @api.model_create_multi
    def create(self, vals_list):
        assemblies = super().create(vals_list)
        # sudo: who calls an assembly need not be allowed to count numbers
        sequences_sudo = self.env["ir.sequence"].sudo()
        for assembly in assemblies:
            numbers = sequences_sudo.with_company(assembly.company_id)
            assembly.sudo().number = numbers.next_by_code("property.assembly")
        return assemblies
