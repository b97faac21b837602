import doctest
import json
from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import hash_chain
from ...tools.hash_chain import GENESIS, canonical, chain, find_break, link

SCALARS = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)
ROWS = st.lists(VALUES, min_size=1, max_size=8)


@tagged("post_install", "-at_install")
class TestHashChain(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(hash_chain).failed)

    def test_the_bytes_are_those_written_down(self):
        """Anybody must find them without this program."""
        row = {"票": "赞成", "b": [True, None, -1], "a": {"z": 1, "B": 2}}
        text = '{"a":{"B":2,"z":1},"b":[true,null,-1],"票":"赞成"}'
        self.assertEqual(canonical(row), text.encode("utf-8"))
        first = sha256(bytes(32) + text.encode("utf-8")).hexdigest()
        self.assertEqual(link(GENESIS, row), first)
        second = sha256(bytes.fromhex(first) + b'"x"').hexdigest()
        self.assertEqual(chain([row, "x"]), [first, second])

    def test_no_fraction_has_a_form(self):
        for value in (1.0, float("nan"), Decimal(1), b"x", {1}, [{"a": [0.5]}]):
            with self.subTest(value=value), self.assertRaises(TypeError):
                canonical(value)
        for value in ({1: "a"}, {None: 1}, {"a": {True: 1}}):
            with self.subTest(value=value), self.assertRaises(TypeError):
                canonical(value)
        with self.assertRaises(ValueError):
            canonical("\ud800")

    def test_true_is_not_one(self):
        self.assertNotEqual(canonical([True]), canonical([1]))

    @given(VALUES)
    def test_the_form_reads_back_and_is_one(self, value):
        written = canonical(value)
        self.assertEqual(canonical(json.loads(written)), written)
        self.assertEqual(json.loads(written), value)

    @given(st.dictionaries(st.text(), SCALARS, max_size=6))
    def test_the_order_of_keys_is_none(self, values):
        turned = dict(reversed(values.items()))
        self.assertEqual(canonical(turned), canonical(values))

    @given(ROWS, st.data())
    def test_what_was_changed_is_found_where_it_stands(self, rows, data):
        entries = list(zip(rows, chain(rows), strict=True))
        self.assertIsNone(find_break(entries, head=entries[-1][1]))
        place = data.draw(st.integers(0, len(rows) - 1))
        other = data.draw(
            VALUES.filter(lambda row: canonical(row) != canonical(rows[place]))
        )
        changed = list(entries)
        changed[place] = (other, entries[place][1])
        self.assertEqual(find_break(changed), place)
        changed[place] = (rows[place], GENESIS)
        self.assertEqual(find_break(changed), place)

    @given(ROWS, st.data())
    def test_what_was_taken_out_is_found(self, rows, data):
        entries = list(zip(rows, chain(rows), strict=True))
        place = data.draw(st.integers(0, len(rows) - 1))
        left = entries[:place] + entries[place + 1 :]
        self.assertEqual(find_break(left, head=entries[-1][1]), place)

    def test_hashed_anew_only_the_kept_hash_tells(self):
        kept = chain(["a", "b"])[-1]
        forged = list(zip(["a", "c"], chain(["a", "c"]), strict=True))
        self.assertIsNone(find_break(forged))
        self.assertEqual(find_break(forged, head=kept), 2)

    def test_nothing_is_whole_unless_something_was_kept(self):
        self.assertIsNone(find_break([]))
        self.assertIsNone(find_break([], head=GENESIS))
        self.assertEqual(find_break([], head=chain(["a"])[-1]), 0)

    def test_a_row_without_a_hash_is_a_break(self):
        self.assertEqual(find_break([("a", None)]), 0)
        self.assertEqual(find_break([("a", False)]), 0)
        self.assertEqual(find_break([("a", "票")]), 0)
