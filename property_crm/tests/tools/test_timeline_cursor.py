import doctest
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import timeline_cursor
from ...tools.timeline_cursor import BadCursor, Position, decode, encode


@tagged("post_install", "-at_install")
class TestTimelineCursor(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(timeline_cursor).failed)

    @given(st.datetimes(datetime(1, 1, 1)), st.integers(0, 2**31 - 1))
    def test_what_is_encoded_is_decoded(self, moment, number):
        position = Position(moment, "message.ticket", number)
        self.assertEqual(decode(encode(position)), position)

    @given(st.text(min_size=1) | st.integers(min_value=1) | st.lists(st.none()))
    def test_anything_else_is_refused_as_a_cursor(self, text):
        with self.assertRaises(BadCursor):
            decode(text)
