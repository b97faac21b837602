import doctest

from odoo.tests import BaseCase

from ...tools import (
    change,
    picture,
    picture_gauge,
    picture_heat,
    picture_quadrant,
    picture_radar,
    picture_trend,
)
from ..tools.test_gap import TEN

NAMES = (
    "Tangibles",
    "Reliability",
    "Responsiveness",
    "Competence",
    "Courtesy",
    "Credibility",
    "Security",
    "Access",
    "Communication",
    "Understanding the customer",
)
FIELDS = {
    "concentrate": "Concentrate here",
    "keep": "Keep up the good work",
    "low": "Low priority",
    "overkill": "Possible overkill",
}
AXES = {"title": "", "name": "", "importance": "Importance", "performance": "Level"}
WORDS = {"title": "", "name": "", "expected": "E", "perceived": "P"}
HEAT = {"title": "", "name": "", "hidden": "few", "answers": "n"}
TREND = {
    "title": "",
    "name": "",
    "level": "",
    "band": "",
    "to": "to",
    "indicative": "few",
}


class TestGeometry(BaseCase):
    def test_doctests(self):
        for module in (
            change,
            picture,
            picture_gauge,
            picture_heat,
            picture_quadrant,
            picture_radar,
            picture_trend,
        ):
            with self.subTest(module.__name__):
                self.assertFalse(doctest.testmod(module).failed)

    def _get_points(self):
        return [
            (code, name, weight, perceived)
            for name, (code, (_expected, perceived, weight)) in zip(
                NAMES, TEN.items(), strict=True
            )
        ]

    def test_quadrant_labels_do_not_overlap(self):
        drawn = picture_quadrant.quadrant(self._get_points(), AXES | FIELDS)
        texts = [shape for shape in drawn.shapes if shape.text in NAMES]
        self.assertEqual(len(texts), len(NAMES))
        boxes = [
            picture_quadrant.label_box(
                (shape.at["x"], shape.at["y"]), picture.text_width(shape.text, 12)
            )
            for shape in texts
        ]
        for index, box in enumerate(boxes):
            self.assertFalse(picture_quadrant._hits(box, boxes[:index]))
            self.assertGreaterEqual(box[0], picture_quadrant.LEFT)
            self.assertLessEqual(box[2], picture_quadrant.RIGHT)

    def test_quadrant_says_the_fields_of_the_rule(self):
        drawn = picture_quadrant.quadrant(self._get_points(), AXES | FIELDS)
        fields = {row[0]: row[3] for row in drawn.rows}
        self.assertEqual(fields["Reliability"], "Concentrate here")
        self.assertEqual(fields["Competence"], "Keep up the good work")
        self.assertEqual(fields["Communication"], "Low priority")
        self.assertEqual(fields["Access"], "Possible overkill")

    def test_quadrant_lines_cross_where_they_are_told(self):
        """Also beyond all points: the axes go as far."""
        for cross in ((10, 5.73), (50, 4), (2, 6.9)):
            drawn = picture_quadrant.quadrant(
                self._get_points(), AXES | FIELDS, cross=cross
            )
            lines = [one.at for one in drawn.shapes if one.at.get("stroke-dasharray")]
            upright, level = lines
            self.assertEqual(upright["x1"], upright["x2"])
            self.assertEqual(level["y1"], level["y2"])
            self.assertTrue(
                picture_quadrant.LEFT < upright["x1"] < picture_quadrant.RIGHT
            )
            self.assertTrue(
                picture_quadrant.TOP < level["y1"] < picture_quadrant.BOTTOM
            )
            points = {point[1]: point for point in self._get_points()}
            circles = {one.key: one.at for one in drawn.shapes if one.key}
            for row in drawn.rows:
                code, _name, weight, performance = points[row[0]]
                place = circles[code]
                is_good = performance >= cross[1]
                self.assertEqual(place["cx"] >= upright["x1"] - 0.06, is_good, row)
                is_important = weight >= cross[0]
                self.assertEqual(place["cy"] <= level["y1"] + 0.06, is_important, row)
        self.assertEqual({row[3] for row in drawn.rows}, {"Concentrate here"})

    def test_many_equal_points_end(self):
        points = [(str(i), "Same place", 10, 5) for i in range(30)]
        self.assertTrue(picture_quadrant.quadrant(points, AXES | FIELDS))

    def test_radar_without_expectation_has_one_ring(self):
        points = [(str(i), name, None, 5) for i, name in enumerate(NAMES)]
        drawn = picture_radar.radar(points, (1, 7), WORDS)
        self.assertEqual(len(drawn.head), 2)
        self.assertIsNone(picture_radar.radar(points[:2], (1, 7), WORDS))

    def test_hidden_cells_are_hatched_and_hold_no_number(self):
        drawn = picture_heat.heat_map(
            [("1", "Building 1")],
            [("a", "Access"), ("b", "Security")],
            {("1", "a"): (71.0, 40), ("1", "b"): (None, 0)},
            HEAT,
        )
        self.assertEqual(drawn.rows, [["Building 1", "71", "few"]])
        self.assertIn("Building 1, Security: few", [s.title for s in drawn.shapes])

    def test_dark_cells_are_written_in_white(self):
        drawn = picture_heat.heat_map(
            [("1", "1")], [("a", "A")], {("1", "a"): (95.0, 40)}, HEAT
        )
        number = next(shape for shape in drawn.shapes if shape.text == "95")
        self.assertEqual(number.at["fill"], picture.PAPER)

    def test_indicative_points_are_hollow_and_the_band_has_gaps(self):
        points = [
            ("1", "2024", 70, 65, 75, False),
            ("2", "2025", 72, 60, 84, True),
            ("3", "2026", 74, None, None, False),
        ]
        drawn = picture_trend.trend_chart(points, TREND)
        dots = [shape for shape in drawn.shapes if shape.key]
        self.assertEqual(
            [shape.at["fill"] for shape in dots],
            [picture.BLUE, picture.PAPER, picture.BLUE],
        )
        bands = [shape for shape in drawn.shapes if "fill-opacity" in shape.at]
        self.assertEqual(bands[0].at["d"].count("L"), 3)
        self.assertEqual(drawn.rows[0][2], "65.0 to 75.0")
        self.assertIsNone(picture_trend.trend_chart(points[:1], TREND))
