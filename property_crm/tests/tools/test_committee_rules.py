import doctest
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import committee_rules
from ...tools.committee_rules import (
    EXCLUSIONS,
    RULES,
    CommitteeRules,
    check_attendance,
    decide,
    get_next_alternates,
    get_rules,
    has_quorum,
    may_demand_meeting,
)

BEIJING, SHANGHAI, ZHOUSHAN = RULES["CN-11"], RULES["CN-31"], RULES["CN-3309"]


@tagged("post_install", "-at_install")
class TestCommitteeRules(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(committee_rules).failed)

    def test_vector_of_a_committee_vote(self):
        """Seven members, four there: three are more than half of those, not of all."""
        self.assertEqual(decide(7, 4, 3), "lost")
        self.assertEqual(decide(7, 4, 4), "passed")

    def test_half_is_not_more_than_half(self):
        self.assertFalse(has_quorum(6, 3))
        self.assertTrue(has_quorum(6, 4))
        self.assertEqual(decide(6, 6, 3), "lost")
        self.assertEqual(decide(6, 4, 4), "passed")
        self.assertEqual(decide(0, 0, 0), "no_quorum")

    def test_more_votes_than_people_are_an_error(self):
        for numbers in ((7, 4, 5), (7, 8, 4), (7, 4, -1)):
            with self.subTest(numbers=numbers), self.assertRaises(ValueError):
                decide(*numbers)

    @given(st.integers(1, 40), st.data())
    def test_what_passes_binds_a_majority_of_all(self, members, data):
        present = data.draw(st.integers(0, members))
        yes = data.draw(st.integers(0, present))
        self.assertEqual(decide(members, present, yes) == "passed", yes > members - yes)

    def test_sizes(self):
        for rules, size, site, codes in (
            (BEIJING, 5, {}, ()),
            (BEIJING, 3, {}, ("too_few",)),
            (BEIJING, 3, {"households": 100}, ()),
            (BEIJING, 3, {"households": 101}, ("too_few",)),
            (BEIJING, 6, {}, ("even",)),
            (BEIJING, 4, {}, ("too_few", "even")),
            (BEIJING, 99, {}, ()),
            (SHANGHAI, 3, {"households": 100}, ("too_few",)),
            (SHANGHAI, 3, {"area": 1_000_000}, ()),
            (SHANGHAI, 3, {"area": 1_000_001}, ("too_few",)),
            (ZHOUSHAN, 11, {}, ()),
            (ZHOUSHAN, 13, {}, ("too_many",)),
            (RULES["CN-3711"], 3, {}, ()),
            (RULES["CN-3707"], 3, {}, ("too_few",)),
            (RULES["CN-3301"], 4, {}, ()),
            (RULES["CN"], 0, {}, ("too_few",)),
        ):
            with self.subTest(size=size, site=site):
                self.assertEqual(rules.check_size(size, **site), codes)

    def test_terms(self):
        first = date(2024, 2, 29)
        for rules, last, codes in (
            (BEIJING, date(2029, 2, 27), ()),
            (BEIJING, date(2029, 2, 28), ("too_long",)),
            (BEIJING, first, ()),
            (BEIJING, date(2024, 2, 28), ("ends_before",)),
            (SHANGHAI, date(2027, 2, 27), ()),
            (SHANGHAI, date(2027, 2, 26), ("too_short",)),
            (RULES["CN"], date(2099, 1, 1), ()),
        ):
            with self.subTest(last=last):
                self.assertEqual(rules.check_term(first, last), codes)

    def test_alternates(self):
        self.assertEqual(BEIJING.get_alternates_limit(5), 5)
        self.assertEqual(ZHOUSHAN.get_alternates_limit(5), 2)
        self.assertEqual(ZHOUSHAN.get_alternates_limit(11), 5)
        self.assertIsNone(SHANGHAI.get_alternates_limit(5))
        none = CommitteeRules(alternates=Fraction(0))
        self.assertEqual(none.get_alternates_limit(5), 0)

    def test_the_table_of_renewals(self):
        end = date(2026, 8, 31)
        for code, day in (
            ("CN-11", date(2026, 2, 28)),
            ("CN-31", date(2026, 3, 31)),
            ("CN-3301", date(2026, 5, 31)),
            ("CN-37", date(2026, 6, 2)),
            ("CN-3707", date(2026, 6, 2)),
            ("CN-3711", date(2026, 7, 2)),
            ("CN-3302", date(2026, 7, 2)),
            ("CN-3309", None),
            ("CN", None),
        ):
            with self.subTest(code=code):
                self.assertEqual(RULES[code].get_renewal_day(end), day)

    def test_a_place_without_rules_takes_those_around_it(self):
        for code, found in (
            ("CN-3702", "CN-37"),
            ("CN-370203", "CN-37"),
            ("CN-371102", "CN-3711"),
            ("CN-3303", "CN"),
            ("CN-44", "CN"),
            ("CN", "CN"),
        ):
            with self.subTest(code=code):
                self.assertIs(get_rules(code), RULES[found])
        for code in ("", None, "AU-NSW", "US"):
            with self.subTest(code=code):
                self.assertIsNone(get_rules(code))

    def test_no_rule_waives_that_members_are_owners(self):
        for code, rules in RULES.items():
            with self.subTest(code=code):
                self.assertEqual(rules.check_candidate({"no_owner"}), ("no_owner",))
                self.assertLessEqual({*rules.excluded}, {*EXCLUSIONS})
        self.assertEqual(
            SHANGHAI.check_candidate({*EXCLUSIONS}),
            tuple(code for code in EXCLUSIONS if code != "staff_of_provider"),
        )
        self.assertEqual(SHANGHAI.check_candidate(()), ())

    def test_small_committees_have_a_limit(self):
        """Whoever names a smaller size says for whom."""
        for code, rules in RULES.items():
            with self.subTest(code=code):
                has_limit = bool(rules.small_households or rules.small_area)
                self.assertEqual(rules.small_size is not None, has_limit)

    def test_a_demand_of_a_fifth(self):
        for asking, owners, is_enough in (
            (2, 10, True),
            (2, 11, False),
            (3, 11, True),
            (0, 0, False),
            (0, 10, False),
        ):
            with self.subTest(asking=asking, owners=owners):
                self.assertIs(may_demand_meeting(asking, owners), is_enough)

    def test_nobody_sends_a_proxy_to_a_committee(self):
        members = {"a", "b", "c"}
        # not even one who is a member himself
        self.assertEqual(check_attendance(members, [("a", "b")]), {"a": "proxy"})
        self.assertEqual(check_attendance(members, [("a", None), ("b", "b")]), {})

    def test_alternates_come_in_the_order_of_their_votes(self):
        order = ["a", "b", "c", "d"]
        self.assertEqual(get_next_alternates(order, 2, {"a", "c"}), ["b", "d"])
        self.assertEqual(get_next_alternates(order, 0), [])
        self.assertEqual(get_next_alternates(order, -1), [])
        self.assertEqual(get_next_alternates([], 2), [])
