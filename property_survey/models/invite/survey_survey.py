from odoo import models

from ..instrument.survey_question import OF_ITEMS

KINDS = {
    "scale": "scale",
    "numerical_box": "number",
    "simple_choice": "single",
    "multiple_choice": "multiple",
    "text_box": "text",
    "char_box": "text",
    "date": "date",
}


class SurveySurvey(models.Model):
    """A questionnaire as one page: sections, in them items, in them questions."""

    _inherit = "survey.survey"

    def _get_sheet(self, layout="passes"):
        """Return the sections: ``{"title", "description", "groups"}``.

        A group has its ``kind`` (points or empty) and ``items``: what is asked, and the
        questions about it. Side by side they have a ``label`` each. Determinants are
        not named: who answers is not to think of them.
        """
        self.ensure_one()
        sections, pairs = [], self._get_pairs() if layout == "beside" else {}
        for question in self.question_and_page_ids:
            if question.is_page:
                sections.append(question._prepare_sheet_section())
            elif question.question_type in KINDS and question not in pairs.values():
                if not sections:
                    sections.append({"title": "", "description": "", "groups": []})
                self._add_to_sheet(sections[-1]["groups"], question, pairs)
        return [section for section in sections if section["groups"]]

    def _get_pairs(self):
        """Return ``{expected: perceived}`` of the items that are asked both ways."""
        by_role = self.question_and_page_ids.grouped("quality_role")
        expected, perceived = (
            {one.item_code: one for one in by_role.get(role, ())} for role in OF_ITEMS
        )
        return {
            one: perceived[code] for code, one in expected.items() if code in perceived
        }

    def _add_to_sheet(self, groups, question, pairs):
        kind = "points" if question.quality_role == "importance" else ""
        if not groups or groups[-1]["kind"] != kind:
            groups.append({"kind": kind, "items": []})
        pair = pairs.get(question)
        questions = [question, pair] if pair else [question]
        groups[-1]["items"].append(
            {
                "title": question.title,
                "questions": [
                    one._prepare_sheet_question(bool(pair)) for one in questions
                ],
            }
        )


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _prepare_sheet_section(self):
        return {"title": self.title, "description": self.description, "groups": []}

    def _prepare_sheet_question(self, is_paired=False):
        """Return what the page shows of the question, and what its reading needs."""
        kind = KINDS[self.question_type]
        values = {
            "id": self.id,
            "kind": "points" if self.quality_role == "importance" else kind,
            "label": self.page_id.title if is_paired else "",
            "role": self.quality_role or "",
            "title": self.title,
            "description": self.description,
            "placeholder": self.question_placeholder or "",
            "required": self.constr_mandatory,
            "long": self.question_type == "text_box",
            "min_label": self.scale_min_label or "",
            "max_label": self.scale_max_label or "",
            "options": list(enumerate(self.suggested_answer_ids.mapped("value"), 1)),
            "triggers": self._get_sheet_triggers(),
        }
        return {**values, **self._get_sheet_limits()}

    def _get_sheet_triggers(self):
        """Return ``"12:1 12:3"``: the choices one of which has this asked."""
        return " ".join(
            f"{answer.question_id.id}:"
            f"{answer.question_id.suggested_answer_ids.ids.index(answer.id) + 1}"
            for answer in self.triggering_answer_ids
        )

    def _get_sheet_limits(self):
        if self.question_type == "scale":
            return {"min": self.scale_min, "max": self.scale_max}
        if self.question_type == "numerical_box" and self.validation_required:
            return {
                "min": self.validation_min_float_value,
                "max": self.validation_max_float_value,
            }
        return {}
