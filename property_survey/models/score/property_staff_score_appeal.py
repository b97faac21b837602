from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

GIVEN = frozenset({"score_id", "reason", "rating_ids"})
# What the manager fills in before he decides.
DECIDED = frozenset({"treatment", "to_user_id", "decision"})
DAYS_TO_DECIDE = 14


class PropertyStaffScoreAppeal(models.Model):
    """An employee says where his score is unfair, and a manager decides.

    Neither what was said nor what was decided changes afterwards.
    """

    _name = "property.staff.score.appeal"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Appeal against a staff score"
    _order = "id desc"
    _mail_post_access = "read"

    score_id = fields.Many2one(
        "property.staff.score",
        string="Score appealed against",
        required=True,
        index=True,
        ondelete="restrict",
    )
    period_id = fields.Many2one(related="score_id.period_id", store=True, index=True)
    period_name = fields.Char(related="score_id.period_name", string="Period")
    user_id = fields.Many2one(related="score_id.user_id", store=True, index=True)
    site_id = fields.Many2one(related="score_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="score_id.territory_id", store=True)
    company_id = fields.Many2one(related="score_id.company_id", store=True, index=True)
    reason = fields.Text(string="What is unfair", required=True)
    own_rating_ids = fields.Many2many(related="score_id.rating_ids", string="All of it")
    rating_ids = fields.Many2many(
        "rating.rating",
        "property_staff_score_appeal_rating_rel",
        "appeal_id",
        "rating_id",
        string="About these ratings",
        help="Those that are wrong: of another's work, or of something nobody could"
        " help. Empty: it is about the score as a whole.",
    )
    state = fields.Selection(
        [("open", "To be decided"), ("accepted", "Upheld"), ("refused", "Turned down")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_deadline = fields.Date(
        string="To be decided by",
        readonly=True,
        copy=False,
        default=lambda self: fields.Date.add(
            fields.Date.context_today(self), days=DAYS_TO_DECIDE
        ),
    )
    treatment = fields.Selection(
        [
            ("leave_out", "They are left out"),
            ("reassign", "They are somebody else's"),
        ],
        string="What becomes of the ratings",
        default="leave_out",
        copy=False,
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="Whose they are",
        copy=False,
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    decision = fields.Text(string="Why it was decided so", copy=False)
    decided_by_id = fields.Many2one(
        "res.users", string="Deciding manager", readonly=True, copy=False
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    corrected_id = fields.Many2one(
        "property.staff.score.period",
        string="Counted anew in",
        readonly=True,
        copy=False,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _open_uniq = models.UniqueIndex(
        "(score_id) WHERE state = 'open'", "An appeal is open already."
    )

    @api.depends("user_id.name", "period_name")
    def _compute_display_name(self):
        for appeal in self:
            appeal.display_name = f"{appeal.user_id.name} {appeal.period_name}"

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for appeal in self:
            appeal.is_mine = appeal.user_id == self.env.user

    @api.constrains("rating_ids", "score_id")
    def _check_ratings(self):
        for appeal in self:
            # sudo: compared by id only, whatever he may read of the requests
            if appeal.sudo().rating_ids - appeal.sudo().score_id.rating_ids:
                raise ValidationError(
                    self.env._("Choose from the ratings that were counted.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [self._with_given(vals) for vals in vals_list]
        appeals = super().create(vals_list)
        appeals._check_in_time()
        appeals._ask_manager()
        return appeals

    def _with_given(self, vals):
        """Return what he may say himself; the rest is the manager's."""
        return {name: vals[name] for name in GIVEN if name in vals}

    def _check_in_time(self):
        today = fields.Date.context_today(self)
        for appeal in self:
            score = appeal.score_id
            if score.user_id != self.env.user and not self.env.su:
                raise AccessError(self.env._("Everybody appeals for himself."))
            if not (appeal.reason or "").strip():
                raise UserError(self.env._("Say what is unfair."))
            if score.period_state == "draft" or (
                score.appeal_until and score.appeal_until < today
            ):
                raise UserError(self.env._("The time to appeal is over."))

    def write(self, vals):
        if not self.env.su and (
            vals.keys() - DECIDED or set(self.mapped("state")) - {"open"}
        ):
            raise AccessError(
                self.env._("What was said and decided in an appeal stays as it is.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Appeals are kept."))
