from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [
    ("planned", "Planned"),
    ("doing", "Under way"),
    ("done", "Done"),
    ("dropped", "Dropped"),
]
OPEN = ("planned", "doing")
MEASURES = [("gap", "Gap"), ("score", "Score, 0 to 100")]
VERDICTS = [
    ("waiting", "Not asked again yet"),
    ("better", "Better"),
    ("unsure", "No sure change"),
    ("worse", "Worse"),
]
# What is counted and never written by hand.
COUNTED = frozenset(
    {
        "company_id",
        "site_id",
        "survey_id",
        "about",
        *(
            f"{side}_{name}"
            for side in ("before", "after")
            for name in ("value", "low", "high", "count", "se", "has_margin")
        ),
        "after_result_id",
        "change",
        "change_low",
        "change_high",
        "has_change_margin",
        "verdict",
    }
)
# What says which figure it is about: it stays.
SUBJECT = frozenset(
    {"result_id", "level", "determinant_id", "code", "dimension", "measure"}
)


class PropertySurveyImprovement(models.Model):
    """What is done about a figure, by whom, until when, and whether it helped.

    The figure is frozen as it was when the improvement was agreed on. The next result
    of the same questionnaire at the same place says what came of it.
    """

    _name = "property.survey.improvement"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Improvement"
    _order = "date_deadline, id"

    name = fields.Char(string="Improvement", required=True, tracking=True)
    reason = fields.Text(
        string="Reason for it", help="What residents said, what the cause is."
    )
    task = fields.Text(string="What is done")
    user_id = fields.Many2one(
        "res.users",
        string="In charge",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
        ondelete="restrict",
    )
    date_deadline = fields.Date(string="Deadline", required=True, tracking=True)
    state = fields.Selection(
        STATES,
        required=True,
        default="planned",
        index=True,
        tracking=True,
        group_expand=True,
        copy=False,
    )
    result_id = fields.Many2one(
        "property.survey.result",
        string="From the result",
        index="btree_not_null",
        ondelete="set null",
        domain=[("date_counted", "!=", False)],
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        readonly=True,
        ondelete="set null",
    )
    site_id = fields.Many2one(
        "property.site", readonly=True, index=True, ondelete="cascade"
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    level = fields.Selection(
        [
            ("overall", "All of it"),
            ("determinant", "A determinant"),
            ("item", "An item"),
            ("group", "A group"),
        ],
        string="About",
        required=True,
        default="overall",
    )
    determinant_id = fields.Many2one("property.survey.determinant")
    code = fields.Char(help="Of the item; of a group its key.")
    dimension = fields.Char(help="Of a group: building, role, …")
    about = fields.Char(string="Which figure", readonly=True)
    figure = fields.Char(compute="_compute_figure")
    measure = fields.Selection(MEASURES, required=True, default="score", tracking=True)
    target = fields.Float(digits=(16, 2), tracking=True, help="In the next result.")
    before_value = fields.Float(string="Was", readonly=True, digits=(16, 2))
    before_low = fields.Float(string="Was from", readonly=True, digits=(16, 2))
    before_high = fields.Float(string="Was up to", readonly=True, digits=(16, 2))
    before_se = fields.Float(string="Was: standard error", readonly=True)
    before_count = fields.Integer(string="Answers before", readonly=True)
    before_has_margin = fields.Boolean(string="Margin before is known", readonly=True)
    after_result_id = fields.Many2one(
        "property.survey.result",
        string="Next result",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    after_value = fields.Float(
        string="Is now", readonly=True, copy=False, digits=(16, 2)
    )
    after_low = fields.Float(
        string="Is now from", readonly=True, copy=False, digits=(16, 2)
    )
    after_high = fields.Float(
        string="Is now up to", readonly=True, copy=False, digits=(16, 2)
    )
    after_se = fields.Float(string="Is now: standard error", readonly=True, copy=False)
    after_count = fields.Integer(string="Answers now", readonly=True, copy=False)
    after_has_margin = fields.Boolean(
        string="Margin now is known", readonly=True, copy=False
    )
    change = fields.Float(readonly=True, copy=False, digits=(16, 2), aggregator="avg")
    change_low = fields.Float(
        string="Change from", readonly=True, copy=False, digits=(16, 2)
    )
    change_high = fields.Float(
        string="Change up to", readonly=True, copy=False, digits=(16, 2)
    )
    has_change_margin = fields.Boolean(
        string="Margin of the change is known", readonly=True, copy=False
    )
    verdict = fields.Selection(
        VERDICTS,
        string="Effect",
        readonly=True,
        copy=False,
        default="waiting",
        tracking=True,
        help="Better or worse only where the change is more than chance, at 95 %.",
    )
    is_reached = fields.Boolean(
        string="Target reached", compute="_compute_is_reached", store=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("about", "level", "code", "determinant_id.name", "result_id")
    @api.depends_context("lang")
    def _compute_figure(self):
        """Name the figure in the reader's language, where it is no group's."""
        # sudo: the wording of an item the user reads in its improvement
        results_sudo = self.filtered(lambda one: one.level == "item").sudo().result_id
        wordings = {result.id: result._get_item_wordings() for result in results_sudo}
        for one in self:
            names = {
                "overall": self.env._("Overall"),
                "determinant": one.determinant_id.name,
                "item": wordings.get(one.result_id.id, {}).get(one.code),
            }
            one.figure = names.get(one.level) or one.about

    @api.depends("after_result_id", "after_value", "target", "verdict")
    def _compute_is_reached(self):
        for one in self:
            is_asked = one.verdict not in (False, "waiting")
            one.is_reached = is_asked and one.after_value >= one.target

    @api.depends("state", "date_deadline")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for one in self:
            due = one.date_deadline
            one.is_overdue = one.state in OPEN and bool(due) and due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("state", "in", OPEN), ("date_deadline", "<", today)]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in COUNTED}
                for vals in vals_list
            ]
        results = self.env["property.survey.result"].browse(
            [vals["result_id"] for vals in vals_list if vals.get("result_id")]
        )
        results.check_access("read")
        created = super().create(
            [
                {**vals, **self._prepare_place_vals(vals.get("result_id"))}
                for vals in vals_list
            ]
        )
        # sudo: the figures are copied, and nobody writes them by hand
        created.sudo()._freeze()
        return created

    def write(self, vals):
        if not self.env.su and not (COUNTED | SUBJECT).isdisjoint(vals):
            raise ValidationError(
                self.env._(
                    "The figure it is about stays as it was. Make another improvement."
                )
            )
        return super().write(vals)

    @api.model
    def _prepare_place_vals(self, result_id):
        # sudo: of a result the user may read, whatever he may see of its questionnaire
        result_sudo = self.env["property.survey.result"].sudo().browse(result_id or ())
        return {
            "survey_id": result_sudo.survey_id.id,
            "site_id": result_sudo.site_id.id,
            "company_id": (result_sudo.company_id or self.env.company).id,
        }
