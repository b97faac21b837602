from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.vote_days import get_announcement_deadline, get_filing_deadline
from ..territory.property_reference_guard import PropertyReferenceGuard

RUNNING = ("elected", "filed", "handing_over")
# what the buttons write
SYSTEM_FIELDS = frozenset(("state", "reminded_for"))


class PropertyCommitteeTerm(models.Model):
    """The owners' committee of a site, from its election to its handover."""

    _name = "property.committee.term"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Committee term"
    _order = "site_id, number desc, id desc"
    _rec_names_search = ["site_id.name", "site_id.code"]
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "authority_partner_id",
        "predecessor_id",
    )

    name = fields.Char(string="Committee", compute="_compute_name")
    site_id = fields.Many2one(
        "property.site",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self._default_site_id(),
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    number = fields.Integer(
        string="Term number",
        required=True,
        compute="_compute_number",
        store=True,
        precompute=True,
        readonly=False,
        aggregator=None,
        tracking=True,
    )
    rule_id = fields.Many2one(
        "property.committee.rule",
        string="Rule of the place",
        compute="_compute_rule_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        help="By the city or province of the site; another may be chosen.",
    )
    seats = fields.Integer(
        default=5, help="Members by the decision of the owners.", tracking=True
    )
    date_start = fields.Date(
        string="From",
        compute="_compute_date_start",
        store=True,
        precompute=True,
        readonly=False,
        tracking=True,
        help="First day of the term.",
    )
    date_end = fields.Date(
        string="Until",
        compute="_compute_date_end",
        store=True,
        precompute=True,
        readonly=False,
        tracking=True,
        help="Last day of the term.",
    )
    state = fields.Selection(
        [
            ("draft", "Preparing"),
            ("elected", "Elected"),
            ("filed", "In office"),
            ("handing_over", "Handing over"),
            ("ended", "Term ended"),
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
    announce_due_on = fields.Date(
        string="Announce until", compute="_compute_deadlines", store=True
    )
    announced_on = fields.Date(tracking=True, copy=False)
    filing_due_on = fields.Date(
        string="File until",
        compute="_compute_deadlines",
        store=True,
        help="A day off moves it to the next working day.",
    )
    filed_on = fields.Date(tracking=True, copy=False)
    filing_number = fields.Char(tracking=True, copy=False)
    authority_partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        ondelete="restrict",
        help="Where the committee is filed: the street office or the district.",
    )
    predecessor_id = fields.Many2one(
        "property.committee.term",
        compute="_compute_predecessor_id",
        store=True,
        readonly=False,
        copy=False,
        domain="[('site_id', '=', site_id), ('number', '<', number)]",
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Looked after by",
        domain=[("share", "=", False)],
        compute="_compute_user_id",
        store=True,
        readonly=False,
        tracking=True,
        help="Is reminded of filing and of the next election.",
    )
    member_ids = fields.One2many(
        "property.committee.member", "term_id", string="Members and alternates"
    )
    handover_item_ids = fields.One2many(
        "property.committee.handover.item", "term_id", string="To hand over"
    )
    document_ids = fields.One2many(
        "property.committee.document", "term_id", string="Documents"
    )
    meeting_ids = fields.One2many(
        "property.committee.meeting", "term_id", string="Committee meetings"
    )
    matter_ids = fields.One2many(
        "property.committee.matter", "term_id", string="Matters"
    )
    note = fields.Html()

    _number_uniq = models.UniqueIndex(
        "(site_id, number)", "This site has a committee of this number already."
    )
    _one_in_office = models.UniqueIndex(
        "(site_id) WHERE state = 'filed'",
        "This site has a committee in office. Start its handover first.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_start <= date_end)", "The last day cannot come before the first."
    )
    _counted_from_one = models.Constraint(
        "CHECK(number > 0 AND seats > 0)", "Terms and seats are counted from one."
    )
    _filed_after_election = models.Constraint(
        "CHECK(elected_on <= announced_on AND elected_on <= filed_on)",
        "A committee is elected before it is announced and filed.",
    )

    @api.model
    def _default_site_id(self):
        sites = self.env["property.site"].search([], limit=2)
        return sites if len(sites) == 1 else False

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

    @api.depends("site_id")
    def _compute_number(self):
        """Propose the number after the last of the site."""
        rows = self._read_group(
            [("site_id", "in", self.site_id.ids)], ["site_id"], ["number:max"]
        )
        last = dict(rows)
        for term in self:
            term.number = term.number or last.get(term.site_id._origin, 0) + 1

    @api.depends("site_id")
    def _compute_rule_id(self):
        rules = self.env["property.committee.rule"]
        for site, terms in self.grouped("site_id").items():
            site_sudo = site.sudo()  # sudo: its city decides, whoever plans
            found = site and rules._get_for(site_sudo, site_sudo._get_today())
            for term in terms:
                term.rule_id = term.rule_id or found

    @api.depends("elected_on")
    def _compute_date_start(self):
        for term in self:
            term.date_start = term.date_start or term.elected_on

    @api.depends("date_start", "rule_id")
    def _compute_date_end(self):
        """Propose the longest term that the place allows."""
        for term in self:
            years = term.rule_id.term_years_max
            if term.date_end or not term.date_start or not years:
                term.date_end = term.date_end
                continue
            after = fields.Date.add(term.date_start, years=years)
            term.date_end = fields.Date.subtract(after, days=1)

    @api.depends(
        "elected_on", "site_id", "rule_id.announce_days", "rule_id.filing_days"
    )
    def _compute_deadlines(self):
        for term in self:
            if not term.elected_on or not term.site_id:
                term.announce_due_on = term.filing_due_on = False
                continue
            is_off = term.site_id._get_day_off_test()
            days = (term.rule_id.announce_days, term.rule_id.filing_days)
            term.announce_due_on = days[0] and get_announcement_deadline(
                term.elected_on, is_off, days[0]
            )
            term.filing_due_on = days[1] and get_filing_deadline(
                term.elected_on, is_off, days[1]
            )

    @api.depends("site_id", "number")
    def _compute_predecessor_id(self):
        others = self.search([("site_id", "in", self.site_id.ids)], order="number desc")
        for term in self:
            earlier = others.filtered(
                lambda one, term=term: (
                    one.site_id == term.site_id._origin and one.number < term.number
                )
            )
            term.predecessor_id = term.predecessor_id or earlier[:1]

    @api.depends("site_id")
    def _compute_user_id(self):
        for term in self:
            # sudo: who keeps the site is reminded, whoever plans
            term.user_id = term.user_id or term.site_id.sudo().manager_id

    # What may still be changed

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                for name in SYSTEM_FIELDS:
                    vals.pop(name, None)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            if SYSTEM_FIELDS & vals.keys():
                raise UserError(self.env._("Status: use the buttons."))
            moved = {"site_id", "number"} & vals.keys()
            if moved and any(term.state != "draft" for term in self):
                raise UserError(
                    self.env._(
                        "%(field)s: it stays as it is once the committee is elected.",
                        field=self._fields[min(moved)]._description_string(self.env),
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_elected(self):
        if any(term.state != "draft" for term in self):
            raise UserError(self.env._("A committee that was elected is history."))

    # Who sits on it

    def _get_members(self, day):
        """Return the members, not the alternates, who hold office on that day."""
        return self.member_ids.filtered(
            lambda member: member.role != "alternate" and member._is_in_office(day)
        )

    def _get_alternates(self, day):
        """Return the alternates of that day in the order in which they follow."""
        return self.member_ids.filtered(
            lambda member: member.role == "alternate" and member._is_in_office(day)
        ).sorted(lambda member: (member.rank, member.id))
