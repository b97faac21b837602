import doctest
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import contact_choice
from ...tools.contact_choice import (
    PURPOSES,
    SUITABLE,
    Candidate,
    Preference,
    rank_contacts,
)

FRIDAY_NOON = datetime(2024, 1, 5, 12)
traits = st.frozensets(
    st.sampled_from(sorted({t for ts in SUITABLE.values() for t in ts}))
)
candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 20),
        traits=traits,
        phone=st.sampled_from(["", "+861"]),
        email=st.sampled_from(["", "a@x"]),
        preferences=st.lists(
            st.builds(
                Preference,
                purpose=st.sampled_from(PURPOSES),
                weekdays=st.frozensets(st.integers(0, 6)),
                hour_from=st.floats(0, 24),
                hour_to=st.floats(0, 24),
                is_for_unit=st.booleans(),
                is_general=st.booleans(),
            ),
            max_size=2,
        ).map(tuple),
    ),
    unique_by=lambda person: person.id,
    max_size=6,
)


@tagged("post_install", "-at_install")
class TestContactChoice(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(contact_choice).failed)

    def _ids(self, people, purpose, moment=FRIDAY_NOON):
        return [choice.id for choice in rank_contacts(people, purpose, moment)]

    def test_role_by_purpose(self):
        tenant = Candidate(1, frozenset({"occupant", "main_contact"}), "+861")
        owner = Candidate(2, frozenset({"owner"}), "+862")
        mother = Candidate(3, frozenset({"emergency_contact"}), "+863")
        people = [tenant, owner, mother]
        self.assertEqual(self._ids(people, "billing"), [2, 1, 3])
        self.assertEqual(self._ids(people, "repair"), [1, 2, 3])
        self.assertEqual(self._ids(people, "emergency"), [3, 1, 2])

    def test_notices_follow_the_occupant(self):
        owner = Candidate(1, frozenset({"owner", "representative"}), "+861")
        sub_tenant = Candidate(2, frozenset({"occupant"}), "+862")
        self.assertEqual(self._ids([owner, sub_tenant], "notices"), [2, 1])

    def test_a_wish_comes_before_the_role(self):
        wish = Preference("billing", phone="+869")
        tenant = Candidate(1, frozenset({"occupant"}), "+861", preferences=(wish,))
        owner = Candidate(2, frozenset({"owner"}), "+862")
        first = rank_contacts([owner, tenant], "billing", FRIDAY_NOON)[0]
        self.assertEqual((first.id, first.phone), (1, "+869"))
        self.assertEqual(first.reasons, ("preference", "occupant"))

    def test_outside_the_hours_others_come_first(self):
        wish = Preference("repair", hour_from=18, hour_to=21)
        tenant = Candidate(1, frozenset({"main_contact"}), "+861", preferences=(wish,))
        owner = Candidate(2, frozenset({"owner"}), "+862")
        people = [tenant, owner]
        self.assertEqual(self._ids(people, "repair"), [2, 1])
        evening = FRIDAY_NOON.replace(hour=18)
        self.assertEqual(self._ids(people, "repair", evening), [1, 2])

    def test_hours_of_a_wish(self):
        """The last hour is over when it strikes; midnight belongs to the evening."""
        saturday, friday = frozenset({5}), frozenset({4})
        day = {"hour_from": 8.5, "hour_to": 18}
        night = {"hour_from": 22, "hour_to": 6.25}
        for days, hours, weekday, time, expected in (
            (friday, day, 5, (8, 30), True),
            (friday, day, 5, (8, 29), False),
            (friday, day, 5, (17, 59), True),
            (friday, day, 5, (18, 0), False),
            (friday, day, 6, (12, 0), False),
            (friday, night, 5, (22, 0), True),
            (friday, night, 5, (21, 59), False),
            (friday, night, 6, (6, 14), True),
            (friday, night, 6, (6, 15), False),
            (friday, night, 5, (5, 0), False),
            (saturday, night, 5, (23, 0), False),
            (saturday, night, 7, (5, 0), True),
            (frozenset({6}), night, 8, (5, 0), True),  # Sunday night to Monday
            (friday, {"hour_from": 9, "hour_to": 9}, 5, (12, 0), True),
            (friday, {}, 5, (0, 0), True),
            (friday, {}, 5, (23, 59), True),
        ):
            moment = datetime(2024, 1, weekday, *time)
            with self.subTest(hours=hours, moment=moment):
                wish = Preference("repair", days, **hours)
                self.assertIs(wish.allows(moment), expected)
        always = Preference("repair")
        for weekday in range(1, 8):
            self.assertTrue(always.allows(datetime(2024, 1, weekday)))
        self.assertEqual(len(always.weekdays), 7)

    def test_available_is_who_may_be_called_now_and_can_be(self):
        later = Preference("repair", hour_from=18, hour_to=21)
        for person, expected in (
            (Candidate(1, phone="+861"), True),
            (Candidate(1, email="a@x"), True),
            (Candidate(1), False),
            (Candidate(1, phone="+861", preferences=(later,)), False),
            (Candidate(1, preferences=(later,)), False),
        ):
            with self.subTest(person=person):
                [choice] = rank_contacts([person], "repair", FRIDAY_NOON)
                self.assertIs(choice.is_available, expected)

    def test_who_has_a_phone_comes_before_his_equal(self):
        mail = Candidate(1, frozenset({"owner"}), email="a@x")
        phone = Candidate(2, frozenset({"owner"}), "+862")
        self.assertEqual(self._ids([mail, phone], "billing"), [2, 1])

    def test_wishes_in_their_order(self):
        first = Candidate(2, phone="+862", preferences=(Preference("repair"),))
        second = Candidate(
            1, phone="+861", preferences=(Preference("repair", sequence=11),)
        )
        self.assertEqual(self._ids([second, first], "repair"), [2, 1])

    def test_an_emergency_knows_no_hours(self):
        wish = Preference("emergency", hour_from=18, hour_to=21)
        tenant = Candidate(1, frozenset({"main_contact"}), "+861", preferences=(wish,))
        owner = Candidate(2, frozenset({"owner"}), "+862")
        first = rank_contacts([tenant, owner], "emergency", FRIDAY_NOON)[0]
        self.assertEqual(first.id, 1)
        self.assertTrue(first.is_available)
        self.assertIn("outside_hours", first.reasons)

    def test_the_wish_for_the_unit_beats_the_general_one(self):
        general = Preference("repair", phone="+861", sequence=1)
        here = Preference("repair", phone="+862", sequence=5, is_for_unit=True)
        tenant = Candidate(1, preferences=(general, here))
        self.assertEqual(
            rank_contacts([tenant], "repair", FRIDAY_NOON)[0].phone, "+862"
        )

    def test_a_general_wish_says_how_not_who(self):
        wish = Preference("repair", is_general=True, phone="+869")
        owner = Candidate(1, frozenset({"owner"}), "+861", preferences=(wish,))
        tenant = Candidate(2, frozenset({"main_contact"}), "+862")
        choices = rank_contacts([owner, tenant], "repair", FRIDAY_NOON)
        self.assertEqual([choice.id for choice in choices], [2, 1])
        self.assertEqual((choices[1].phone, choices[1].reasons), ("+869", ("owner",)))

    def test_a_repair_needs_somebody_with_a_phone(self):
        tenant = Candidate(1, frozenset({"main_contact"}), email="a@x")
        owner = Candidate(2, frozenset({"owner"}), "+862")
        self.assertEqual(self._ids([tenant, owner], "repair"), [2, 1])
        self.assertEqual(self._ids([tenant, owner], "notices"), [1, 2])

    def test_who_cannot_be_reached_is_last(self):
        silent = Candidate(1, frozenset({"main_contact"}))
        owner = Candidate(2, frozenset({"owner"}), email="a@x")
        choices = rank_contacts([silent, owner], "repair", FRIDAY_NOON)
        self.assertEqual([choice.id for choice in choices], [2, 1])
        self.assertEqual(choices[1].reasons[-1], "unreachable")
        self.assertEqual(choices[0].reasons[-1], "email_only")

    @given(
        candidates,
        st.sampled_from(PURPOSES),
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    )
    def test_everybody_is_ranked_once_the_available_first(
        self, people, purpose, moment
    ):
        choices = rank_contacts(people, purpose, moment)
        self.assertEqual({one.id for one in choices}, {one.id for one in people})
        self.assertEqual(len(choices), len(people))
        available = [choice.is_available for choice in choices]
        self.assertEqual(available, sorted(available, reverse=True))
        self.assertEqual(choices, rank_contacts(people[::-1], purpose, moment))
