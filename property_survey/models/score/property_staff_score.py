from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.interval_bar import interval_bar
from ..result.property_survey_result_line import STATUSES


class PropertyStaffScore(models.Model):
    """What one employee's work was worth to those who rated it, made fair.

    Of fewer than five answers there are no figures, to nobody.
    """

    _name = "property.staff.score"
    _inherit = ["property.site.mixin"]
    _description = "Staff score"
    _order = "period_id desc, score desc, id"
    _rec_name = "user_id"

    period_id = fields.Many2one(
        "property.staff.score.period",
        string="Period of scores",
        required=True,
        index=True,
        ondelete="cascade",
    )
    # What an employee sees of the period, whose page is the managers'
    period_name = fields.Char(related="period_id.name", string="Period")
    period_state = fields.Selection(related="period_id.state", store=True)
    period_version = fields.Integer(related="period_id.version", string="Version")
    date_from = fields.Date(related="period_id.date_from", store=True, index=True)
    date_to = fields.Date(related="period_id.date_to")
    appeal_until = fields.Date(related="period_id.appeal_until")
    team_mean = fields.Float(
        related="period_id.team_mean", string="Mean of the team", aggregator=None
    )
    site_id = fields.Many2one(related="period_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="period_id.territory_id", store=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    rating_count = fields.Integer(string="Ratings", readonly=True)
    status = fields.Selection(
        STATUSES, string="How sure", required=True, readonly=True, default="hidden"
    )
    raw = fields.Float(
        string="Mean of the stars", readonly=True, digits=(16, 2), aggregator="avg"
    )
    for_cases = fields.Float(
        string="For his cases",
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="Added for kind, urgency and building of what he was given.",
    )
    for_customers = fields.Float(
        string="For his customers",
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="Added because some give everybody few stars, and others many.",
    )
    for_few = fields.Float(
        string="For few answers",
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="Added because few answers say little: drawn to the general level.",
    )
    score = fields.Float(
        string="Fair score", readonly=True, digits=(16, 2), aggregator="avg"
    )
    low = fields.Float(
        string="Interval from", readonly=True, digits=(16, 2), aggregator="avg"
    )
    high = fields.Float(
        string="Interval to", readonly=True, digits=(16, 2), aggregator="avg"
    )
    spread = fields.Float(
        string="Dispersion",
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="How far his ratings lie apart (standard deviation), cases and customers"
        " made alike.",
    )
    reliability = fields.Float(
        string="Own share (%)",
        readonly=True,
        digits=(16, 0),
        aggregator="avg",
        help="How much of the score comes from his own answers, not from the level of"
        " all.",
    )
    rank = fields.Integer(
        readonly=True,
        aggregator=None,
        help="Only where the interval meets nobody else's; 0: not to be told.",
    )
    interval = fields.Html(
        string="Score and interval",
        compute="_compute_interval",
        sanitize=False,
    )
    rating_ids = fields.Many2many(
        "rating.rating",
        "property_staff_score_rating_rel",
        "score_id",
        "rating_id",
        string="Ratings of requests",
        readonly=True,
    )
    appeal_ids = fields.One2many(
        "property.staff.score.appeal", "score_id", string="Appeals"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    may_appeal = fields.Boolean(compute="_compute_is_mine")

    _user_unique = models.Constraint(
        "UNIQUE(period_id, user_id)", "He has a score in this period already."
    )

    @api.depends("user_id.name", "period_id.name")
    def _compute_display_name(self):
        for score in self:
            score.display_name = f"{score.user_id.name} {score.period_name}"

    @api.depends("low", "high", "score", "team_mean", "status")
    def _compute_interval(self):
        for score in self:
            score.interval = score.status != "hidden" and interval_bar(
                score.low, score.score, score.high, score.team_mean
            )

    @api.depends("user_id", "period_state", "appeal_until", "appeal_ids.state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        today = fields.Date.context_today(self)
        for score in self:
            score.is_mine = score.user_id == self.env.user
            score.may_appeal = score.is_mine and score._is_open(today)

    def _is_open(self, today):
        """Return whether the employee may appeal now."""
        if self.period_state == "draft" or "open" in self.appeal_ids.mapped("state"):
            return False
        return not self.appeal_until or self.appeal_until >= today

    @api.model_create_multi
    def create(self, vals_list):
        scores = super().create(vals_list)
        scores.period_id._check_not_locked()
        return scores

    def write(self, vals):
        self.period_id._check_not_locked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self.period_id._check_not_locked()

    def action_appeal(self):
        """Open the form in which the employee says where it is unfair."""
        self.ensure_one()
        if not self.may_appeal:
            raise UserError(
                self.env._("You may appeal against your own score, in time and once.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Appeal"),
            "res_model": "property.staff.score.appeal",
            "view_mode": "form",
            "views": [
                (
                    self.env.ref(
                        "property_survey.property_staff_score_appeal_view_form_new"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_score_id": self.id},
        }
