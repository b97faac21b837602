import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import phone_numbers
from ...tools.phone_numbers import normalise_phone


@tagged("post_install", "-at_install")
class TestPhoneNumbers(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(phone_numbers).failed)

    def test_spellings_of_one_mobile_number(self):
        for text in (
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "008613800138000",
            "手机：138.0013.8000",
            "１３８００１３８０００",
        ):
            with self.subTest(text=text):
                self.assertEqual(normalise_phone(text, "CN"), "+8613800138000")

    def test_landline_with_extension(self):
        self.assertEqual(
            normalise_phone("0571-88881234 转 801", "CN"), "+8657188881234"
        )

    def test_bad_numbers_are_refused(self):
        for text in ("=79999999999", "12345", "call me", "", None, "138 0013 800X"):
            with self.subTest(text=text):
                self.assertIsNone(normalise_phone(text, "CN"))

    def test_the_region_decides_what_a_national_number_means(self):
        self.assertEqual(normalise_phone("020 7946 0123", "GB"), "+442079460123")
        self.assertIsNone(normalise_phone("020 7946 0123", None))

    @given(st.text(max_size=30))
    def test_any_text_gets_an_answer(self, text):
        """Never an error, and what comes out goes in again unchanged."""
        number = normalise_phone(text, "CN")
        self.assertEqual(normalise_phone(number), number)
