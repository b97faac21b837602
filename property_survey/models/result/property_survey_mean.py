from odoo import fields, models


class PropertySurveyMean(models.Model):
    """What is known of an item where only means are: of a published table."""

    _name = "property.survey.mean"
    _description = "Given mean of an item"
    _order = "result_id, sequence, id"
    _rec_name = "code"

    result_id = fields.Many2one(
        "property.survey.result", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(string="Item code", required=True)
    name = fields.Char(string="Item wording")
    determinant_id = fields.Many2one(
        "property.survey.determinant", required=True, ondelete="restrict"
    )
    has_expected = fields.Boolean(
        string="Expectation is given",
        default=True,
        help="Without it there is no gap, only the perceived level.",
    )
    expected = fields.Float(string="Mean expected", digits=(16, 4))
    perceived = fields.Float(string="Mean perceived", required=True, digits=(16, 4))
    answer_count = fields.Integer(
        string="Answers to it", help="0: nobody says how many."
    )
    points = fields.Float(
        string="Points of its determinant",
        help="Importance of its determinant, of 100; 0: not given.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(result_id, code)", "An item stands there twice."
    )
