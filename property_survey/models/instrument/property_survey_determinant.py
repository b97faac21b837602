from odoo import api, fields, models


class PropertySurveyDeterminant(models.Model):
    """What a question is about: one of the ten of 1985, or an own one."""

    _name = "property.survey.determinant"
    _description = "Determinant of service quality"
    _order = "sequence, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char(string="Determinant", required=True, translate=True)
    code = fields.Char(
        required=True, help="What imports call it; the same in every language."
    )
    description = fields.Char(string="What it is about", translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another determinant has this code already."
    )

    @api.model
    def _get_by_code(self, codes):
        """Return ``{code: determinant}``, archived ones too."""
        every = self.with_context(active_test=False)
        return {one.code: one for one in every.search([("code", "in", list(codes))])}
