from odoo import api, fields, models

from ..campaign.property_survey_invitation import ROLES
from .property_survey_result_line import STATUSES

DIMENSIONS = [
    ("site", "Site"),
    ("building", "Building"),
    ("segment", "Segment"),
    ("role", "Role"),
    ("employee", "Employee"),
    ("stratum", "Stratum"),
]


class PropertySurveyCell(models.Model):
    """A figure of one group of a result: of a building, a role, an employee …

    Cells of few, and those that would give them away by subtraction, are hidden: they
    hold no figures at all.
    """

    _name = "property.survey.cell"
    _description = "Figure of a group"
    _order = "result_id desc, dimension, sequence, id"
    _rec_name = "group_name"

    result_id = fields.Many2one(
        "property.survey.result", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="result_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True)
    campaign_id = fields.Many2one(related="result_id.campaign_id", store=True)
    date = fields.Date(related="result_id.date", store=True)
    sequence = fields.Integer()
    dimension = fields.Selection(DIMENSIONS, required=True, index=True)
    group_key = fields.Char(
        required=True, help="Id of the building, code of the role … of the group."
    )
    group_name = fields.Char(
        required=True,
        translate=True,
        help="As it was called when it was counted, in all languages.",
    )
    role = fields.Selection(ROLES, compute="_compute_role", store=True)
    name = fields.Char(string="Group", compute="_compute_name")
    determinant_id = fields.Many2one(
        "property.survey.determinant", help="Empty: all of them together."
    )
    answer_count = fields.Integer(string="Answers")
    has_gap = fields.Boolean(string="Expectation was asked")
    expected = fields.Float(string="Expected level", aggregator="avg", digits=(16, 2))
    perceived = fields.Float(string="Perceived level", aggregator="avg", digits=(16, 2))
    gap = fields.Float(aggregator="avg", digits=(16, 2))
    gap_low = fields.Float(string="Gap from", aggregator="avg", digits=(16, 2))
    gap_high = fields.Float(string="Gap to", aggregator="avg", digits=(16, 2))
    score = fields.Float(string="Score (0 to 100)", aggregator="avg", digits=(16, 2))
    satisfaction = fields.Float(
        string="Satisfaction rate (%)", aggregator="avg", digits=(16, 1)
    )
    status = fields.Selection(STATUSES, string="How sure", required=True)

    @api.depends("dimension", "group_key")
    def _compute_role(self):
        codes = dict(ROLES)
        for cell in self:
            is_role = cell.dimension == "role" and cell.group_key in codes
            cell.role = cell.group_key if is_role else False

    @api.depends("role", "group_name")
    @api.depends_context("lang")
    def _compute_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for cell in self:
            cell.name = roles.get(cell.role) or cell.group_name
