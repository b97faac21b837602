from odoo import fields, models


class PropertyCallScript(models.Model):
    _inherit = "property.call.script"

    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire it asks",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    survey_digest = fields.Char(readonly=True, copy=False)


class PropertyCallScriptStep(models.Model):
    _inherit = "property.call.script.step"

    survey_question_id = fields.Many2one(
        "survey.question",
        string="Question of a survey",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
