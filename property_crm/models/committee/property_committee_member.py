from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

ROLES = [
    ("chair", "Chair"),
    ("deputy", "Deputy chair"),
    ("member", "Ordinary member"),
    ("alternate", "Alternate"),
]


class PropertyCommitteeMember(models.Model):
    """A seat of the committee, or a place in the row of alternates, for a time."""

    _name = "property.committee.member"
    _inherit = ["property.person.mixin", "property.committee.mixin"]
    _description = "Committee member"
    _order = "term_id, date_end desc, rank, id"
    _rec_names_search = ["partner_id.name"]

    term_id = fields.Many2one(required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    role = fields.Selection(ROLES, required=True, default="member", index=True)
    seat = fields.Integer(aggregator=None)
    unit_id = fields.Many2one(
        "property.unit",
        string="Unit he owns",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        domain="[('site_id', '=', site_id)]",
        index=True,
        ondelete="restrict",
    )
    date_start = fields.Date(
        string="From",
        compute="_compute_date_start",
        store=True,
        precompute=True,
        readonly=False,
    )
    date_end = fields.Date(string="Until", help="Last day. Empty: to the end.")
    end_reason = fields.Selection(
        [
            ("resigned", "Resigned"),
            ("sold", "Sold the unit"),
            ("dismissed", "Dismissed"),
            ("replaced", "Replaced"),
            ("seated", "Took a seat"),
            ("died", "Died"),
            ("ineligible", "No longer eligible"),
        ],
        string="Why it ended",
    )
    yes_area = fields.Integer(
        string="Yes votes, area", aggregator=None, help="In 0.01 m², as it was counted."
    )
    yes_heads = fields.Integer(string="Yes votes, heads", aggregator=None)
    rank = fields.Integer(
        string="Order",
        default=1,
        aggregator=None,
        help="By the votes of the election; alternates follow in this order.",
    )
    replaces_id = fields.Many2one(
        "property.committee.member",
        string="Took the seat of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    is_current = fields.Boolean(
        string="In office", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_start <= date_end)", "The last day cannot come before the first."
    )
    _votes_counted = models.Constraint(
        "CHECK(yes_area >= 0 AND yes_heads >= 0)", "Votes are not below zero."
    )

    @api.depends("partner_id.name")
    def _compute_display_name(self):
        for member in self:
            member.display_name = member.partner_id.name

    @api.depends("term_id.date_start")
    def _compute_date_start(self):
        for member in self:
            member.date_start = member.date_start or member.term_id.date_start

    @api.depends("partner_id", "term_id.site_id")
    def _compute_unit_id(self):
        """Propose the unit of whoever owns one of the site only."""
        rows = self.env["property.ownership"]._read_group(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("site_id", "in", self.term_id.site_id.ids),
                ("is_current", "=", True),
            ],
            ["site_id", "partner_id"],
            ["unit_id:recordset"],
        )
        owned = {(site.id, partner.id): units for site, partner, units in rows}
        for member in self:
            key = (member.term_id.site_id._origin.id, member.partner_id._origin.id)
            units = member.unit_id or owned.get(key, member.unit_id)
            member.unit_id = units if len(units) == 1 else False

    @api.depends("date_start", "date_end", "term_id.state")
    def _compute_is_current(self):
        for member in self:
            open_term = member.term_id.state not in ("draft", "ended")
            day = member.site_id._get_today() if member.site_id else fields.Date.today()
            member.is_current = open_term and member._is_in_office(day)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_current_domain()

    @api.model
    def _get_current_domain(self):
        """Return the domain of who holds a place today in a term that has not ended."""
        held = self.env["property.site"]._get_today_domain(
            lambda day: (
                (Domain("date_start", "=", False) | Domain("date_start", "<=", day))
                & (Domain("date_end", "=", False) | Domain("date_end", ">=", day))
            )
        )
        return held & Domain("term_id.state", "not in", ("draft", "ended"))

    def _is_in_office(self, day):
        self.ensure_one()
        begun = not self.date_start or self.date_start <= day
        return begun and (not self.date_end or self.date_end >= day)

    @api.constrains("unit_id", "term_id")
    def _check_unit_of_site(self):
        for member in self.sudo():  # sudo: whose unit it is is compared
            if member.unit_id and member.unit_id.site_id != member.term_id.site_id:
                raise ValidationError(
                    self.env._("Unit: it must be one of the committee's site.")
                )

    # What may be changed, and is told in the chatter of the term

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._check_term_open()
        members._log_on_terms({member: member._describe() for member in members})
        return members

    def write(self, vals):
        if vals.keys() - {"told_on"}:
            self._check_term_open()
        before = {member: member._describe() for member in self}
        result = super().write(vals)
        self._log_on_terms(
            {
                member: f"{old} → {member._describe()}"
                for member, old in before.items()
                if old != member._describe()
            }
        )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_elected(self):
        if any(member.term_id.state != "draft" for member in self):
            raise UserError(
                self.env._("Who was elected is history: enter the last day instead.")
            )

    def _check_term_open(self):
        if not self.env.su and any(term.state == "ended" for term in self.term_id):
            raise UserError(
                self.env._("The term has ended: its members stay as they are.")
            )

    def _describe(self):
        """Return one line for the chatter: who, as what, from when to when."""
        self.ensure_one()
        roles = dict(self._fields["role"]._description_selection(self.env))
        reasons = dict(self._fields["end_reason"]._description_selection(self.env))
        days = [
            fields.Date.to_string(day) if day else "…"
            for day in (self.date_start, self.date_end)
        ]
        parts = [self.partner_id.name or "", roles.get(self.role), " – ".join(days)]
        return ", ".join(filter(None, [*parts, reasons.get(self.end_reason)]))

    def _log_on_terms(self, line_by_member):
        for member, line in line_by_member.items():
            # sudo: whoever may change a member notes it on the term
            member.term_id.sudo()._message_log(body=line)
