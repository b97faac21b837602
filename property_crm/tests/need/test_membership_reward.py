from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time

from ..people.common import PeopleCommon


class TestMembershipReward(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._own(cls.wang)
        cls.member = cls.env["property.membership"].create({"partner_id": cls.wang.id})

    def _hold_party(self):
        start = fields.Datetime.now()
        party = (
            self.env["property.community.activity"]
            .with_user(self.user_dispatcher)
            .create(
                {
                    "name": "Garden party",
                    "site_id": self.site.id,
                    "start": start + timedelta(days=1),
                    "stop": start + timedelta(days=1, hours=2),
                }
            )
        )
        party.action_open()
        signup = self.env["property.activity.signup"]._portal_sign_up(
            party.sudo(), {"people": "2"}, self.wang
        )
        return party, signup.with_user(self.user_dispatcher)

    def test_who_came_is_thanked_once(self):
        party, signup = self._hold_party()
        signup.action_came()
        self.assertEqual(self.member.points, 0)
        with freeze_time(party.stop + timedelta(hours=1)):
            party.action_done()
            self.assertEqual(self.member.points, 20)
            signup.came = 1
            self.assertEqual(self.member.points, 20)

    def test_who_was_entered_later_is_thanked_and_who_stayed_away_is_not(self):
        party, signup = self._hold_party()
        with freeze_time(party.stop + timedelta(hours=1)):
            party.action_done()
            signup.action_not_came()
            self.assertEqual(self.member.points, 0)
            signup.action_came()
            self.assertEqual(self.member.points, 20)

    def test_a_suggestion_that_is_taken_up_brings_points(self):
        suggestions = self.env["property.suggestion"].create(
            [
                {
                    "name": name,
                    "text": "In front of the house",
                    "partner_id": self.wang.id,
                    "unit_id": self.unit.id,
                }
                for name in ("A bench", "A pool")
            ]
        )
        suggestions.answer = "Thank you."
        suggestions[1].action_decline()
        self.assertEqual(self.member.points, 0)
        suggestions[0].action_accept()
        self.assertEqual(self.member.points, 30)
