import doctest
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import change_cursor
from ...tools.change_cursor import BadCursor, Position, decode, encode


@tagged("post_install", "-at_install")
class TestChangeCursor(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(change_cursor).failed)

    @given(st.datetimes(datetime(1970, 1, 1)), st.integers(0, 2**31))
    def test_what_is_encoded_is_decoded(self, moment, number):
        position = Position(moment, number)
        self.assertEqual(decode("m", encode("m", position)), position)

    @given(st.text(min_size=1) | st.integers(min_value=1) | st.lists(st.none()))
    def test_anything_else_is_refused_as_a_cursor(self, text):
        with self.assertRaises(BadCursor):
            decode("m", text)
