from odoo import api, fields, models

from ...tools.importance import crosshair, quadrants
from .property_survey_result_line import STATUSES

CROSSES = [
    ("grand_mean", "Means of the determinants"),
    ("scale_midpoint", "Middle of the scales"),
    ("fixed", "Values of your own"),
]
OWN_STATUSES = [*STATUSES, ("unknown", "Nobody's own points are known")]
POINTS = 100
LEAST = 2


class PropertySurveyResult(models.Model):
    """What matters: where important and good begin, and each one's own points."""

    _inherit = "property.survey.result"

    cross_by = fields.Selection(
        CROSSES,
        string="Quadrants cross at",
        required=True,
        default="grand_mean",
        help="From where on a determinant is important, and good. On the line counts as"
        " high. The middle of the points is 50, of correlations 0.5: with many"
        " determinants few get that far.",
    )
    cross_importance = fields.Float(string="Important from")
    cross_performance = fields.Float(string="Good from", help="On the answers' scale.")
    gap_own = fields.Float(
        string="Gap by each one's own points",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 2),
        help="Each who answered weighs his own gaps by his own hundred points; then the"
        " mean over all. Left out is who gave points to what he did not answer.",
    )
    gap_own_low = fields.Float(
        string="Gap by own points from", readonly=True, copy=False, digits=(16, 2)
    )
    gap_own_high = fields.Float(
        string="Gap by own points to", readonly=True, copy=False, digits=(16, 2)
    )
    gap_own_status = fields.Selection(
        OWN_STATUSES,
        string="How sure the gap by own points is",
        readonly=True,
        copy=False,
    )

    _cross = models.Constraint(
        "CHECK(cross_importance BETWEEN 0 AND 100)",
        "Importance is between 0 and 100 points.",
    )

    @api.onchange("cross_by")
    def _onchange_cross_by(self):
        """Begin with the means: who wants other values changes them."""
        if self.cross_by != "fixed" or self.cross_performance:
            return
        importance, level = self._get_cross("grand_mean") or (0, 0)
        self.cross_importance, self.cross_performance = importance, level

    def _has_own_gap(self):
        """Whether the gap by each one's own points is known and may be shown."""
        return self.has_gap and self.gap_own_status in ("shown", "indicative")

    def _get_points(self):
        """Return ``{line: (importance, level)}`` of the determinants that are shown."""
        return {
            line: (line.importance, line.perceived)
            for line in self.line_ids
            if line.level == "determinant" and line.has_importance
        }

    def _is_weighed(self):
        """Whether importance is that of points, not of what drives satisfaction."""
        return any(line.weight for line in self._get_points())

    def _get_cross(self, method=None):
        """Return where the lines cross: (importance, level); None of fewer than two."""
        points = self._get_points()
        if len(points) < LEAST:
            return None
        most = POINTS if self._is_weighed() else 1
        return crosshair(
            points,
            method or self.cross_by,
            ((0, most), (self.scale_min, self.scale_max)),
            (self.cross_importance, self.cross_performance),
        )

    def _get_quadrants(self):
        """Return ``{line: quadrant}``."""
        cross = self._get_cross()
        return quadrants(self._get_points(), cross) if cross else {}
