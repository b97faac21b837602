from odoo import models
from odoo.tools import format_list

from ...tools.change import of_margins, of_rates

WEAKEST = 3


class PropertySurveyResult(models.Model):
    """What a result says, in sentences a committee can read."""

    _inherit = "property.survey.result"

    def _get_sentences(self):
        """Return the sentences, the most important first."""
        self.ensure_one()
        if not self.date_counted:
            return []
        if self.status == "hidden":
            return [self._get_hidden_sentence()]
        found = [
            self._get_answer_sentence(),
            self._get_rate_sentence(),
            self._get_change_sentence(),
            self._get_recommend_sentence(),
            self._get_gap_sentence(),
            *self._get_quadrant_sentences(),
        ]
        return [sentence for sentence in found if sentence]

    def _get_hidden_sentence(self):
        return self.env._(
            "Fewer than five answered: their figures are not shown, so that nobody can"
            " tell who said what."
        )

    def _get_answer_sentence(self):
        values = {
            "count": self.answer_count,
            "score": self._write_number(self._get_index()[1]),
        }
        if self.status == "indicative":
            return self.env._(
                "%(count)s answered, fewer than thirty: all figures are indicative. The"
                " index is %(score)s of 100.",
                **values,
            )
        return self.env._(
            "%(count)s answered. The index is %(score)s of 100.", **values
        )

    def _get_rate_sentence(self):
        if not self.satisfaction_high:
            return ""
        return self.env._(
            "%(rate)s %% are satisfied (between %(low)s and %(high)s %%, allowing for"
            " chance).",
            rate=self._write_number(self.satisfaction),
            low=self._write_number(self.satisfaction_low),
            high=self._write_number(self.satisfaction_high),
        )

    def _get_rate_change(self):
        """Return the ``Change`` of the satisfaction rate, None without one before."""
        before = self._get_before()
        if not (before.satisfaction_high and self.satisfaction_high):
            return None
        return of_rates(
            *(
                (one.satisfaction, one.satisfaction_low, one.satisfaction_high)
                for one in (before, self)
            )
        )

    def _get_recommend_change(self):
        before = self._get_before()
        if not (before.recommend_margin and self.recommend_margin):
            return None
        return of_margins(
            *((one.recommend, one.recommend_margin) for one in (before, self))
        )

    def _get_change_sentence(self):
        change = self._get_rate_change()
        if not change:
            return ""
        ends = sorted((abs(change.low), abs(change.high)))
        values = {
            "points": self._write_number(abs(change.value)),
            "low": self._write_number(ends[0]),
            "high": self._write_number(ends[1]),
        }
        if not change.is_sure:
            return self.env._(
                "Since last time the satisfaction rate moved by %(points)s points: that"
                " may be chance.",
                **values,
            )
        if change.value > 0:
            return self.env._(
                "Satisfaction rose by %(points)s points (%(low)s to %(high)s): a sure"
                " change.",
                **values,
            )
        return self.env._(
            "Satisfaction fell by %(points)s points (%(low)s to %(high)s): a sure"
            " change.",
            **values,
        )

    def _get_recommend_sentence(self):
        if not self.recommend_margin:
            return ""
        return self.env._(
            "Recommendation stands at %(score)s, give or take %(margin)s (-100 to"
            " 100).",
            score=self._write_number(self.recommend),
            margin=self._write_number(self.recommend_margin),
        )

    def _get_gap_sentence(self):
        lines = self._get_shown_lines().filtered("has_gap").sorted("gap")
        below = lines.filtered(lambda line: line.gap < 0)[:WEAKEST]
        if not below:
            return ""
        return self.env._(
            "Furthest below what is expected: %(names)s.",
            names=self._list_names(below),
        )

    def _get_quadrant_sentences(self):
        lines = self._get_shown_lines()
        urgent, kept = (
            lines.filtered(lambda line, field=field: line.quadrant == field)
            for field in ("concentrate", "keep")
        )
        found = []
        if urgent:
            found.append(
                self.env._(
                    "Important and not done well, so first to improve: %(names)s.",
                    names=self._list_names(urgent),
                )
            )
        if kept:
            found.append(
                self.env._(
                    "Important and done well: %(names)s.", names=self._list_names(kept)
                )
            )
        return found

    def _list_names(self, lines):
        return format_list(self.env, lines.mapped("name"))

    def _get_hidden_words(self):
        """Return what is said of figures that are not shown, empty if all are."""
        hidden = self.line_ids.filtered(lambda line: line.status == "hidden")
        cells = self.cell_ids.filtered(lambda cell: cell.status == "hidden")
        if self.status == "hidden" or not (hidden or cells):
            return ""
        return self.env._(
            "%(count)s figures are not shown: fewer than five said them, or what is"
            " shown would give such a small group away.",
            count=len(hidden) + len(cells),
        )

    def _get_weakest_items(self):
        """Return the lines of the items furthest below what is expected, or lowest."""
        lines = self._get_shown_lines("item")
        return lines.sorted(
            lambda line: (line.gap if line.has_gap else 0, line.perceived)
        )[:WEAKEST]
