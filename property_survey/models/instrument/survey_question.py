from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Roles whose answer is about an item, or about a determinant.
OF_ITEMS = ("expected", "perceived")
NUMBERS = ("scale", "numerical_box")
# From where to where the answers go that are counted as they are.
SCALES = {
    "satisfaction": (1, 5),
    **dict.fromkeys(("overall", "confirmation", "ideal"), (1, 10)),
    "recommend": (0, 10),
    **dict.fromkeys(("effort", "waited", "kept"), (1, 7)),
}


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    quality_role = fields.Selection(
        [
            ("expected", "Expected level of an item"),
            ("perceived", "Perceived level of an item"),
            ("importance", "Importance of a determinant, of 100 points"),
            ("satisfaction", "Satisfaction, 1 to 5"),
            ("overall", "Index: overall, 1 to 10"),
            ("confirmation", "Index: against expectation, 1 to 10"),
            ("ideal", "Index: near the ideal, 1 to 10"),
            ("recommend", "Recommendation, 0 to 10"),
            ("effort", "Made it easy, 1 to 7"),
            ("waited", "Waited time was right, 1 to 7"),
            ("kept", "Promises were kept, 1 to 7"),
        ],
        string="Counts as",
        index="btree_not_null",
        help="What the results make of the answers. Empty: they are not counted.",
    )
    determinant_id = fields.Many2one(
        "property.survey.determinant", index="btree_not_null", ondelete="restrict"
    )
    item_code = fields.Char(
        help="The same for the expected and the perceived level of one item."
    )

    index_weight = fields.Float(
        string="Weight in the index",
        default=1.0,
        digits=(16, 4),
        help="What this question weighs beside the other two of the index.",
    )

    _index_weight_positive = models.Constraint(
        "CHECK(index_weight > 0)", "A question of the index weighs something."
    )

    @api.constrains(
        "quality_role",
        "question_type",
        "scale_min",
        "scale_max",
        "validation_required",
        "validation_min_float_value",
        "validation_max_float_value",
    )
    def _check_scale(self):
        for question in self:
            wanted = SCALES.get(question.quality_role)
            if wanted and question._get_span() != wanted:
                low, high = wanted
                raise ValidationError(
                    self.env._(
                        "“%(question)s” is counted from %(low)s to %(high)s: its"
                        " answers must be, too.",
                        question=question.title,
                        low=low,
                        high=high,
                    )
                )

    def _get_span(self):
        """Return from where to where the answers go; None of numbers without limits."""
        if self.question_type == "scale":
            return self.scale_min, self.scale_max
        if not self.validation_required:
            return None
        return self.validation_min_float_value, self.validation_max_float_value

    @api.constrains("quality_role", "determinant_id", "item_code", "question_type")
    def _check_quality_role(self):
        for question in self.filtered("quality_role"):
            role = question.quality_role
            if question.question_type not in NUMBERS:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” is counted, so its answer must be a scale or a"
                        " number.",
                        question=question.title,
                    )
                )
            if role in OF_ITEMS and not (
                question.item_code and question.determinant_id
            ):
                raise ValidationError(
                    self.env._(
                        "“%(question)s” is about an item: say its code and its"
                        " determinant.",
                        question=question.title,
                    )
                )
            if role == "importance" and not question.determinant_id:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” asks how important a determinant is: say"
                        " which.",
                        question=question.title,
                    )
                )
