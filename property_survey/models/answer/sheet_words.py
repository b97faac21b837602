from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

ROW = Markup('<tr><td class="text-muted">%s</td><td>%s</td><td>%s</td></tr>')
TABLE = Markup('<table class="table table-sm"><tbody>%s</tbody></table>')


class PropertySurveySheet(models.Model):
    """What was answered, with the words of the questions."""

    _inherit = "property.survey.sheet"

    comment_ids = fields.One2many(
        "property.survey.comment",
        "sheet_id",
        string="Own words",
        groups="property_survey.group_property_survey_comment",
    )
    answers_html = fields.Html(
        string="Questions and answers", compute="_compute_answers_html"
    )

    @api.depends("numbers", "campaign_id.survey_id")
    @api.depends_context("lang")
    def _compute_answers_html(self):
        for sheet in self:
            # sudo: whoever may read the answers may read what was asked
            questions = sheet.campaign_id.sudo()._get_questions()
            sheet.answers_html = TABLE % Markup("").join(
                ROW
                % (
                    question.page_id.title or "",
                    question.title,
                    question._describe_number(number),
                )
                for question in questions
                if (number := (sheet.numbers or {}).get(str(question.id))) is not None
            )

    @api.model
    def _get_expired_domain(self, days):
        """Return the answers so old of which it is still known who gave them."""
        before = fields.Date.subtract(fields.Date.today(), days=days)
        known = Domain("partner_id", "!=", False) | Domain("invitation_id", "!=", False)
        return Domain("day", "<", before) & known

    def _anonymise_expired(self):
        """Forget who gave the answers; the figures stay."""
        # sudo: the nightly job, for the answers of all companies
        sheets_sudo = self.sudo()
        comments = self.env["property.survey.comment"].sudo()
        comments.search([("sheet_id", "in", self.ids)]).write({"sheet_id": False})
        sheets_sudo.write(
            {
                "partner_id": False,
                "unit_id": False,
                "ticket_id": False,
                "invitation_id": False,
            }
        )


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _describe_number(self, number):
        """Return the answer as it reads: a number of its scale, or what was chosen."""
        self.ensure_one()
        choices = self.suggested_answer_ids.mapped("value")
        if choices:
            places = number if isinstance(number, list) else [number]
            return ", ".join(
                choices[place - 1] or "" for place in places if place <= len(choices)
            )
        if self.question_type == "scale":
            return f"{number} / {self.scale_max}"
        return str(number)
