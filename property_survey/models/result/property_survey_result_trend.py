from odoo import api, fields, models

from ...tools.student import Estimate
from ...tools.trend import difference, line
from .property_survey_result_response import _word

CHANGES = [
    ("better", "Better"),
    ("worse", "Worse"),
    ("unsure", "No sure change"),
]


SERIES_FIELDS = (
    "name",
    "survey_id",
    "site_id",
    "company_id",
    "date",
    "score",
    "score_se",
    "answer_count",
)


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    score_low = fields.Float(
        string="Score from", readonly=True, copy=False, digits=(16, 2)
    )
    score_high = fields.Float(
        string="Score to", readonly=True, copy=False, digits=(16, 2)
    )
    score_se = fields.Float(
        string="Standard error of the score", readonly=True, copy=False
    )
    former_id = fields.Many2one(
        "property.survey.result", string="Compared with", compute="_compute_change"
    )
    change = fields.Float(
        string="Change of the score", compute="_compute_change", digits=(16, 2)
    )
    change_low = fields.Float(
        string="Change from", compute="_compute_change", digits=(16, 2)
    )
    change_high = fields.Float(
        string="Change to", compute="_compute_change", digits=(16, 2)
    )
    change_word = fields.Selection(
        CHANGES, string="Against the last time", compute="_compute_change"
    )

    @api.depends("date", "score", "score_se", "status", "survey_id", "site_id")
    def _compute_change(self):
        series = self._get_series()
        for result in self:
            ones = series.get(result._get_series_key(), self.browse())
            place = ones.ids.index(result.id) if result.id in ones.ids else 0
            former = ones[place - 1] if place else self.browse()
            change = result._get_change(former) if former else Estimate(0)
            result.former_id = former
            result.change = change.mean
            result.change_low = change.low
            result.change_high = change.high
            result.change_word = _word(change) if former else False

    def _get_change(self, former):
        """Return the ``Estimate`` of the score's change since the former result."""
        return difference(former._get_estimate(), self._get_estimate())

    def _get_estimate(self):
        se = self.score_se or None
        return Estimate(self.answer_count, self.score, None, se)

    def _get_series_key(self):
        return self.survey_id, self.site_id, self.company_id

    def _get_series(self):
        """Return ``{key: results}`` that go with these, by date: one query."""
        results = self.search_fetch(
            [
                ("survey_id", "in", [*self.survey_id.ids, False]),
                ("date_counted", "!=", False),
                ("status", "!=", "hidden"),
                ("score", "!=", 0),
                "|",
                ("campaign_id", "=", False),
                "&",
                ("date_from", "=", False),
                ("date_to", "=", False),
            ],
            SERIES_FIELDS,
            order="date, id",
        )
        return results.grouped(lambda result: result._get_series_key())

    def _get_trend(self):
        """Return the results of the same questionnaire and site, by date.

        Each ``{"id", "date", "name", "score", "low", "high", "n", "satisfaction",
        "recommend", "csi"}``; ``low`` and ``high`` are the interval of the score, None
        where it is not known; ``line``, ``line_low``, ``line_high`` the straight line
        through the scores with its band, None of fewer than three.
        """
        self.ensure_one()
        results = self._get_series().get(self._get_series_key(), self)
        points = [(result.date.toordinal(), result.score) for result in results]
        found = line(points) if len(points) > 2 else None
        return [result._get_point(found) for result in results]

    def _get_point(self, found):
        x = self.date.toordinal()
        band = found and found.band(x)
        has_interval = bool(self.score_se)
        return {
            "id": self.id,
            "date": self.date,
            "name": self.name,
            "score": self.score,
            "low": self.score_low if has_interval else None,
            "high": self.score_high if has_interval else None,
            "n": self.answer_count,
            "satisfaction": self.satisfaction,
            "recommend": self.recommend,
            "csi": self.csi_three or self.csi_weighted,
            "line": found and found.at(x),
            "line_low": band and band[0],
            "line_high": band and band[1],
        }
