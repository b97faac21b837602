from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.facts import THREE, Options, Question
from .layout import GROUPS, Layout, column, listed


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    def _get_layout(self):
        """Return where the questionnaire's numbers stand in SQL."""
        questions = self.survey_id.question_and_page_ids
        return Layout(
            {
                question.id: (
                    Question(
                        question.item_code or "",
                        question.determinant_id.code or "",
                        question.quality_role,
                    ),
                    question.question_type == "scale",
                )
                for question in questions.filtered("quality_role")
            },
            self._get_options(),
        )

    def _get_options(self):
        return Options(
            self.scale_min,
            self.scale_max,
            self.overall_by,
            self.is_five,
            self.csi_rescale,
            self._get_index_weights(),
        )

    def _get_index_weights(self):
        """Return what each of the three questions of the index weighs."""
        # sudo: what its questions weigh is no secret to who may count the result
        questions = self.sudo().survey_id.question_and_page_ids
        weights = {
            question.quality_role: question.index_weight for question in questions
        }
        return tuple(weights.get(role, 1.0) for role in THREE)

    def _get_source(self, is_whole=False):
        """Return the SQL whose rows are sheets: groups, day and numbers.

        They are those of the result's days, or of all days.
        """
        days = (None, None) if is_whole else (self.date_from, self.date_to)
        if self.campaign_id:
            return self._get_sheets(self._get_sheet_domain(*days))
        return self._get_inputs(self._get_answer_domain(*days))

    def _get_sheets(self, domain):
        # sudo: nobody may read single sheets but named ones; counted together they are
        # shown by the rules of tools/disclosure.py
        sheets = self.env["property.survey.sheet"].sudo()
        sheets.flush_model()
        query = sheets._search(domain, order=False)
        return query.select(
            *(
                SQL.identifier(query.table, name)
                for name in (*GROUPS.values(), "day", "numbers")
            )
        )

    def _get_sheet_domain(self, first, last):
        domain = Domain("campaign_id", "=", self.campaign_id.id)
        if first:
            domain &= Domain("day", ">=", first)
        if last:
            domain &= Domain("day", "<=", last)
        return domain

    def _get_inputs(self, domain):
        """Answers on Odoo's own pages, which stand one number a row."""
        # sudo: who may count sees the figures, and no single answer by this
        lines = self.env["survey.user_input.line"].sudo()
        lines.flush_model()
        query = lines._search(domain, order=False)
        table = query.table
        given = query.left_join(
            table, "user_input_id", "survey_user_input", "id", "user_input_id"
        )
        number = SQL(
            "CASE WHEN %(kind)s = 'scale' THEN %(scale)s ELSE %(box)s END",
            kind=SQL.identifier(table, "answer_type"),
            scale=SQL.identifier(table, "value_scale"),
            box=SQL.identifier(table, "value_numerical_box"),
        )
        rows = query.select(
            SQL("%s AS who", SQL.identifier(table, "user_input_id")),
            SQL("%s AS question", SQL.identifier(table, "question_id")),
            SQL("%s AS number", number),
            SQL("%s AS moment", SQL.identifier(given, "end_datetime")),
        )
        return SQL(
            "SELECT %s, min(moment) AS day,"
            " jsonb_object_agg(question, number) AS numbers"
            " FROM (%s) answered WHERE number IS NOT NULL GROUP BY who",
            listed(SQL("NULL::int4 AS %s", column(name)) for name in GROUPS.values()),
            rows,
        )

    def _get_answer_domain(self, first, last):
        domain = Domain(
            [
                ("survey_id", "=", self.survey_id.id),
                ("skipped", "=", False),
                ("answer_type", "in", ("scale", "numerical_box")),
                ("question_id.quality_role", "!=", False),
                ("user_input_id.state", "=", "done"),
                ("user_input_id.test_entry", "=", False),
            ]
        )
        begin, end = self._get_moments(first, last)
        if begin:
            domain &= Domain("user_input_id.end_datetime", ">=", begin)
        if end:
            domain &= Domain("user_input_id.end_datetime", "<", end)
        return domain

    def _get_moments(self, first, last):
        """Return when the first day begins and the last one ends, in UTC."""
        return (
            first and self._get_midnight(first),
            last and self._get_midnight(fields.Date.add(last, days=1)),
        )

    def _get_midnight(self, day):
        """Return when the day begins at the site, in UTC."""
        zone = ZoneInfo(self.site_id.tz or self.env.user.tz or "UTC")
        begin = datetime.combine(day, time(), zone)
        return begin.astimezone(timezone.utc).replace(tzinfo=None)
