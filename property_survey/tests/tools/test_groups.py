import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import facts, groups, ledger, result_sheet, strata
from ...tools.disclosure import LEAST, revealed
from ...tools.groups import DAYS, hide_groups, may_stand_beside, may_weigh
from ...tools.ledger import may_follow, may_span

# people of a building (of a site), with a role
SITES = {"1": "A", "2": "A", "3": "A", "4": "B", "5": "B"}
atoms = st.dictionaries(
    st.tuples(st.sampled_from(sorted(SITES)), st.sampled_from(["owner", "tenant"])),
    st.integers(1, 9),
    min_size=1,
).map(
    lambda found: [
        ({"site": SITES[building], "building": building, "role": role}, n)
        for (building, role), n in sorted(found.items())
    ]
)
days = st.lists(st.sampled_from([(), ("1",), ("2",), ("1", "2")]), min_size=1)


def sort_people(found):
    """Return who stands in which group, and everybody."""
    people, members = set(), {}
    for place, (names, n) in enumerate(found):
        these = {(place, who) for who in range(n)}
        people |= these
        for one in names.items():
            members.setdefault(one, set()).update(these)
    return people, members


class TestGroups(BaseCase):
    def test_documentation(self):
        for module in (facts, groups, ledger, result_sheet, strata):
            self.assertFalse(doctest.testmod(module).failed, module)

    @settings(max_examples=60, deadline=None)
    @given(atoms)
    def test_no_hidden_group_is_a_sum_of_shown_ones(self, found):
        """The attack: shown groups and everybody, solved for the hidden ones."""
        hidden = hide_groups(found)
        people, members = sort_people(found)
        small = {one for one, its in members.items() if len(its) < LEAST}
        self.assertLessEqual(small, hidden)
        shown = [its for one, its in members.items() if one not in hidden]
        secrets = [frozenset(members[one]) for one in small]
        told = revealed([*shown, people])
        # with nobody but everybody shown, nothing is left to hide
        self.assertFalse(shown and set(secrets) & set(told), (hidden, found))

    @settings(max_examples=80, deadline=None)
    @given(atoms, days)
    def test_some_days_beside_groups(self, found, spans):
        """The attack: a building less a report of some days, and what else is shown."""
        found = [
            (names | {f"{DAYS}{span}": "in" for span in spans[place % len(spans)]}, n)
            for place, (names, n) in enumerate(found)
        ]
        people, members = sort_people(found)
        reports = {one: its for one, its in members.items() if one[0].startswith(DAYS)}
        shown_reports = [its for its in reports.values() if len(its) >= LEAST]
        hidden = hide_groups(found)
        self.assertFalse(hidden & reports.keys())
        groups = {
            one: its
            for one, its in members.items()
            if one not in hidden and one not in reports
        }
        told = set(revealed([*shown_reports, *groups.values(), people]))
        secrets = {
            frozenset(few)
            for one in shown_reports
            for its in groups.values()
            for few in (its & one, its - one, one - its)
        }
        if not groups:  # there is nothing left to hide
            return
        self.assertFalse(told & secrets, (found, hidden))
        # the same shown first, and the report after it
        before = hide_groups([(_without_days(names), n) for names, n in found])
        shown = [
            its for one, its in members.items() if one not in before | reports.keys()
        ]
        told = set(revealed([*shown_reports, *shown, people]))
        secrets = {
            frozenset(few)
            for one in shown_reports
            for its in shown
            for few in (its & one, its - one, one - its)
        }
        if may_stand_beside(found, before):
            self.assertFalse(told & secrets, (found, before))

    def test_a_report_of_one_building(self):
        """Eight of the ten of a building answered in these days, and nobody else."""
        span = {f"{DAYS}2026-03-05|": "in"}
        one, two, three = ({"building": key} for key in "123")
        people = [(one | span, 8), (one, 2), (two, 20), (three, 30)]
        self.assertFalse(may_stand_beside(people, set()))
        self.assertEqual(hide_groups(people), {("building", "1"), ("building", "2")})
        # nor together with another building, whose cell is shown
        people[2] = (two | span, 20)
        self.assertFalse(may_stand_beside(people, set()))
        people[1] = (one, 5)
        self.assertTrue(may_stand_beside(people, set()))
        self.assertFalse(hide_groups(people))

    def test_next_smallest_of_the_same_site(self):
        """A building of another site would not cover it: the site's total is shown."""
        found = hide_groups(
            [
                ({"site": "A", "building": "1"}, 3),
                ({"site": "A", "building": "2"}, 20),
                ({"site": "B", "building": "3"}, 6),
                ({"site": "B", "building": "4"}, 30),
            ]
        )
        self.assertEqual(found, {("building", "1"), ("building", "2")})

    def test_few_beside_a_shown_group(self):
        """Who belongs to no building is the total less the buildings."""
        found = hide_groups([({"building": "1"}, 20), ({}, 3)])
        self.assertEqual(found, {("building", "1")})
        self.assertFalse(hide_groups([({"building": "1"}, 20), ({}, 5)]))

    def test_two_means_of_two_strata(self):
        strata_of = [({"stratum": "A"}, 3), ({"stratum": "B"}, 20)]
        hidden = hide_groups(strata_of)
        self.assertEqual(len(hidden), 2)
        self.assertFalse(may_weigh(strata_of, hidden, {"A": 2.5, "B": 0.5}))
        self.assertTrue(may_weigh(strata_of, hidden, {"A": 1, "B": 1}))

    def test_reports_that_differ_by_few(self):
        self.assertTrue(may_follow({"n": 20}, {"n": 20}))
        self.assertFalse(may_follow({"n": 20}, {"n": 16}))
        self.assertTrue(may_follow({"n": 20}, {"n": 15}))
        days = {"01": 10, "02": 4, "03": 10}
        whole = {(None, None): 24}
        self.assertTrue(may_span((None, "01"), whole, days))
        self.assertFalse(may_span((None, "02"), {**whole, (None, "01"): 10}, days))
        self.assertFalse(may_span(("03", None), {**whole, (None, "01"): 10}, days))
        self.assertTrue(may_span(("07", None), whole, days))


def _without_days(names):
    return {name: key for name, key in names.items() if not name.startswith(DAYS)}
