import doctest

from odoo.tests import BaseCase, tagged

from ...tools import same_person
from ...tools.same_person import find_pairs


@tagged("post_install", "-at_install")
class TestSamePerson(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(same_person).failed)

    def test_phone_goes_before_mail_and_mail_before_name(self):
        pairs = find_pairs(
            [
                (1, "+1", "", "Wang", 3),
                (2, "", "w@x.org", "Wang", 4),
                (3, "+1", "W@x.org ", "Wang", 4),
                (4, "", "w@X.org", "Wang", 4),
            ]
        )
        self.assertEqual(pairs, [(1, 3, "phone"), (2, 4, "email")])

    def test_same_name_at_another_site_is_another_person(self):
        self.assertFalse(find_pairs([(1, "", "", "Wang", 3), (2, "", "", "Wang", 4)]))

    def test_same_name_with_other_phone_is_another_person(self):
        rows = [(1, "+1", "", "Wang", 3), (2, "+2", "", "Wang", 3)]
        self.assertFalse(find_pairs(rows))
