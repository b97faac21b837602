import doctest
import re

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import erasure
from ...tools.erasure import exact_pattern, join_patterns, phone_pattern


@tagged("post_install", "-at_install")
class TestErasurePatterns(BaseCase):
    def test_doctests(self):
        failed, _tried = doctest.testmod(erasure)
        self.assertFalse(failed)

    @given(
        st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
        st.sampled_from(["", "+86 ", "0086", "+86-"]),
        st.sampled_from(["", " ", "-"]),
    )
    def test_a_number_is_found_however_it_is_written(self, number, prefix, gap):
        pattern = phone_pattern(f"+86 {number}")
        text = f"call {prefix}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}, please"
        self.assertTrue(re.search(pattern, text))
        self.assertFalse(re.search(pattern, f"{number}7"))

    @given(st.emails(), st.text(max_size=10))
    def test_an_address_is_found_as_it_is(self, email, _other):
        pattern = join_patterns([exact_pattern(email)])
        self.assertEqual(re.sub(pattern, "", f"<{email}>"), "<>")
