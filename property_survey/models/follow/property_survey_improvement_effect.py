from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.effect import effect, measured, verdict

# The column of a sheet that says whose group it is in.
COLUMNS = {
    "site": "site_id",
    "building": "building_id",
    "segment": "segment_id",
    "role": "role",
    "employee": "user_id",
    "stratum": "stratum_id",
}


class PropertySurveyImprovement(models.Model):
    """Where its figures come from: the result's own, with the margin of the answers."""

    _inherit = "property.survey.improvement"

    def _freeze(self):
        """Copy the figure as it is now; a hidden one is nobody's business."""
        for one in self.filtered("result_id"):
            figure = one._find_figure(one.result_id)
            if not figure:
                raise ValidationError(
                    self.env._(
                        "%(result)s shows no such figure: too few answered, or it has"
                        " not been counted.",
                        result=one.result_id.display_name,
                    )
                )
            one.write(
                {
                    **one._prepare_figure("before", one._measure(one.result_id)),
                    "about": one._get_about(figure),
                }
            )

    def _get_about(self, figure):
        name = figure.display_name
        if figure._name == "property.survey.cell" and figure.determinant_id:
            name = f"{name} · {figure.determinant_id.name}"
        return name

    def _find_figure(self, result):
        """Return the line or cell it is about, if it may be shown."""
        found = self._find_cell(result)
        if self.level != "group":
            found = result.line_ids.filtered_domain(
                Domain("level", "=", self.level) & self._get_line_domain()
            )[:1]
        return found.filtered(lambda figure: figure.status != "hidden")

    def _get_line_domain(self):
        if self.level == "item":
            return Domain("code", "=", self.code)
        if self.level == "determinant":
            return Domain("determinant_id", "=", self.determinant_id.id)
        return Domain.TRUE

    def _find_cell(self, result):
        if self.level != "group":
            return self.env["property.survey.cell"]
        return self.env["property.survey.cell"].search(
            [
                ("result_id", "=", result.id),
                ("dimension", "=", self.dimension),
                ("group_key", "=", self.code),
                ("determinant_id", "=", self.determinant_id.id),
            ],
            limit=1,
        )

    def _measure(self, result):
        """Return the ``Estimate`` of its figure in the result, None if not shown."""
        figure = self._find_figure(result)
        if not figure:
            return None
        n = figure.answer_count
        if self.measure == "gap":
            has_interval = (
                figure.has_interval
                if "has_interval" in figure._fields
                else figure.gap_low or figure.gap_high
            )
            margin = (figure.gap_low, figure.gap_high) if has_interval else ()
            return measured(figure.gap, n, *margin)
        return measured(figure.score, n, se=self._get_score_error(result, n))

    def _get_score_error(self, result, n):
        """Return the standard error of the score, over who answered; None: unknown.

        The figures of a result keep the margin of gaps only. Each person counts by the
        mean of his answers, as in the score. Only for the very answers the result
        counted: later ones would be told by the difference.
        """
        questions = self._get_questions(result)
        span = result.scale_max - result.scale_min
        if not (result.campaign_id and questions and span):
            return None
        self.env["property.survey.sheet"].flush_model()
        group = SQL()
        if self.level == "group":
            column = SQL.identifier("sheet", COLUMNS[self.dimension])
            group = SQL("AND %s::text = %s", column, self.code)
        [(count, spread)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*), STDDEV_SAMP(level) FROM ("
                "SELECT AVG(number.value::numeric) AS level"
                " FROM property_survey_sheet AS sheet,"
                " jsonb_each_text(sheet.numbers) AS number"
                " WHERE sheet.campaign_id = %s AND number.key IN %s %s"
                " GROUP BY sheet.id) AS person",
                result.campaign_id.id,
                tuple(str(question.id) for question in questions),
                group,
            )
        )
        if count < 2 or count != n or spread is None:
            return None
        return float(spread) / count**0.5 * 100 / span

    def _get_questions(self, result):
        """Return the questions whose answers the score is made of."""
        asked = result.survey_id.question_and_page_ids.filtered(
            lambda question: question.quality_role == "perceived"
        )
        if self.level == "item":
            return asked.filtered(lambda question: question.item_code == self.code)
        if self.determinant_id:
            return asked.filtered(
                lambda question: question.determinant_id == self.determinant_id
            )
        return asked

    @api.model
    def _prepare_figure(self, side, found):
        """Return the values of ``before`` or ``after``."""
        has_margin = found.low is not None
        return {
            f"{side}_value": found.mean,
            f"{side}_count": found.n,
            f"{side}_has_margin": has_margin,
            f"{side}_low": found.low,
            f"{side}_high": found.high,
            f"{side}_se": found.se,
        }

    def _get_before(self):
        return measured(
            self.before_value,
            self.before_count,
            se=self.before_se if self.before_has_margin else None,
        )

    def _take_effect(self, result):
        """Compare with the result, the next one after the improvement."""
        for one in self:
            after = one._measure(result)
            if after is None:
                continue
            change = effect(one._get_before(), after)
            one.write(
                {
                    **one._prepare_figure("after", after),
                    "after_result_id": result.id,
                    "change": change.mean,
                    "change_low": change.low,
                    "change_high": change.high,
                    "has_change_margin": change.low is not None,
                    "verdict": verdict(change),
                }
            )


class PropertySurveyResult(models.Model):
    """Tells improvements what came of them, and is where they are agreed on."""

    _inherit = "property.survey.result"

    def action_count(self):
        counted = super().action_count()
        self._after_count()
        return counted

    @api.model
    def _get_earlier_domain(self, result):
        same = Domain("result_id.date", "=", result.date)
        same &= Domain("result_id", "<", result.id)
        return Domain("result_id.date", "<", result.date) | same

    def _after_count(self):
        """Measure the effect of what was agreed on after earlier results."""
        for result in self.filtered("date_counted"):
            # sudo: whoever counts; effects are never written by hand
            found_sudo = self.env["property.survey.improvement"].sudo()
            # sudo: as above
            survey = result.sudo().survey_id
            waiting = found_sudo.search(
                Domain("survey_id", "=", survey.id)
                & Domain("site_id", "=", result.site_id.id)
                & Domain("company_id", "=", result.company_id.id)
                & Domain("state", "!=", "dropped")
                & Domain("result_id", "!=", result.id)
                & self._get_earlier_domain(result)
                & Domain("after_result_id", "in", [False, result.id])
            )
            waiting._take_effect(result.sudo())  # sudo: as above
