from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_crm.tools.duplicate import Group, Person, find_groups, name_key

persons = st.lists(
    st.builds(
        Person,
        id=st.integers(1, 30),
        phone=st.sampled_from(["", "+861", "+862", "+863"]),
        email=st.sampled_from(["", "a@x", "b@x", "c@x"]),
        name_key=st.sampled_from(["", "li", "wang"]),
        sites=st.frozensets(st.integers(1, 3)),
    ),
    unique_by=lambda person: person.id,
    max_size=12,
)


@tagged("post_install", "-at_install")
class TestDuplicate(BaseCase):
    def test_spellings_of_a_name(self):
        for one, other in (
            ("王伟", " 王 伟 先生"),
            ("Wang Wei", "WEI, Wang"),
            ("Mr. John Smith", "smith john"),
            ("Müller", "MÜLLER"),
        ):
            with self.subTest(one=one):
                self.assertEqual(name_key(one), name_key(other))

    def test_different_names_stay_different(self):
        for one, other in (("王伟", "王玮"), ("Ann Lee", "Anne Lee"), ("王伟", "伟王")):
            with self.subTest(one=one):
                self.assertNotEqual(name_key(one), name_key(other))

    def test_same_name_counts_only_on_the_same_site(self):
        here = Person(1, name_key="li", sites=frozenset({7}))
        there = Person(2, name_key="li", sites=frozenset({8}))
        both = Person(3, name_key="li", sites=frozenset({7, 9}))
        self.assertEqual(find_groups([here, there, both]), [Group((1, 3), "name_site")])

    def test_the_strongest_sign_is_named(self):
        people = [
            Person(1, phone="+861", email="a@x"),
            Person(2, email="a@x", name_key="li", sites=frozenset({7})),
            Person(3, phone="+861"),
            Person(4, name_key="li", sites=frozenset({7})),
            Person(5, email="b@x"),
            Person(6, email="b@x"),
        ]
        self.assertEqual(
            find_groups(people), [Group((1, 2, 3, 4), "phone"), Group((5, 6), "email")]
        )

    @given(persons)
    def test_groups_are_the_connected_persons(self, people):
        """Against the slow definition: follow the signs until nobody joins."""

        def alike(one, other):
            same_name = one.name_key and one.name_key == other.name_key
            return (
                (one.phone and one.phone == other.phone)
                or (one.email and one.email == other.email)
                or (same_name and one.sites & other.sites)
            )

        expected = set()
        for person in people:
            group = {person}
            while more := {
                other for other in people if any(alike(one, other) for one in group)
            } - group:
                group |= more
            if len(group) > 1:
                expected.add(tuple(sorted(one.id for one in group)))
        self.assertEqual({group.ids for group in find_groups(people)}, expected)
