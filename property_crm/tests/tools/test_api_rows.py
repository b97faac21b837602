import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import api_rows
from ...tools.api_rows import ApiField, BadValue, bisect_batch, parse_row, split_rounds

KINDS = (
    "char",
    "integer",
    "float",
    "boolean",
    "date",
    "datetime",
    "selection",
    "phone",
    "email",
    "reference",
)
FIELDS = {kind: ApiField(kind, kind) for kind in KINDS}
CONTEXTS = {"selection": {"options": ["a", "b"]}, "phone": {"region": "CN"}}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2)
    ),
    max_leaves=4,
)


@tagged("post_install", "-at_install")
class TestApiRows(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(api_rows).failed)

    @given(st.dictionaries(st.sampled_from((*KINDS, "external_key", "x")), json_values))
    def test_no_row_breaks_the_parser(self, row):
        values, errors = parse_row(row, FIELDS, CONTEXTS)
        self.assertFalse(set(values) & set(errors))
        self.assertTrue(set(row) <= set(values) | set(errors))
        self.assertTrue(all(isinstance(error, BadValue) for error in errors.values()))

    @given(json_values)
    def test_a_row_may_be_anything(self, row):
        values, errors = parse_row(row, FIELDS, CONTEXTS)
        self.assertTrue(values or errors)

    @given(st.lists(st.booleans(), max_size=40))
    def test_bisection_finds_exactly_the_bad(self, items):
        done = []

        def run(batch):
            if any(bad for _number, bad in batch):
                raise ValueError
            done.extend(number for number, _bad in batch)

        failed = bisect_batch(list(enumerate(items)), run)
        bad = [number for number, is_bad in enumerate(items) if is_bad]
        self.assertEqual([number for (number, _bad), _error in failed], bad)
        self.assertEqual(sorted(done + bad), list(range(len(items))))

    @given(st.lists(st.sampled_from("abc") | st.none()))
    def test_rounds_hold_each_key_once_and_in_order(self, keys):
        rounds = split_rounds(keys)
        for positions in rounds:
            named = [keys[position] for position in positions if keys[position]]
            self.assertEqual(len(named), len(set(named)))
        self.assertEqual(sorted(sum(rounds, [])), list(range(len(keys))))
