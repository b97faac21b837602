from odoo import models

from .survey_survey import TEXTS


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _get_keying_kind(self):
        """Return how the answer of a sheet is keyed, and between what."""
        self.ensure_one()
        if self.question_type in TEXTS:
            return {"kind": "text", "min": 0, "max": 0}
        if self.quality_role == "importance":
            return {"kind": "points", "min": 0, "max": 100}
        if self.question_type == "scale":
            return {"kind": "scale", "min": self.scale_min, "max": self.scale_max}
        if self.question_type == "simple_choice":
            return {"kind": "scale", "min": 1, "max": len(self.suggested_answer_ids)}
        return {"kind": "number", "min": 0, "max": 0}
