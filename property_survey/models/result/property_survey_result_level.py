from odoo import api, fields, models

from ...tools.maturity import LEVELS, level_of

MATURITY = {
    1: "1: by chance",
    2: "2: begun",
    3: "3: agreed and done",
    4: "4: measured",
    5: "5: made better all the time",
}


class PropertySurveyResult(models.Model):
    """Waited time and promises; the result of a health check is read as levels."""

    _inherit = "property.survey.result"

    is_maturity = fields.Boolean(string="Levels", compute="_compute_is_maturity")
    waited = fields.Float(
        string="Waiting was acceptable (1 to 7)",
        readonly=True,
        copy=False,
        aggregator="avg",
    )
    waited_fine = fields.Float(
        string="Found waiting acceptable (%)",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator="avg",
    )
    kept = fields.Float(
        string="Promises kept (1 to 7)", readonly=True, copy=False, aggregator="avg"
    )
    kept_share = fields.Float(
        string="Found promises kept (%)",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator="avg",
    )

    @api.depends("survey_id.is_maturity")
    def _compute_is_maturity(self):
        for result in self:
            # sudo: who reads the result may know how it is read
            result.is_maturity = result.sudo().survey_id.is_maturity

    def _prepare_single_figures(self, figures):
        values = super()._prepare_single_figures(figures)
        for role, name in (("waited", "waited_fine"), ("kept", "kept_share")):
            one = figures.get(role)
            values[role] = one and one.mean
            values[name] = 100 * (one and one.easy or 0)
        return values

    def action_view_levels(self):
        """Open the areas of the health check, the weakest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_result_line_action_levels"
        )
        action["domain"] = [
            ("result_id", "=", self.id),
            ("level", "=", "determinant"),
        ]
        return action


class PropertySurveyResultLine(models.Model):
    _inherit = "property.survey.result.line"

    maturity = fields.Selection(
        [(str(level), MATURITY[level]) for level in LEVELS],
        string="Level reached",
        compute="_compute_maturity",
    )

    @api.depends("perceived", "status", "result_id.scale_min", "result_id.scale_max")
    def _compute_maturity(self):
        for line in self:
            result = line.result_id
            level = line.status != "hidden" and level_of(
                line.perceived, result.scale_min, result.scale_max
            )
            line.maturity = str(level) if level else False
