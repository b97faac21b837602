from odoo import models
from odoo.exceptions import ValidationError

from ...tools.sheet_answers import Asked, read

KINDS = {
    "scale": "scale",
    "numerical_box": "number",
    "simple_choice": "choice",
    "multiple_choice": "choices",
    "char_box": "words",
    "text_box": "words",
    "date": "date",
}


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _get_kind(self):
        """Return what kind of answer it takes; "none" of one that is not asked here."""
        return KINDS.get(self.question_type, "none")


class PropertySurveyCampaign(models.Model):
    """What the questionnaire takes for an answer."""

    _inherit = "property.survey.campaign"

    def _get_questions(self):
        """Return the questions of the questionnaire, without its pages."""
        # sudo: whoever was asked may answer, and has no rights on questionnaires
        questions = self.survey_id.sudo().question_and_page_ids
        return questions.filtered(lambda question: not question.is_page)

    def _get_answer_errors(self, answers, normalise=False):
        """Return ``{question id: message}`` of what ``_submit`` would refuse."""
        return self._explain_answers(self._read_answers(answers, normalise).errors)

    def _read_answers(self, answers, normalise=False):
        asked = [_describe(question) for question in self._get_questions()]
        return read(asked, answers, normalise)

    def _check_answers(self, answers, normalise=False):
        """Return the answers that were read, all of them good."""
        found = self._read_answers(answers, normalise)
        if not (found.errors or found.numbers or found.words):
            raise ValidationError(self.env._("Nothing was answered."))
        if not found.errors:
            return found
        titles = {question.id: question.title for question in self._get_questions()}
        raise ValidationError(
            "\n".join(
                self.env._(
                    "“%(question)s”: %(message)s",
                    question=titles.get(number, number),
                    message=message,
                )
                for number, message in self._explain_answers(found.errors).items()
            )
        )

    def _explain_answers(self, errors):
        messages = {
            "unknown": self.env._("The questionnaire does not ask this."),
            "mandatory": self.env._("Please answer this question."),
            "number": self.env._("A number is expected here."),
            "words": self.env._("Words are expected here."),
            "date": self.env._("A day such as 2026-03-02 is expected here."),
        }
        return {
            number: messages.get(code) or self._explain_limit(code, details)
            for number, (code, details) in errors.items()
        }

    def _explain_limit(self, code, details):
        if code == "points":
            return self.env._("The points sum to %(total)s, not to 100.", **details)
        if code == "length":
            return self.env._("At most %(high)s characters are kept.", **details)
        if code == "choice":
            return self.env._("Choose one of the answers 1 to %(high)s.", **details)
        return self.env._(
            "A number from %(low)s to %(high)s is expected here.", **details
        )


def _describe(question):
    """Return the ``Asked`` of a question."""
    is_scale = question.question_type == "scale"
    is_limited = question.validation_required
    low, high = (question.scale_min, question.scale_max) if is_scale else (None, None)
    if not is_scale and is_limited and question.question_type == "numerical_box":
        low = question.validation_min_float_value
        high = question.validation_max_float_value
    return Asked(
        question.id,
        question._get_kind(),
        is_mandatory=question.constr_mandatory,
        low=low,
        high=high,
        is_points=question.quality_role == "importance",
        choices=len(question.suggested_answer_ids),
        triggers=frozenset(
            (
                answer.question_id.id,
                answer.question_id.suggested_answer_ids.ids.index(answer.id) + 1,
            )
            for answer in question.triggering_answer_ids
        ),
    )
