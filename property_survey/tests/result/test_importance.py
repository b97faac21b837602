from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..picture.common import PictureCommon
from ..tools.test_gap import TEN
from .common import CampaignResultCommon

# expected r1 r2 a1, perceived r1 r2 a1, points of both, recommendation, satisfaction
SHEETS = [
    (7, 6, 5, 5, 6, 5, 60, 40, 10, 3),
    (6, 6, 6, 5, 4, 6, 80, 20, 9, 3),
    (7, 7, 6, 6, 5, 4, 30, 30, 6, 2),
    (6, 5, 5, 4, 4, 5, 50, 50, 8, 2),
    (7, 7, 7, 5, 6, 6, 60, 40, 9, 4),
]


class TestOwnPoints(CampaignResultCommon):
    """Each one's gaps by his own hundred points."""

    def _figures(self, result):
        return result._prepare_api_figures()

    def test_each_counts_by_his_own_points(self):
        self._sheets(*SHEETS)
        result = self._count()
        # -0.6, -1.2, -1.75, -0.75, -1.3
        self.assertAlmostEqual(result.gap_own, -1.12)
        self.assertAlmostEqual(result.gap_weighted, -1.08)
        self.assertAlmostEqual(result.gap, -1.0)
        self.assertAlmostEqual(result.gap_own_low, -1.12 - 2.7764 * 0.20531, 2)
        self.assertAlmostEqual(result.gap_own_high, -1.12 + 2.7764 * 0.20531, 2)
        self.assertEqual(result.gap_own_status, "indicative")
        figures = self._figures(result)
        self.assertEqual(figures["gap_own"], result.gap_own)
        self.assertEqual(figures["gap_own_low"], result.gap_own_low)

    def test_four_who_gave_points_are_not_shown(self):
        nobody = (*SHEETS[0][:6], None, None, 9, 5)
        self._sheets(*SHEETS[:4], *[nobody] * 30)
        result = self._count()
        self.assertEqual((result.status, result.gap_own_status), ("shown", "hidden"))
        self.assertFalse(any((result.gap_own, result.gap_own_low, result.gap_own_high)))
        self.assertNotIn("gap_own", self._figures(result))

    def test_points_to_what_was_not_answered_do_not_count(self):
        self._sheets(*SHEETS)
        before = self._count().gap_own
        campaign = self._create_campaign()
        no_access = [(7, 7, None, 1, 1, None, 50, 50, 0, 1)] * 6
        only_reliability = [(7, 7, None, 4, 4, None, 100, 0, 0, 1)] * 5
        self._sheets(*SHEETS, *no_access, campaign=campaign)
        self.assertAlmostEqual(self._count(campaign).gap_own, before)
        campaign = self._create_campaign()
        self._sheets(*SHEETS, *no_access, *only_reliability, campaign=campaign)
        result = self._count(campaign)
        self.assertAlmostEqual(result.gap_own, (5 * -1.12 + 5 * -3) / 10)

    def test_new_points_of_few_are_not_given_away(self):
        """Four move their points to what they answered: nothing is counted anew."""
        half = [(7, 6, None, 5, 6, None, 50, 50, 9, 5)] * 4
        sheets = self._sheets(*SHEETS, *half)
        result = self._count()
        value = result.gap_own
        points = {
            str(one.id): number
            for one, number in zip(self.questions[6:8], (100, 0), strict=True)
        }
        for sheet in sheets[5:]:
            sheet.numbers = sheet.numbers | points
        self._count()
        self.assertEqual(result.gap_own, value)
        self.assertIn("Not counted again", result.explanation)

    def test_as_five_dimensions(self):
        """Points of the ten are summed up for the five they become."""
        self._sheets(*SHEETS)
        ten = self._count().gap_own
        result = self.Result.create(
            {"name": "Five", "campaign_id": self.campaign.id, "is_five": True}
        )
        result.action_count()
        self.assertAlmostEqual(result.gap_own, ten)

    def test_drivers_by_item(self):
        self._sheets(*SHEETS)
        result = self._count()
        found = {line.code: line for line in result.item_line_ids}
        # r1 5 5 6 4 5, r2 6 4 5 4 6, a1 5 6 4 5 6, with 3 3 2 2 4
        self.assertAlmostEqual(found["r1"].driver, 0.0)
        self.assertTrue(found["r1"].has_driver)
        self.assertAlmostEqual(found["r2"].driver, 0.6, 2)
        self.assertAlmostEqual(found["a1"].driver, 0.79, 2)
        self.assertAlmostEqual(found["a1"].importance, 0.79, 2)
        told = [line._prepare_api_line() for line in found.values()]
        self.assertEqual([line["driver"] for line in told][1:], [0.6, 0.79])
        self.assertFalse(any(result.item_line_ids.mapped("quadrant")))

    def test_no_drivers_where_nobody_said_how_satisfied(self):
        self._sheets(*[sheet[:9] for sheet in SHEETS])
        result = self._count()
        self.assertFalse(any(result.line_ids.mapped("has_driver")))
        line = result.item_line_ids[0]._prepare_api_line()
        self.assertNotIn("driver", line)
        self.assertNotIn("importance", line)

    def test_without_points_importance_is_what_drives(self):
        columns = [(*one[:6], None, None, *one[8:]) for one in SHEETS]
        self._sheets(*columns)
        result = self._count()
        self.assertFalse(result._is_weighed())
        lines = result.determinant_line_ids.filtered("has_importance")
        self.assertEqual(lines.mapped("importance"), lines.mapped("driver"))
        self.assertEqual(set(lines.mapped("quadrant")), {"low", "keep"})
        [picture] = [
            one for one in result.get_quality_pictures() if one["name"] == "quadrant"
        ]
        self.assertIn("correlation with satisfaction", picture["svg"])
        self.assertEqual(picture["rows"][1][1], "0.79")


class TestCross(PictureCommon):
    """Where important and good begin, chosen without counting anew."""

    def _get_fields(self):
        found = {}
        for line in self.result.determinant_line_ids.filtered("quadrant"):
            found.setdefault(line.quadrant, set()).add(line.code)
        return found

    def _choose(self, method, importance=0, performance=0):
        self.result.with_user(self.user_survey).write(
            {
                "cross_by": method,
                "cross_importance": importance,
                "cross_performance": performance,
            }
        )

    def _get_picture(self):
        [picture] = [
            one
            for one in self.result.with_user(self.user_survey).get_quality_pictures()
            if one["name"] == "quadrant"
        ]
        return picture

    def _get_lines(self):
        """Return the places of the two dashed lines."""
        svg = etree.fromstring(self._get_picture()["svg"])
        return [
            tuple(float(one.get(end)) for end in ("x1", "y1"))
            for one in svg.iter("{*}line")
            if one.get("stroke-dasharray")
        ]

    def test_at_the_means(self):
        """The vector of domain 2.4: importance 10, level 5.73; competence on a line."""
        self.assertEqual(self.result.cross_by, "grand_mean")
        importance, level = self.result._get_cross()
        self.assertAlmostEqual(importance, 10)
        self.assertAlmostEqual(level, 5.73)
        self.assertEqual(
            self._get_fields(),
            {
                "concentrate": {"reliability", "responsiveness"},
                "keep": {"competence", "security"},
                "overkill": {"tangibles", "courtesy", "credibility", "access"},
                "low": {"communication", "understanding"},
            },
        )

    def test_at_values_of_ones_own(self):
        counted, lines = self.result.date_counted, self.result.line_ids
        places = self._get_lines()
        self._choose("fixed", 10, 5.73)
        means = self._get_fields()
        self.assertEqual(len(means["concentrate"]), 2)
        self._choose("fixed", 17, 5.05)
        self.assertEqual(
            self._get_fields(),
            {
                "keep": {"reliability"},
                "low": {"understanding"},
                "overkill": set(TEN) - {"reliability", "understanding"},
            },
        )
        self.assertEqual(self.result.date_counted, counted)
        self.assertEqual(self.result.line_ids, lines)
        self.assertNotEqual(self._get_lines(), places)
        rows = {row[0]: row[3] for row in self._get_picture()["rows"]}
        self.assertEqual(rows["Reliability"], "Keep up the good work")
        self._choose("grand_mean")
        self.assertEqual(self._get_fields(), means)
        self.assertEqual(self._get_lines(), places)

    def test_at_the_middle_of_the_scales(self):
        self._choose("scale_midpoint")
        self.assertEqual(self.result._get_cross(), (50, 4))
        self.assertEqual(self._get_fields(), {"overkill": set(TEN)})
        self.assertTrue(self._get_picture())
        self.result.action_count()
        self.assertEqual(self._get_fields(), {"overkill": set(TEN)})

    def test_the_form_begins_with_the_means(self):
        with Form(self.result.with_user(self.user_survey)) as form:
            form.cross_by = "fixed"
            self.assertAlmostEqual(form.cross_importance, 10)
            self.assertAlmostEqual(form.cross_performance, 5.73)
        self.assertEqual(len(self._get_fields()), 4)

    def test_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._choose("fixed", 101, 5)
            self.env.flush_all()

    def test_strangers_choose_nothing(self):
        for user in (self.user_auditor, self.user_stranger):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.result.with_user(user).cross_by = "fixed"

    def test_given_means_know_no_own_points(self):
        self.assertEqual(self.result.gap_own_status, "unknown")
        self.assertFalse(self.result._has_own_gap())
