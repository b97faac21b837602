from odoo import api, fields, models


class PropertySurveyPrint(models.TransientModel):
    """In which language a committee gets the report: not only in the printer's."""

    _name = "property.survey.print"
    _description = "Print a report of service quality"

    result_id = fields.Many2one(
        "property.survey.result", required=True, ondelete="cascade"
    )
    lang = fields.Selection(
        selection="_get_langs",
        string="Language of the report",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )

    @api.model
    def _get_langs(self):
        return self.env["res.lang"].get_installed()

    def action_print(self):
        """Print the report."""
        return self.env.ref("property_survey.report_quality_action").report_action(self)
