from odoo import api, fields, models
from odoo.exceptions import UserError

from ..system_fields import get_system_fields

MONTHS = {"month": 1, "quarter": 3}


class PropertyStaffScorePeriod(models.Model):
    """The scores of the people of a site, or of the company, for a month or a quarter.

    Once locked nothing of it changes any more, whoever asks; what turns out wrong is
    put right by a new version that says why.
    """

    _name = "property.staff.score.period"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Period of staff scores"
    _order = "date_from desc, site_id, version desc, id desc"

    name = fields.Char(string="Period", compute="_compute_name", store=True)
    kind = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter")],
        string="Length",
        required=True,
        default="month",
    )
    date_from = fields.Date(
        string="First day",
        required=True,
        index=True,
        default=lambda self: self._default_date_from(),
    )
    date_to = fields.Date(string="Last day", compute="_compute_name", store=True)
    site_id = fields.Many2one(
        "property.site",
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user._get_only_site(),
        help="Whose people are compared. Without a site: those of the whole company.",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        index=True,
        required=True,
        precompute=True,
    )
    state = fields.Selection(
        [("draft", "Not counted"), ("counted", "Counted"), ("locked", "Locked")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "property.staff.score.period",
        string="Corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many(
        "property.staff.score.period", "previous_id", string="Corrected by"
    )
    reason = fields.Char(
        string="Why it was corrected", readonly=True, copy=False, tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Is asked about appeals, unless they are his own.",
    )
    appeal_days = fields.Integer(
        string="Days to appeal",
        default=14,
        help="After the lock, for the employees.",
    )
    date_counted = fields.Datetime(string="Counted on", readonly=True, copy=False)
    date_locked = fields.Datetime(string="Locked on", readonly=True, copy=False)
    locked_by_id = fields.Many2one(
        "res.users", string="Locked by", readonly=True, copy=False
    )
    appeal_until = fields.Date(string="Appeals until", readonly=True, copy=False)
    level = fields.Float(
        string="General level",
        digits=(16, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Of all that was counted, once cases and customers are made alike.",
    )
    team_mean = fields.Float(
        string="Mean of the team",
        digits=(16, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Mean of the scores shown. 0: fewer than three people have one.",
    )
    rating_count = fields.Integer(
        string="Ratings counted", readonly=True, copy=False, aggregator="sum"
    )
    staff_count = fields.Integer(
        string="Employees", readonly=True, copy=False, aggregator="sum"
    )
    score_ids = fields.One2many(
        "property.staff.score", "period_id", string="Scores", copy=False
    )
    appeal_ids = fields.One2many(
        "property.staff.score.appeal", "period_id", string="Appeals of the period"
    )
    open_appeal_count = fields.Integer(
        string="Open appeals", compute="_compute_open_appeal_count"
    )

    _version_unique = models.UniqueIndex(
        "(company_id, COALESCE(site_id, 0), kind, date_from, version)",
        "There are scores of this period already.",
    )
    _appeal_days = models.Constraint(
        "CHECK(appeal_days >= 0)", "Days to appeal are not negative."
    )

    @api.model
    def _default_date_from(self):
        last = fields.Date.subtract(fields.Date.context_today(self), months=1)
        return fields.Date.start_of(last, "month")

    @api.depends("kind", "date_from")
    def _compute_name(self):
        for period in self:
            first = period.date_from
            if not first or not period.kind:
                period.name = period.date_to = False
                continue
            period.date_to = fields.Date.add(first, months=MONTHS[period.kind], days=-1)
            month, quarter = f"{first:%Y-%m}", f"{first.year} Q{(first.month + 2) // 3}"
            period.name = month if period.kind == "month" else quarter

    @api.depends("name", "site_id.name", "company_id.name", "version")
    def _compute_display_name(self):
        for period in self:
            whose = period.site_id.name or period.company_id.name
            version = f" ({period.version})" if period.version > 1 else ""
            period.display_name = f"{period.name} {whose or ''}{version}"

    @api.depends("site_id")
    def _compute_company_id(self):
        for period in self:
            period.company_id = (
                period.site_id.company_id or period.company_id or self.env.company
            )

    @api.depends("appeal_ids.state")
    def _compute_open_appeal_count(self):
        counts = dict(
            self.env["property.staff.score.appeal"]._read_group(
                [("period_id", "in", self.ids), ("state", "=", "open")],
                ["period_id"],
                ["__count"],
            )
        )
        for period in self:
            period.open_appeal_count = counts.get(period._origin, 0)

    @api.onchange("kind", "date_from")
    def _onchange_date_from(self):
        if self.date_from and self.kind:
            self.date_from = fields.Date.start_of(self.date_from, self.kind)

    @api.model_create_multi
    def create(self, vals_list):
        counted = frozenset() if self.env.su else get_system_fields(self)
        return super().create(
            [
                {
                    name: value
                    for name, value in self._with_first_day(vals).items()
                    if name not in counted
                }
                for vals in vals_list
            ]
        )

    def write(self, vals):
        self._check_not_locked()
        if not self.env.su and not get_system_fields(self).isdisjoint(vals):
            raise UserError(self.env._("Scores are counted and locked by the buttons."))
        if {"kind", "date_from", "site_id"} & vals.keys():
            if self.score_ids:
                raise UserError(
                    self.env._("It was counted: make another period instead.")
                )
            vals = self._with_first_day(vals)
        return super().write(vals)

    def _with_first_day(self, vals):
        """Return the values with a date that begins a month, or a quarter."""
        kind = vals.get("kind") or self[:1].kind or "month"
        given = vals.get("date_from") or self[:1].date_from
        day = fields.Date.to_date(given or self._default_date_from())
        return {**vals, "date_from": fields.Date.start_of(day, kind)}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_not_locked()
        if self.appeal_ids:
            raise UserError(self.env._("Appeals are kept, and so is their period."))

    def _check_not_locked(self):
        """Refuse to everybody: a lock that somebody opens is none."""
        for period in self:
            if period.state == "locked":
                raise UserError(
                    self.env._(
                        "%(period)s is locked. Correct it by a new version.",
                        period=period.display_name,
                    )
                )
