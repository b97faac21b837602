from odoo import api, models
from odoo.tools.misc import format_date, formatLang

from ...tools.picture import FONT
from ...tools.picture_gauge import gauge
from ...tools.picture_heat import heat_map
from ...tools.picture_quadrant import quadrant
from ...tools.picture_radar import radar
from ...tools.picture_trend import trend_chart
from ..result.property_survey_result_line import QUADRANTS

PICTURES = ("gauge", "radar", "quadrant", "trend", "heat")


class PropertySurveyResult(models.Model):
    """Its pictures: the same lines on the screen, for residents and on paper."""

    _inherit = "property.survey.result"

    @api.readonly
    def get_quality_pictures(self):
        """Return the pictures of the single result, for the web client.

        :return: ``[{name, title, svg, head, rows}]``: rows are the figures as words
        """
        self.ensure_one()
        self.check_access("read")
        return [
            {
                "name": name,
                "title": picture.title,
                "svg": str(self._render_picture(picture)),
                "head": picture.head,
                "rows": picture.rows,
            }
            for name, picture in self._get_pictures().items()
        ]

    def _get_pictures(self, names=PICTURES):
        """Return ``{name: Picture}`` of those there are figures for."""
        self.ensure_one()
        if not self.date_counted or self.status == "hidden":
            return {}
        found = {name: getattr(self, f"_draw_{name}")() for name in names}
        return {name: picture for name, picture in found.items() if picture}

    def _render_picture(self, picture, zoom=1):
        return self.env["ir.qweb"]._render(
            "property_survey.picture", {"picture": picture, "font": FONT, "zoom": zoom}
        )

    def _get_shown_lines(self, level="determinant"):
        return self.line_ids.filtered(
            lambda line: line.level == level and line.status != "hidden"
        )

    def _write_number(self, value, digits=1):
        return formatLang(self.env, value, digits=digits)

    def _draw_gauge(self):
        before = self._get_before()
        name, index = self._get_index()
        return gauge(
            index,
            {
                "title": name,
                "unit": self.env._("of 100"),
                "before": self.env._("Last time"),
            },
            before._get_index()[1] if before else None,
            self._write_number,
        )

    def _get_index(self):
        """Return the name and the value of what the gauge shows."""
        if self.csi_weighted:
            return self.env._("Satisfaction index, by importance"), self.csi_weighted
        return self.env._("Service quality score"), self.score

    def _draw_radar(self):
        return radar(
            [
                (
                    line.code,
                    line.name,
                    line.expected if line.has_gap else None,
                    line.perceived,
                )
                for line in self._get_shown_lines()
            ],
            (self.scale_min, self.scale_max),
            {
                "title": self.env._("Expected and perceived service")
                if self.has_gap
                else self.env._("Perceived service"),
                "name": self.env._("Determinant"),
                "expected": self.env._("Expected"),
                "perceived": self.env._("Perceived"),
            },
            self._write_number,
        )

    def _draw_quadrant(self):
        labels = self.env["property.survey.result.line"]._fields["quadrant"]
        is_weighed = self._is_weighed()
        return quadrant(
            [
                (line.code, line.name, *point)
                for line, point in self._get_points().items()
            ],
            {
                "title": self.env._("Importance and performance"),
                "name": self.env._("Determinant"),
                "importance": self.env._("Importance (points of 100)")
                if is_weighed
                else self.env._("Importance (correlation with satisfaction)"),
                "performance": self.env._("Performance (perceived level)"),
                **dict(labels._description_selection(self.env) or QUADRANTS),
            },
            self._write_number,
            self._get_cross(),
            1 if is_weighed else 2,
        )

    def _draw_trend(self):
        return trend_chart(
            [
                (
                    str(point["id"]),
                    format_date(self.env, point["date"], date_format="yyyy-MM"),
                    point["score"],
                    point["low"],
                    point["high"],
                    point["n"] < 30,
                )
                for point in self._get_trend()
                if point["date"] <= self.date
            ],
            {
                "title": self.env._("Score from time to time"),
                "name": self.env._("When it was asked"),
                "level": self.env._("Score (0 to 100)"),
                "band": self.env._("The true value is in here in 95 of 100 cases"),
                "to": self.env._("to"),
                "indicative": self.env._("Few answers: indicative"),
            },
            self._write_number,
        )

    def _draw_heat(self):
        cells = self.cell_ids.filtered(lambda cell: cell.dimension == "building")
        whole = self.env._("All")
        rows = {cell.group_key: cell.group_name for cell in cells}
        columns = {"": whole} | {
            one.code: one.name for one in cells.determinant_id.sorted()
        }
        return heat_map(
            list(rows.items()),
            [(key, name) for key, name in columns.items() if key or self._has_whole()],
            {
                (cell.group_key, cell.determinant_id.code or ""): (
                    None if cell.status == "hidden" else cell.score,
                    cell.answer_count,
                )
                for cell in cells
            },
            {
                "title": self.env._("Score by building and determinant"),
                "name": self.env._("Building"),
                "answers": self.env._("Answers"),
                "hidden": self.env._("Not shown, to protect small groups"),
            },
            self._write_number,
        )

    def _has_whole(self):
        """Whether the buildings have figures over all determinants."""
        return any(
            cell.dimension == "building" and not cell.determinant_id
            for cell in self.cell_ids
        )

    def _get_before(self):
        """Return the result before this one, empty if there is none.

        With ``only_published`` in the context, one residents see.
        """
        ids = [point["id"] for point in self._get_trend()]
        place = ids.index(self.id) if self.id in ids else 0
        earlier = self.browse(ids[:place])
        if self.env.context.get("only_published"):
            earlier = earlier.filtered("is_published")
        return earlier[-1:]
