import doctest

from odoo.tests import BaseCase, tagged

from ...tools import text_match
from ...tools.text_match import (
    drop_numbers,
    fold,
    get_alternatives,
    get_features,
    get_likeness,
    is_chinese,
)


@tagged("post_install", "-at_install")
class TestTextMatch(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(text_match).failed)

    def test_nothing_is_a_text(self):
        for nothing in (None, False, ""):
            self.assertEqual(fold(nothing), "")
            self.assertEqual(drop_numbers(nothing), "")
            self.assertEqual(get_features(nothing), set())
        self.assertFalse(is_chinese(""))

    def test_the_first_and_the_last_chinese_character(self):
        for sign, known in (("\u33ff", False), ("\u3400", True), ("\u9fff", True)):
            self.assertIs(is_chinese(sign), known)
        self.assertFalse(is_chinese("\ua000"))

    def test_every_pair_of_a_run_can_be_looked_for(self):
        run = "厨房水管漏水"
        for size in (1, 2, 3, 4, 5, 6):
            parts = get_alternatives(run[:size])
            with self.subTest(run[:size]):
                self.assertEqual({"".join(one) for one in parts}, {run[:size]})
                self.assertLessEqual(max(len(part) for one in parts for part in one), 2)
        self.assertEqual(get_alternatives("厨房水"), [["厨房", "水"], ["厨", "房水"]])
        self.assertEqual(get_alternatives("kitchen"), [["kitchen"]])

    def test_short_words_and_single_characters_say_nothing(self):
        self.assertEqual(get_features("a an the tap 水"), {"the", "tap"})

    def test_likeness_is_of_the_shorter_text(self):
        self.assertEqual(get_likeness("tap leaks", "kitchen tap leaks again"), 1)
        self.assertEqual(get_likeness("kitchen tap leaks again", "tap leaks"), 1)
        self.assertEqual(get_likeness("kitchen tap leaks", "tap leaks badly"), 2 / 3)
        self.assertEqual(get_likeness("tap", "tap"), 0, "one word is chance")

    def test_numbers_of_seven_signs_are_dropped(self):
        self.assertEqual(drop_numbers("1234567 or 123456"), "… or 123456")
        self.assertEqual(drop_numbers("+86 571-8765-4321!"), "…!")
