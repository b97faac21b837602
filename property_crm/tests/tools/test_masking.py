import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import masking
from ...tools.masking import (
    MASKS,
    digits,
    is_masked,
    mask_bank,
    mask_email,
    mask_id_number,
    mask_phone,
    mask_plate,
    phone_spellings,
    same_number,
    search_key,
)

numbers = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
addresses = st.from_regex(r"\A[a-z][a-z0-9.]{2,10}@[a-z]{2,8}\.(com|cn)\Z")


@tagged("post_install", "-at_install")
class TestMasking(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(masking).failed)

    @given(st.sampled_from(sorted(MASKS)), st.text(min_size=1))
    def test_every_mask_takes_every_text(self, kind, text):
        masked = MASKS[kind](text)
        self.assertTrue(is_masked(masked) or not text.strip() or not masked)

    @given(numbers, st.sampled_from(["", "+86 ", "0086-"]))
    def test_a_phone_shows_seven_digits(self, number, prefix):
        masked = mask_phone(prefix + number)
        self.assertEqual(masked, f"{number[:3]}****{number[-4:]}")

    @given(st.integers(0, 7))
    def test_a_short_phone_shows_less_than_itself(self, length):
        number = "1234567"[:length]
        self.assertLess(len(digits(mask_phone(number))), max(length, 1))

    def test_shown_by_length(self):
        """As in spec/domain.md 6.4: below seven digits only the last two."""
        for number, masked in (
            ("12345678", "123****5678"),
            ("1234567", "****4567"),
            ("123456", "****56"),
            ("123", "****23"),
            ("12", "****"),
            ("1", "****"),
        ):
            self.assertEqual(mask_phone(number), masked)
        self.assertEqual(mask_plate("ABCD"), "***")
        self.assertEqual(mask_plate("ABCDE"), "AB·***DE")
        self.assertEqual((mask_bank("1234"), mask_bank("12345")), ("****", "****2345"))
        self.assertEqual(mask_id_number("123456789"), "1234*6789")
        self.assertEqual(mask_id_number("12", keep=1), "**")

    def test_what_is_long_enough_for_a_key(self):
        self.assertEqual(search_key("phone", "1234567"), ("exact", "1234567"))
        self.assertIsNone(search_key("phone", "123456"))
        self.assertEqual(search_key("phone", "1234"), ("tail", "1234"))
        self.assertIsNone(search_key("phone", "12345"))
        self.assertIsNone(search_key("phone", "1-234"))
        self.assertTrue(same_number("1234567", "123-4567"))
        self.assertFalse(same_number("123456", "123456"))
        self.assertFalse(same_number("1234567", "123456"))

    @given(addresses)
    def test_an_address_shows_one_letter_and_the_domain(self, address):
        local, domain = address.split("@")
        self.assertEqual(mask_email(address), f"{local[0]}***@{domain}")

    @given(numbers, st.integers(1, 10))
    def test_a_part_of_a_number_is_no_key(self, number, length):
        """A part matches no spelling of the number, so it finds nothing."""
        key = search_key("phone", number[:length])
        if key and key[0] == "exact":
            spellings = phone_spellings(key[1], "86")
            self.assertNotIn(f"+86{number}", spellings)
            self.assertNotIn(number, spellings)
