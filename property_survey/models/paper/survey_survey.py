from odoo import models

from ...tools.paper_layout import Asked, arrange

# What has boxes or a line on paper; other kinds of questions are for the screen.
ON_PAPER = ("scale", "numerical_box", "simple_choice", "text_box", "char_box")
TEXTS = ("text_box", "char_box")


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    def _get_paper_questions(self):
        self.ensure_one()
        return self.question_and_page_ids.filtered(
            lambda question: not question.is_page and question.question_type in ON_PAPER
        ).sorted(lambda question: (question.sequence, question.id))

    def _get_paper_blocks(self):
        """Return how the questionnaire lies on paper, in the language of the context.

        Each block is ``{"kind", "pages": [page of the first column, of the second],
        "rows": [(number, [question or an empty one])]}``.
        """
        questions = self._get_paper_questions()
        by_id = {question.id: question for question in questions}
        blocks = arrange(
            Asked(
                question.id,
                question.quality_role or "",
                question.item_code or "",
                question.page_id.id or 0,
            )
            for question in questions
        )
        return [
            {
                "kind": block.kind,
                "rows": [
                    (row.number, [by_id.get(key, questions[:0]) for key in row.keys])
                    for row in block.rows
                ],
                "pages": self._get_columns(block, by_id),
            }
            for block in blocks
        ]

    def _get_columns(self, block, by_id):
        """Return the page each column of a block was taken from."""
        width = max(len(row.keys) for row in block.rows)
        first = [
            next((row.keys[column] for row in block.rows if row.keys[column]), None)
            for column in range(width)
        ]
        empty = self.env["survey.question"]
        return [by_id[key].page_id if key else empty for key in first]
