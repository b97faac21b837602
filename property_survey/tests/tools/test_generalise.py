from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests.common import BaseCase

from ...tools.anonymity import TRAITS, generalise
from ...tools.disclosure import LEAST

PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "building_id": st.sampled_from([1, 2, 3]),
            "role": st.sampled_from(["owner", "tenant", False]),
            "segment_id": st.sampled_from([False, 7, 8]),
            "site_id": st.just(5),
        }
    ),
    max_size=40,
)


class TestGeneralise(BaseCase):
    @settings(max_examples=60, deadline=None)
    @given(PEOPLE)
    def test_every_sheet_may_be_of_five(self, people):
        """One after the other answers; at no moment a sheet is of fewer than five."""
        sheets = []
        for number, person in enumerate(people, 1):
            answered = [(other, 1) for other in people[:number]]
            sheets.append(generalise(person, answered))
            self.assertLessEqual(sheets[-1].items(), person.items())
            for sheet in sheets:
                same = [1 for other, _n in answered if sheet.items() <= other.items()]
                if sheet:
                    self.assertGreaterEqual(len(same), LEAST)

    @settings(max_examples=30, deadline=None)
    @given(PEOPLE)
    def test_nothing_goes_without_need(self, people):
        """What is dropped is what comes first, and one more would be too much."""
        answered = [(person, 1) for person in people]
        for person in people:
            sheet = generalise(person, answered)
            known = [name for name in TRAITS if person.get(name)]
            gone = [name for name in known if name not in sheet]
            self.assertEqual(gone, known[: len(gone)])
            if gone:
                more = {name: person[name] for name in known[len(gone) - 1 :]}
                same = [1 for other in people if more.items() <= other.items()]
                self.assertLess(len(same), LEAST)
