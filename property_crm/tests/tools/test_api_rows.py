import doctest
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import api_rows
from ...tools.api_rows import (
    ApiField,
    BadValue,
    bisect_batch,
    parse_row,
    parse_value,
    split_rounds,
)

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

    def test_values_of_each_kind(self):
        for kind, value, expected in (
            ("char", " 101 ", "101"),
            ("integer", 2**31 - 1, 2**31 - 1),
            ("integer", 1 - 2**31, 1 - 2**31),
            ("integer", 0, 0),
            ("float", 1e10, 1e10),
            ("float", 3, 3.0),
            ("boolean", True, True),
            ("boolean", False, False),
            ("boolean", None, False),
            ("date", "2026-02-28", date(2026, 2, 28)),
            ("datetime", "2026-03-02T10:00:00Z", datetime(2026, 3, 2, 10)),
            ("datetime", "2026-03-02 10:00:00.9", datetime(2026, 3, 2, 10)),
            ("selection", "b", "b"),
            ("phone", "138 0013 8000", "138 0013 8000"),
            ("email", "a@b.cn", "a@b.cn"),
            ("reference", "U1", "U1"),
            ("date", "", False),
        ):
            with self.subTest(kind=kind, value=value):
                found = parse_value(FIELDS[kind], value, CONTEXTS.get(kind))
                self.assertEqual(found, expected)
                self.assertIs(type(found), type(expected))

    def test_what_is_no_value_of_its_kind(self):
        for kind, value, code in (
            ("char", 101, "text"),
            ("char", "a\0b", "text"),
            ("char", "\ud800", "text"),
            ("integer", True, "integer"),
            ("integer", 1.0, "integer"),
            ("integer", 2**31, "too_large"),
            ("integer", -(2**31), "too_large"),
            ("float", True, "number"),
            ("float", "1", "number"),
            ("float", float("nan"), "number"),
            ("float", float("inf"), "number"),
            ("float", -1.1e10, "too_large"),
            ("boolean", "false", "boolean"),
            ("boolean", 0, "boolean"),
            ("date", "20260228", "date"),
            ("date", "2026-02-30", "date"),
            ("date", 20260228, "date"),
            ("datetime", "noon", "datetime"),
            ("datetime", 5, "datetime"),
            ("selection", "c", "selection"),
            ("phone", "12", "phone"),
            ("email", "a@b", "email"),
            ("reference", 7, "text"),
        ):
            with self.subTest(kind=kind, value=value):
                with self.assertRaises(BadValue) as caught:
                    parse_value(FIELDS[kind], value, CONTEXTS.get(kind))
                self.assertEqual(caught.exception.code, code)

    def test_field_of_the_model(self):
        self.assertEqual(ApiField("unit", field="unit_id").target, "unit_id")
        self.assertEqual(ApiField("name").target, "name")
        self.assertFalse(ApiField("name").required)

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
