from odoo import api, fields, models

LEVELS = [
    ("overall", "Overall"),
    ("determinant", "By determinant"),
    ("item", "By item"),
]
QUADRANTS = [
    ("concentrate", "Concentrate here"),
    ("keep", "Keep up the good work"),
    ("low", "Low priority"),
    ("overkill", "Possible overkill"),
]
STATUSES = [
    ("hidden", "Too few answers: not shown"),
    ("indicative", "Few answers: indicative"),
    ("shown", "Enough answers"),
]


class PropertySurveyResultLine(models.Model):
    """A figure of a result: of all of it, of a determinant, or of an item.

    Figures there are none of are nought, as Odoo has no empty numbers; ``has_gap`` and
    ``status`` say so.
    """

    _name = "property.survey.result.line"
    _description = "Figure of service quality"
    _order = "result_id desc, sequence, id"
    _rec_names_search = ["wording", "determinant_id"]

    result_id = fields.Many2one(
        "property.survey.result", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="result_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True)
    date = fields.Date(related="result_id.date", store=True)
    sequence = fields.Integer()
    level = fields.Selection(LEVELS, required=True, string="Figures of")
    name = fields.Char(string="Item", compute="_compute_name")
    wording = fields.Char(help="Of an item, in the language it was counted in.")
    code = fields.Char()
    determinant_id = fields.Many2one("property.survey.determinant", index=True)
    answer_count = fields.Integer(string="Answers")
    has_gap = fields.Boolean(string="Expectation was asked")
    expected = fields.Float(string="Expected level", aggregator="avg", digits=(16, 2))
    perceived = fields.Float(string="Perceived level", aggregator="avg", digits=(16, 2))
    gap = fields.Float(aggregator="avg", digits=(16, 2))
    has_interval = fields.Boolean(string="Interval is known")
    gap_low = fields.Float(string="Gap from", aggregator="avg", digits=(16, 2))
    gap_high = fields.Float(string="Gap to", aggregator="avg", digits=(16, 2))
    weight = fields.Float(string="Importance (points)", aggregator="avg")
    score = fields.Float(string="Score (0 to 100)", aggregator="avg", digits=(16, 2))
    has_alpha = fields.Boolean(string="Alpha is known")
    alpha = fields.Float(
        string="Cronbach's alpha",
        aggregator=None,
        digits=(16, 2),
        help="Whether the items of the determinant measure one thing; from 0.7 on they"
        " do.",
    )
    driver = fields.Float(
        string="Drives satisfaction",
        aggregator=None,
        digits=(16, 2),
        help="Correlation with overall satisfaction, from -1 to 1.",
    )
    has_driver = fields.Boolean(string="Correlation is known")
    importance = fields.Float(
        string="Counts as importance",
        aggregator=None,
        digits=(16, 2),
        help="Of determinants the points; where none were given, and of items, how far"
        " they drive satisfaction, from 0 to 1: what goes against it counts as 0.",
    )
    has_importance = fields.Boolean(string="Importance is known")
    quadrant = fields.Selection(
        QUADRANTS,
        string="What to do",
        compute="_compute_quadrant",
        store=True,
        help="Of determinants: by importance and perceived level, beside where the"
        " result's lines cross.",
    )
    status = fields.Selection(STATUSES, string="How sure", required=True)

    @api.depends(
        "level",
        "importance",
        "has_importance",
        "perceived",
        "result_id.cross_by",
        "result_id.cross_importance",
        "result_id.cross_performance",
    )
    def _compute_quadrant(self):
        for result, lines in self.grouped("result_id").items():
            quadrants = result._get_quadrants()
            for line in lines:
                line.quadrant = quadrants.get(line, False)

    @api.depends("level", "code", "wording", "determinant_id.name", "result_id")
    @api.depends_context("lang")
    def _compute_name(self):
        wordings = {result: result._get_item_wordings() for result in self.result_id}
        for line in self:
            if line.level == "item":
                line.name = wordings[line.result_id].get(line.code) or line.wording
            else:
                line.name = line.determinant_id.name or self.env._("Overall")
