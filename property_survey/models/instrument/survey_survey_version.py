import re

from odoo import api, fields, models

VERSION = re.compile(r" \((\d+)\)$")


class SurveySurvey(models.Model):
    """A questionnaire in use is not changed: it gets a version of one's own."""

    _inherit = "survey.survey"

    quality_origin_id = fields.Many2one(
        "survey.survey",
        string="Version of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    quality_version = fields.Integer(
        string="Version", default=1, readonly=True, copy=False
    )
    heading = fields.Char(
        string="Heading for who is asked",
        translate=True,
        help="What stands above the questions, on letters and on posters. Empty: the"
        " title.",
    )
    is_in_use = fields.Boolean(string="In use", compute="_compute_is_in_use")
    is_maturity = fields.Boolean(
        string="Health check",
        help="Asks the company's own people how far its processes are; its result is"
        " read as levels from 1 to 5, the weakest area first.",
    )
    quality_item_count = fields.Integer(
        string="Counted questions", compute="_compute_quality_item_count"
    )

    def _get_heading(self):
        """Return what the questionnaire is called where it is answered."""
        self.ensure_one()
        return self.heading or self.title

    def _compute_is_in_use(self):
        used = self._filter_in_use()
        for survey in self:
            survey.is_in_use = survey._origin in used

    @api.depends("question_and_page_ids.quality_role")
    def _compute_quality_item_count(self):
        for survey in self:
            survey.quality_item_count = len(
                survey.question_and_page_ids.filtered("quality_role")
            )

    def _filter_in_use(self):
        """Return those that are asked by a campaign, or answered."""
        # sudo: whether it is used by anybody, whatever he may see of it
        campaigns_sudo = self.env["property.survey.campaign"].sudo()
        answers_sudo = self.env["survey.user_input"].sudo()
        asked = campaigns_sudo._read_group(
            [("survey_id", "in", self.ids), ("state", "!=", "draft")], ["survey_id"]
        )
        answered = answers_sudo._read_group(
            [
                ("survey_id", "in", self.ids),
                ("state", "=", "done"),
                ("test_entry", "=", False),
            ],
            ["survey_id"],
        )
        ids = {survey.id for (survey,) in asked + answered}
        return self.browse(ids)

    def action_new_version(self):
        """Copy the questionnaire, as the next version, and open it."""
        self.ensure_one()
        first = self.quality_origin_id or self
        versions = first | self.search([("quality_origin_id", "=", first.id)])
        number = 1 + max(versions.mapped("quality_version"))
        copy = self.copy({"is_maturity": self.is_maturity})
        copy.write({"quality_origin_id": first.id, "quality_version": number})
        for code, _name in self.env["res.lang"].get_installed():
            title = VERSION.sub("", self.with_context(lang=code).title)
            copy.with_context(lang=code).title = f"{title} ({number})"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.survey_survey_action_quality"
        )
        return {**action, "views": [(False, "form")], "res_id": copy.id}

    def action_view_quality_items(self):
        """Open the counted questions by determinant, in all languages."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.survey_question_action_quality"
        )
        action["display_name"] = self.display_name
        action["domain"] = [("survey_id", "=", self.id), ("is_page", "=", False)]
        action["context"] = {
            "default_survey_id": self.id,
            "default_question_type": "scale",
            "default_quality_role": "perceived",
            "default_scale_min": 1,
            "default_scale_max": 7,
            "default_sequence": 1 + max([0, *self.question_ids.mapped("sequence")]),
            "search_default_group_determinant": 1,
        }
        return action
