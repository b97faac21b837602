from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..system_fields import get_system_fields
from .property_survey_result_line import STATUSES


class PropertySurveyResult(models.Model):
    """What a questionnaire says, as it was when it was counted."""

    _name = "property.survey.result"
    _inherit = ["mail.thread", "property.site.mixin"]
    _description = "Result of service quality"
    _order = "date desc, id desc"

    name = fields.Char(string="Result", required=True, tracking=True)
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        index=True,
        ondelete="restrict",
        domain=[("is_quality", "=", True)],
    )
    campaign_id = fields.Many2one(
        "property.survey.campaign",
        index="btree_not_null",
        ondelete="cascade",
        help="Whose sheets are counted. Without a campaign: answers to the"
        " questionnaire itself.",
    )
    site_id = fields.Many2one(
        "property.site",
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user._get_only_site(),
        help="Whose result it is. Without a site it is the company's.",
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
    date = fields.Date(string="As of", required=True, default=fields.Date.context_today)
    source = fields.Selection(
        [("answers", "Answers to a questionnaire"), ("means", "Given means of items")],
        string="Counted from",
        required=True,
        default="answers",
    )
    date_from = fields.Date(string="Answered from")
    date_to = fields.Date(string="Answered until")
    scale_min = fields.Integer(string="Scale from", default=1)
    scale_max = fields.Integer(string="Scale to", default=7)
    overall_by = fields.Selection(
        [("determinants", "Mean of the determinants"), ("items", "Mean of the items")],
        string="Overall is the",
        required=True,
        default="determinants",
        help="Published tables use one or the other.",
    )
    csi_rescale = fields.Selection(
        [
            ("min_max", "From the lowest level to the highest: 0 to 100"),
            ("times_ten", "As a part of the highest level"),
        ],
        string="Index by importance is counted",
        required=True,
        default="min_max",
        help="Published indices follow one or the other; on a scale from 1 to 10 the"
        " second is ten times the mean.",
    )
    is_five = fields.Boolean(
        string="As five dimensions",
        help="Competence, courtesy, credibility and security count as assurance;"
        " access, communication and understanding as empathy.",
    )
    mean_ids = fields.One2many(
        "property.survey.mean", "result_id", string="Given means"
    )
    line_ids = fields.One2many(
        "property.survey.result.line", "result_id", string="All figures"
    )
    determinant_line_ids = fields.One2many(
        "property.survey.result.line",
        "result_id",
        string="Determinants",
        domain=[("level", "!=", "item")],
    )
    item_line_ids = fields.One2many(
        "property.survey.result.line",
        "result_id",
        string="Items",
        domain=[("level", "=", "item")],
    )
    cell_ids = fields.One2many(
        "property.survey.cell", "result_id", string="Figures of groups"
    )
    group_cell_ids = fields.One2many(
        "property.survey.cell",
        "result_id",
        string="Groups",
        domain=[("determinant_id", "=", False)],
    )
    date_counted = fields.Datetime(string="Counted at", readonly=True, copy=False)
    status = fields.Selection(STATUSES, string="How sure", readonly=True, copy=False)
    answer_count = fields.Integer(string="Answers", readonly=True, copy=False)
    has_gap = fields.Boolean(string="Expectation was asked", readonly=True, copy=False)
    perceived = fields.Float(
        string="Perceived level", readonly=True, copy=False, aggregator="avg"
    )
    expected = fields.Float(
        string="Expected level", readonly=True, copy=False, aggregator="avg"
    )
    gap = fields.Float(readonly=True, copy=False, aggregator="avg")
    gap_weighted = fields.Float(
        string="Gap by importance", readonly=True, copy=False, aggregator="avg"
    )
    score = fields.Float(
        string="Score (0 to 100)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 2),
    )
    csi_weighted = fields.Float(
        string="Index by importance",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 2),
        help="Perceived level of the determinants, weighted by their points, of a"
        " hundred.",
    )
    csi_three = fields.Float(
        string="Index of three questions",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 2),
        help="Overall, against expectation, near the ideal: 0 to 100. What each weighs"
        " is said on the questions.",
    )
    satisfaction = fields.Float(
        string="Satisfaction rate (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 1),
    )
    satisfaction_low = fields.Float(
        string="Rate from (%)", readonly=True, copy=False, digits=(16, 1)
    )
    satisfaction_high = fields.Float(
        string="Rate to (%)", readonly=True, copy=False, digits=(16, 1)
    )
    recommend = fields.Float(
        string="Recommendation (-100 to 100)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 1),
    )
    recommend_margin = fields.Float(
        string="Give or take", readonly=True, copy=False, digits=(16, 1)
    )
    effort = fields.Float(
        string="Made it easy (1 to 7)", readonly=True, copy=False, aggregator="avg"
    )
    effort_easy = fields.Float(
        string="Found it easy (%)", readonly=True, copy=False, digits=(16, 1)
    )
    is_normalised = fields.Boolean(
        string="Points were made a hundred",
        readonly=True,
        copy=False,
        help="Some gave points that do not sum to 100.",
    )

    _scale = models.Constraint("CHECK(scale_min < scale_max)", "A scale goes up.")
    _dates = models.Constraint(
        "CHECK(date_from <= date_to)", "Answers end before they begin."
    )

    @api.depends("site_id", "campaign_id")
    def _compute_company_id(self):
        for result in self:
            result.company_id = (
                result.campaign_id.company_id
                or result.site_id.company_id
                or self.env.company
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Take questionnaire and site from the campaign: they are the campaign's."""
        counted = frozenset() if self.env.su else get_system_fields(self)
        vals_list = [
            {name: value for name, value in vals.items() if name not in counted}
            for vals in vals_list
        ]
        for vals in vals_list:
            if vals.get("campaign_id"):
                campaign = self.env["property.survey.campaign"].browse(
                    vals["campaign_id"]
                )
                vals["survey_id"] = campaign.survey_id.id
                vals["site_id"] = campaign.site_id.id
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not get_system_fields(self).isdisjoint(vals):
            raise UserError(
                self.env._("Figures are counted, and shown to residents by a button.")
            )
        return super().write(vals)

    @api.constrains("source", "survey_id")
    def _check_survey(self):
        for result in self:
            if result.source == "answers" and not result.survey_id:
                raise ValidationError(
                    self.env._("Choose the questionnaire whose answers are counted.")
                )

    def action_view_lines(self):
        """Open the figures to compare them."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_result_line_action"
        )
        action["domain"] = [("result_id", "in", self.ids), ("status", "!=", "hidden")]
        return action

    def action_view_cells(self):
        """Open the figures of the groups to compare them."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_cell_action"
        )
        action["domain"] = [("result_id", "in", self.ids), ("status", "!=", "hidden")]
        return action
