from odoo import api, fields, models

STATES = [
    ("draft", "Draft"),
    ("to_approve", "Waiting for approval"),
    ("approved", "Approved"),
    ("sent", "Waiting for signature"),
    ("active", "In force"),
    ("ended", "Ended"),
    ("refused", "Refused"),
    ("expired", "Not accepted in time"),
    ("replaced", "Replaced"),
    ("cancelled", "Cancelled"),
]
PROPOSAL_STATES = ("draft", "to_approve", "approved", "sent", "refused", "expired")
LEVELS = [("basic", "Basic"), ("standard", "Standard"), ("premium", "Premium")]
NEW = "/"


class Agreement(models.Model):
    """A proposal, and the agreement it becomes: one document with one history.

    agreement 19.0.2.2.0 has no index on partner, company and type, lets every user
    delete every agreement, and copies only one at a time.
    """

    _name = "agreement"
    _inherit = [
        "agreement",
        "property.territory.mixin",
        "property.person.mixin",
        "property.api.mixin",
        "portal.mixin",
    ]
    _order = "start_date desc, id desc"
    _rec_names_search = ["name", "code", "proposal_code", "partner_id.name"]
    # the site follows from the unit, but may be chosen where there is none
    _kept_references = ("territory_id",)

    code = fields.Char(string="Number", default=NEW, copy=False, index="trigram")
    name = fields.Char(string="Subject", index="trigram")
    partner_id = fields.Many2one(string="Customer", index="btree_not_null")
    commercial_partner_id = fields.Many2one(index="btree_not_null")
    company_id = fields.Many2one(index="btree_not_null")
    agreement_type_id = fields.Many2one(index="btree_not_null")
    state = fields.Selection(
        STATES, required=True, default="draft", copy=False, tracking=True, index=True
    )
    proposal_code = fields.Char(
        string="Number of the proposal", copy=False, readonly=True, index="trigram"
    )
    template_id = fields.Many2one(
        "agreement",
        domain="[('is_template', '=', True)]",
        index="btree_not_null",
        ondelete="set null",
        help="Gives the text and the services.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index="btree_not_null",
        tracking=True,
    )
    unit_id = fields.Many2one(
        "property.unit", index="btree_not_null", ondelete="restrict", tracking=True
    )
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
    )
    territory_id = fields.Many2one(
        compute="_compute_territory_id", store=True, precompute=True
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        compute="_compute_lang",
        store=True,
        precompute=True,
        readonly=False,
        help="Of the text, the print and the page for the customer.",
    )
    service_level = fields.Selection(
        LEVELS,
        tracking=True,
        help="What is promised: service promises may ask for it.",
    )
    valid_until = fields.Date(
        string="Offer valid until",
        copy=False,
        tracking=True,
        help="The last day on which the customer may accept.",
    )
    notice_days = fields.Integer(
        string="Notice period",
        default=30,
        help="How many days before the end one has to say that it shall end.",
    )
    notice_date = fields.Date(
        string="Notice until", compute="_compute_notice_date", store=True
    )
    signature_date = fields.Date(copy=False)
    signed_by = fields.Char(copy=False, readonly=True)
    line_ids = fields.One2many(
        "property.agreement.line", "agreement_id", string="Services", copy=True
    )
    event_ids = fields.One2many("property.agreement.event", "agreement_id")
    note = fields.Text(string="Internal note", copy=False)

    _end_idx = models.Index("(end_date) WHERE active IS TRUE AND state = 'active'")

    def _init_column(self, column_name):
        """What was there before is in force, and nobody is known to keep it."""
        if column_name == "user_id":
            return None
        result = super()._init_column(column_name)
        if column_name == "state":
            self.env.cr.execute(
                "UPDATE agreement SET state = 'active' WHERE is_template IS NOT TRUE"
            )
        return result

    @api.depends("unit_id")
    def _compute_site_id(self):
        for agreement in self:
            agreement.site_id = agreement.unit_id.site_id or agreement.site_id

    @api.depends("unit_id.territory_id", "site_id.territory_id")
    def _compute_territory_id(self):
        for agreement in self:
            agreement.territory_id = (
                agreement.unit_id.territory_id or agreement.site_id.territory_id
            )

    @api.depends("partner_id")
    def _compute_lang(self):
        for agreement in self:
            agreement.lang = agreement.partner_id.lang or self.env.lang

    @api.depends("end_date", "notice_days")
    def _compute_notice_date(self):
        for agreement in self:
            agreement.notice_date = agreement.end_date and fields.Date.subtract(
                agreement.end_date, days=agreement.notice_days
            )

    @api.depends("territory_id", "site_id", "partner_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        """Without a place it is seen by those who see the customer."""
        placed = self.filtered("territory_id")
        for agreement in self - placed:
            agreement.in_my_territory = (
                not agreement.partner_id or agreement.partner_id.in_my_territory
            )
        return super(Agreement, placed)._compute_in_my_territory()

    def _search_in_my_territory(self, operator, value):
        domain = super()._search_in_my_territory(operator, value)
        if domain is NotImplemented or domain.is_true():
            return domain
        people = self.env["res.partner"]._search([("in_my_territory", "=", True)])
        unplaced = fields.Domain("territory_id", "=", False) & (
            fields.Domain("partner_id", "=", False)
            | fields.Domain("partner_id", "in", people)
        )
        return domain | unplaced

    def _compute_access_url(self):
        for agreement in self:
            agreement.access_url = f"/my/agreements/{agreement.id}"

    def _get_today(self):
        """Return the day it is at the site."""
        self.ensure_one()
        # sudo: the time zone only
        zone = self.sudo().site_id.tz or self.env.user.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def copy(self, default=None):
        """Copies get a number of their own; the parent copies one at a time."""
        return super().copy({"code": NEW, **(default or {})})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("code", NEW) == NEW:
                vals["code"] = self._next_code(vals)
        return super().create(vals_list)

    @api.model
    def _next_code(self, vals):
        if vals.get("is_template"):
            kind = "template"
        elif vals.get("state") == "active":
            kind = "agreement"
        else:
            kind = "proposal"
        # sudo: a number is drawn by whoever may write the document
        sequence_sudo = self.env["ir.sequence"].sudo()
        return sequence_sudo.next_by_code(f"agreement.{kind}") or NEW
