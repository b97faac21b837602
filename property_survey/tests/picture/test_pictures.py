from lxml import etree

from odoo.exceptions import AccessError

from .common import PictureCommon


class TestPictures(PictureCommon):
    def _get_board(self, user, *args):
        return self.Result.with_user(user).get_quality_board(*args)

    def test_every_picture_is_drawn_with_its_figures(self):
        pictures = self.result.with_user(self.user_survey).get_quality_pictures()
        self.assertEqual(
            [picture["name"] for picture in pictures],
            ["gauge", "radar", "quadrant", "trend", "heat"],
        )
        for picture in pictures:
            with self.subTest(picture["name"]):
                svg = etree.fromstring(picture["svg"])
                self.assertTrue(svg.findtext("{*}title"))
                self.assertTrue(picture["rows"])
                self.assertNotIn("var(", picture["svg"])
        heat = pictures[-1]
        self.assertIn("Building &lt;2&gt;", heat["svg"])
        self.assertEqual(heat["rows"][0][1:], [heat["rows"][1][1], "71"])

    def test_the_radar_names_only_what_was_asked(self):
        for has_gap, title in (
            (True, "Expected and perceived service"),
            (False, "Perceived service"),
        ):
            self.result.has_gap = has_gap
            self.assertEqual(self.result._draw_radar().title, title)

    def test_nothing_is_drawn_of_too_few(self):
        self.result.status = "hidden"
        self.assertEqual(self.result.get_quality_pictures(), [])
        [sentence] = self.result._get_sentences()
        self.assertIn("Fewer than five", sentence)
        self.assertEqual(self.result._get_tiles(), [])

    def test_the_board_opens_on_the_latest_result(self):
        board = self._get_board(self.user_survey)
        self.assertEqual(board["result"]["id"], self.result.id)
        self.assertEqual(board["site_id"], self.site.id)
        self.assertEqual(
            [one["id"] for one in board["results"]], (self.result | self.before).ids
        )
        earlier = self._get_board(self.user_survey, self.site.id, self.before.id)
        self.assertEqual(earlier["result"]["name"], "Lakeside 2025")

    def test_who_may_not_see_results_has_no_board(self):
        menu = self.env.ref("property_survey.quality_board_menu")
        Menu = self.env["ir.ui.menu"]
        for user, offered in (
            (self.user_survey, True),
            (self.user_auditor, True),
            (self.user_agent, False),
            (self.user_dispatcher, False),
        ):
            with self.subTest(user.login):
                ids = Menu.with_user(user)._visible_menu_ids()
                self.assertEqual(menu.id in ids, offered)

    def test_the_change_is_said_plainly(self):
        sentences = " ".join(self.result._get_sentences())
        self.assertIn("rose by 15.0 points (3.4 to 26.2): a sure change", sentences)
        self.assertIn("first to improve: Reliability and Responsiveness.", sentences)
        self.result.write(self._get_rates(71.0, 60.4, 79.1))
        self.assertIn("may be chance", " ".join(self.result._get_sentences()))
        self.result.write(self._get_rates(50.0, 42.0, 58.0))
        self.assertIn(
            "Satisfaction fell by 20.0", " ".join(self.result._get_sentences())
        )

    def test_hidden_figures_are_spoken_of(self):
        self.assertIn("2 figures are not shown", self.result._get_hidden_words())
        self.assertEqual(self.before._get_hidden_words(), "")

    def test_auditor_and_managers_see_it(self):
        for user in (
            self.user_auditor,
            self.user_company_manager,
            self.user_site_manager,
        ):
            with self.subTest(user.login):
                self.assertTrue(self._get_board(user)["result"])

    def test_strangers_do_not(self):
        self.result.site_id = self.before.site_id = self.other_site
        self.assertFalse(self._get_board(self.user_survey)["result"])
        self.assertFalse(
            self._get_board(self.user_survey, self.other_site.id, self.result.id)[
                "result"
            ]
        )
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._get_board(user)
            with self.assertRaises(AccessError):
                self.result.with_user(user).get_quality_pictures()

    def test_improvements_are_told(self):
        self.env["property.survey.improvement"].create(
            {
                "name": "A second lift engineer",
                "result_id": self.result.id,
                "date_deadline": "2026-09-01",
            }
        )
        [found] = self._get_board(self.user_survey)["result"]["improvements"]
        self.assertEqual(found["name"], "A second lift engineer")
        self.assertEqual((found["state"], found["effect"]), ("Planned", False))

    def test_as_many_queries_for_many_cells(self):
        few = self._count_queries(self._draw)
        self.env["property.survey.cell"].create(
            [
                self._prepare_cell(str(key), f"Building {key}", "access", "shown", 60)
                for key in range(3, 53)
            ]
        )
        self.assertEqual(self._count_queries(self._draw), few)

    def _draw(self):
        return self._get_board(self.user_survey, self.site.id, self.result.id)
