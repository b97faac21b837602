import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import masking
from ...tools.masking import (
    MASKS,
    digits,
    is_masked,
    mask_email,
    mask_phone,
    phone_spellings,
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
