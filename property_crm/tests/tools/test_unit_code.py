import doctest

from odoo.tests import BaseCase, tagged

from ...tools import unit_code
from ...tools.unit_code import check_pattern, format_code


@tagged("post_install", "-at_install")
class TestUnitCode(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(unit_code).failed)

    def test_codes(self):
        full = {"site": "LS", "building": "12", "entrance": "2", "room": "0301"}
        tower = full | {"entrance": ""}
        for pattern, parts, code in (
            ("{building}栋{entrance}单元{room}室", full, "12栋2单元0301室"),
            ("{building}栋{entrance}单元{room}室", tower, "12栋0301室"),
            ("{building}号{room}室", tower, "12号0301室"),
            ("{building}-{entrance}-{room}", full, "12-2-0301"),
            ("{building}-{entrance}-{room}", tower, "12-0301"),
            ("Unit {room}", full, "Unit 0301"),
            ("{site}-{room}/{entrance}", tower, "LS-0301"),
            ("{site} - {building} - {room}/{entrance}", tower, "LS - 12 - 0301"),
        ):
            with self.subTest(pattern):
                self.assertEqual(format_code(pattern, **parts), code)

    def test_patterns(self):
        for pattern, problem in (
            ("{room}", ""),
            ("{building}", "room"),
            ("{wing}{room}", "unknown:wing"),
            ("{room", "braces"),
            ("}{room}", "braces"),
        ):
            with self.subTest(pattern):
                self.assertEqual(check_pattern(pattern), problem)
