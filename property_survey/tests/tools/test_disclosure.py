import doctest

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import disclosure
from ...tools.disclosure import LEAST, TOTAL, hide, revealed, with_totals

tables = st.integers(2, 4).flatmap(
    lambda width: st.dictionaries(
        st.sampled_from("1234"),
        st.fixed_dictionaries(
            {column: st.integers(0, 14) for column in "abcd"[:width]}
        ),
        min_size=1,
        max_size=4,
    )
)


class TestDisclosure(BaseCase):
    def test_documentation(self):
        self.assertFalse(doctest.testmod(disclosure).failed)

    def test_nothing_to_hide(self):
        self.assertFalse(hide({"1": {"a": 5, "b": 0}, "2": {"a": 30, "b": 9}}))

    def test_smallest_beside_is_hidden_too(self):
        hidden = hide({"1": {"a": 4, "b": 9, "c": 8}, "2": {"a": 50, "b": 60, "c": 70}})
        self.assertEqual(hidden, {("1", "a"), ("1", "c"), ("2", "a"), ("2", "c")})

    @settings(max_examples=60)
    @given(tables)
    def test_nothing_can_be_subtracted(self, table):
        """The attack: solve the sums of rows and columns for what is hidden."""
        cells = with_totals(table)
        hidden = sorted(hide(table))
        self.assertLessEqual({one for one, n in cells.items() if n < LEAST}, {*hidden})
        if not hidden:
            return
        lines = [
            [
                0 if cell[side] != name else (-1 if cell[1 - side] == TOTAL else 1)
                for cell in hidden
            ]
            for side in (0, 1)
            for name in {cell[side] for cell in cells}
        ]
        known = numpy.array([line for line in lines if any(line)])
        rank = numpy.linalg.matrix_rank(known)
        shown = cells.keys() - set(hidden)
        for place, cell in enumerate(hidden):
            wanted = numpy.eye(len(hidden))[place]
            more = numpy.linalg.matrix_rank(numpy.vstack([known, wanted]))
            # what cannot be protected is only where nothing is left to hide
            self.assertTrue(more > rank or not shown, (cell, table))

    @settings(max_examples=60)
    @given(tables)
    def test_sums_hidden_are_of_five_at_least(self, table):
        cells, hidden = with_totals(table), hide(table)
        for side in (0, 1):
            for name in {cell[side] for cell in hidden}:
                line = {cell for cell in cells if cell[side] == name}
                if any(cell[1 - side] == TOTAL for cell in line & hidden):
                    continue
                small = sum(cells[cell] for cell in line & hidden) < LEAST
                self.assertFalse(small and line - hidden, (name, table))

    @settings(max_examples=40)
    @given(st.lists(st.frozensets(st.integers(0, 11), min_size=1), max_size=4))
    def test_differences_of_reports(self, groups):
        """Against all differences of two: none small that is not told."""
        found = set(revealed(groups))
        for one in groups:
            for other in groups:
                if one < other and len(other - one) < LEAST:
                    self.assertIn(other - one, found)
            if len(one) < LEAST:
                self.assertIn(one, found)
        for group in found:
            self.assertLess(len(group), LEAST)

    def test_three_reports_together(self):
        everybody = frozenset(range(30))
        parts = [frozenset(range(14)), frozenset(range(14, 28))]
        self.assertEqual(revealed(parts), [])
        self.assertEqual(revealed([everybody, *parts]), [frozenset({28, 29})])
        self.assertFalse(disclosure.may_publish(everybody, parts))
