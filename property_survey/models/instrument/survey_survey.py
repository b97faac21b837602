from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .survey_question import OF_ITEMS


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    is_quality = fields.Boolean(
        string="Measures service quality",
        compute="_compute_is_quality",
        search="_search_is_quality",
    )
    quality_result_ids = fields.One2many(
        "property.survey.result", "survey_id", string="Quality results"
    )
    quality_result_count = fields.Integer(
        string="Results of quality", compute="_compute_quality_result_count"
    )
    published = fields.Json(
        string="Published figures",
        copy=False,
        groups="base.group_system",
        help="How many stood behind each figure that was shown of answers without a"
        " campaign, by days: new figures may not differ by fewer than five.",
    )

    @api.depends("question_and_page_ids.quality_role")
    def _compute_is_quality(self):
        for survey in self:
            survey.is_quality = any(
                question.quality_role for question in survey.question_and_page_ids
            )

    def _search_is_quality(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("question_and_page_ids.quality_role", "!=", False)]

    @api.depends("quality_result_ids")
    def _compute_quality_result_count(self):
        counts = dict(
            self.env["property.survey.result"]._read_group(
                [("survey_id", "in", self.ids)], ["survey_id"], ["__count"]
            )
        )
        for survey in self:
            survey.quality_result_count = counts.get(survey._origin, 0)

    def action_view_quality_results(self):
        """Open the results of the questionnaire, or a new one where there is none."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_result_action"
        )
        action["domain"] = [("survey_id", "=", self.id)]
        action["context"] = {
            "default_survey_id": self.id,
            "default_name": self.title,
        }
        if not self.quality_result_count:
            action["views"] = [(False, "form")]
        return action

    def action_open_editor(self):
        """Open the questionnaire in Odoo's own editor of surveys."""
        self.ensure_one()
        form = self.env.ref("survey.survey_survey_view_form")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(form.id, "form")],
        }

    def _get_items(self):
        return self.question_and_page_ids.filtered(
            lambda question: question.quality_role in OF_ITEMS
        )

    def _get_quality_scale(self):
        """Return the (lowest, highest) level of the items' questions."""
        self.ensure_one()
        items = self._get_items()
        if not items:
            raise UserError(
                self.env._(
                    "No question of “%(survey)s” asks for the level of an item.",
                    survey=self.display_name,
                )
            )
        scales = {(question.scale_min, question.scale_max) for question in items}
        if len(scales) > 1:
            raise ValidationError(
                self.env._(
                    "The items of “%(survey)s” are not all asked on the same scale.",
                    survey=self.display_name,
                )
            )
        return scales.pop()
