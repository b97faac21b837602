import base64
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

    def test_each_part_has_to_be_right(self):
        def text(*parts):
            return base64.urlsafe_b64encode("|".join(parts).encode()).decode()

        moment = "2026-03-02T10:00:00.000000"
        self.assertEqual(decode("m", text("1", "m", moment, "7")).id, 7)
        for parts in (
            ("2", "m", moment, "7"),
            ("1", "n", moment, "7"),
            ("1", "m", f"{moment}+08:00", "7"),
            ("1", "m", moment, "-1"),
            ("1", "m", "yesterday", "7"),
            ("1", "m", moment, "7", "8"),
        ):
            with self.subTest(parts=parts), self.assertRaises(BadCursor):
                decode("m", text(*parts))
        with self.assertRaises(BadCursor):
            decode("m", f"{text('1', 'm', moment, '7')}!")

    def test_nothing_is_the_beginning(self):
        for nothing in (None, False, ""):
            self.assertEqual(decode("m", nothing), (datetime(1970, 1, 1), 0))
        with self.assertRaises(BadCursor):
            decode("m", True)

    @given(st.text(min_size=1) | st.integers(min_value=1) | st.lists(st.none()))
    def test_anything_else_is_refused_as_a_cursor(self, text):
        with self.assertRaises(BadCursor):
            decode("m", text)
