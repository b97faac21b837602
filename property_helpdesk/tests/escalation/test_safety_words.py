import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import safety_words
from ...tools.safety_words import find_word, split_words

WORDS = split_words("gas leak\ntrapped\nC++ fire\n困人\n燃气泄漏")


@tagged("post_install", "-at_install")
class TestSafetyWords(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(safety_words).failed)

    def test_english_words_stand_alone(self):
        for text in ("We are TRAPPED!", "a gas\nleak", "trapped"):
            with self.subTest(text=text):
                self.assertTrue(find_word(text, WORDS))
        for text in ("entrapped", "trapped2", "gasleak", "", None):
            with self.subTest(text=text):
                self.assertIsNone(find_word(text, WORDS))

    def test_english_words_between_chinese_ones(self):
        self.assertEqual(find_word("厨房有Gas Leak很危险", WORDS), "Gas Leak")
        self.assertEqual(find_word("电梯trapped！", WORDS), "trapped")
        self.assertIsNone(find_word("电梯entrapped！", WORDS))

    def test_chinese_words_stand_anywhere(self):
        self.assertEqual(find_word("3号楼电梯困人了", WORDS), "困人")
        self.assertIsNone(find_word("有困难的人", WORDS))

    @given(st.text(max_size=20), st.sampled_from(["困人", "燃气泄漏"]), st.text())
    def test_found_in_any_surroundings(self, before, word, after):
        self.assertTrue(find_word(before + word + after, WORDS))

    @given(st.lists(st.text(min_size=1, max_size=10), max_size=8), st.text())
    def test_no_word_breaks_the_search(self, words, text):
        find_word(text, split_words("\n".join(words)))
