from odoo import api, fields, models
from odoo.exceptions import UserError

# What an answer means depends on these.
MEASURING = (
    "survey_id",
    "quality_role",
    "determinant_id",
    "item_code",
    "question_type",
    "scale_min",
    "scale_max",
    "index_weight",
)


class SurveyQuestion(models.Model):
    """Answers given to a question stay answers to that question."""

    _inherit = "survey.question"

    other_titles = fields.Char(
        string="In other languages", compute="_compute_other_titles"
    )

    @api.depends("title")
    @api.depends_context("lang")
    def _compute_other_titles(self):
        here = self.env.lang or "en_US"
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        others = [self.with_context(lang=code) for code in codes if code != here]
        for question, *translated in zip(self, *others, strict=True):
            titles = dict.fromkeys(one.title for one in translated)
            titles.pop(question.title, None)
            question.other_titles = " / ".join(filter(None, titles))

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions.filtered("quality_role")._check_not_in_use()
        return questions

    def write(self, vals):
        changed = self.filtered(lambda question: question._is_other(vals))
        changed._check_not_in_use()
        return super().write(vals)

    def _is_other(self, vals):
        """Return whether the values make another question of a counted one."""
        if not (self.quality_role or vals.get("quality_role")):
            return False
        for name in MEASURING:
            field = self._fields[name]
            if name in vals and vals[name] != field.convert_to_write(self[name], self):
                return True
        return bool("title" in vals and vals["title"] != self.title) and (
            not self._is_translating()
        )

    def _is_translating(self):
        """Return whether the wording of this language is only now being written."""
        source = self.with_context(lang="en_US")
        return self.env.lang not in (None, "en_US") and self.title == source.title

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        self.filtered("quality_role")._check_not_in_use()

    def _check_not_in_use(self):
        if self.env.su and self.env.context.get("install_module"):
            return  # a new version of the addon brings questions of its own
        for survey in self.survey_id._filter_in_use():
            raise UserError(
                self.env._(
                    "“%(survey)s” is in use: what was answered must stay an answer to"
                    " it. Make your own version and change that.",
                    survey=survey.title,
                )
            )
