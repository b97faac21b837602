import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import duplicate
from ...tools.duplicate import Person, name_key, strongest_sign

persons = st.builds(
    Person,
    id=st.integers(1, 30),
    phone=st.sampled_from(["", "+861", "+862"]),
    email=st.sampled_from(["", "a@x", "b@x"]),
    name_key=st.sampled_from(["", "li", "wang"]),
    sites=st.frozensets(st.integers(1, 3)),
)


@tagged("post_install", "-at_install")
class TestDuplicate(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(duplicate).failed)

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

    def test_nothing_in_common_but_emptiness(self):
        self.assertIsNone(strongest_sign(Person(1), Person(2)))

    @given(persons, persons)
    def test_the_sign_is_the_same_both_ways(self, one, other):
        self.assertEqual(strongest_sign(one, other), strongest_sign(other, one))
