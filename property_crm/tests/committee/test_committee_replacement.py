from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common import CommitteeCommon


@freeze_time("2026-03-02 02:00:00")
class TestCommitteeReplacement(CommitteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_office(cls.term)
        cls.left = cls.members[2].with_user(cls.user_site_manager)
        cls.first, cls.second = cls.members[5:]

    def _resign(self, member=None, **values):
        member = member or self.left
        member.write({"end_reason": "resigned", **values})
        member.action_replace()
        return self.term.member_ids.filtered(lambda one: one.replaces_id == member)

    def test_the_first_alternate_follows_on_the_next_day(self):
        seated = self._resign(seat=3)
        self.assertEqual(seated.partner_id, self.first.partner_id)
        self.assertEqual((seated.role, seated.seat), ("member", 3))
        self.assertEqual(str(self.left.date_end), "2026-03-02")
        self.assertEqual(str(seated.date_start), "2026-03-03")
        self.assertEqual(str(self.first.date_end), "2026-03-02")
        self.assertEqual(self.first.end_reason, "seated")
        for day in ("2026-03-02", "2026-03-03"):
            day = (
                self.env["property.committee.member"]._fields["date_start"].to_date(day)
            )
            with self.subTest(day=day):
                self.assertEqual(len(self.term._get_members(day)), 5)

    def test_a_seat_that_ended_earlier_is_filled_from_then(self):
        seated = self._resign(date_end="2026-02-10")
        self.assertEqual(str(seated.date_start), "2026-02-11")

    def test_order_of_votes_and_who_may_not_sit_is_passed_over(self):
        self.first.rank = 99
        self.assertEqual(self._resign().partner_id, self.second.partner_id)

    def test_an_alternate_who_sold_is_passed_over(self):
        self.first.partner_id.ownership_ids.date_to = "2026-03-01"
        self.assertEqual(self._resign().partner_id, self.second.partner_id)

    def test_without_alternates_nothing_is_ended(self):
        for alternate in self.first | self.second:
            alternate.write({"date_end": "2026-03-01", "end_reason": "resigned"})
        with self.assertRaises(UserError):
            self._resign()
        self.assertFalse(self.left.date_end)

    def test_the_button_is_there_while_the_seat_is_empty(self):
        self.assertFalse(self.left.is_replaceable)
        self.left.end_reason = "resigned"
        self.assertTrue(self.left.is_replaceable)
        self.second.end_reason = "resigned"
        self.assertFalse(self.second.is_replaceable)
        seated = self._resign()
        self.assertEqual(self.left.follower_ids, seated)
        self.assertFalse(self.left.is_replaceable)

    def test_a_reason_and_one_follower(self):
        with self.assertRaisesRegex(UserError, "Why it ended"):
            self.left.action_replace()
        self._resign()
        with self.assertRaisesRegex(UserError, "filled already"):
            self.left.action_replace()
        with self.assertRaisesRegex(UserError, "alternate"):
            self.second.with_user(self.user_site_manager).action_replace()
