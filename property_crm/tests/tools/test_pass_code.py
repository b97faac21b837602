import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import pass_code
from ...tools.pass_code import ALPHABET, new_code, read_code, show_code


@tagged("post_install", "-at_install")
class TestPassCode(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(pass_code).failed)

    @given(st.text(ALPHABET, max_size=12))
    def test_what_is_shown_is_read_back(self, code):
        self.assertEqual(read_code(show_code(code)), code)
        self.assertEqual(read_code(show_code(code).lower()), code)

    def test_codes_differ(self):
        self.assertEqual(len({new_code() for _turn in range(500)}), 500)
