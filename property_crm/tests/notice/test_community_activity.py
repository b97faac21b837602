from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import NoticeCommon


class TestCommunityActivity(NoticeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=7)
        cls.people = cls.wang | cls.li | cls.zhao
        cls.homes = cls._create_units(3)
        for person, home in zip(cls.people, cls.homes, strict=True):
            cls._own(person, home)
        cls.Signup = cls.env["property.activity.signup"].with_user(cls.user_portal)
        cls.party = cls._plan(capacity=4)
        cls.party.action_open()

    @classmethod
    def _plan(cls, **values):
        activities = cls.env["property.community.activity"]
        return activities.with_user(cls.user_dispatcher).create(
            {
                "name": "Garden party",
                "site_id": cls.site.id,
                "start": cls.start,
                "stop": cls.start + timedelta(hours=2),
                **values,
            }
        )

    def _sign_up(self, person, people=2):
        return self.Signup._portal_sign_up(
            self.party.sudo(), {"people": str(people)}, person
        )

    def test_a_household_signs_up_once(self):
        first = self._sign_up(self.wang)
        self.assertEqual(first.state, "signed")
        self.assertEqual(self._sign_up(self.wang, 3), first)
        self._live(self.resident, self.homes[0])
        self.assertEqual(self._sign_up(self.resident), first)
        self.assertEqual(self.party.signed_count, 2)

    def test_whoever_waits_moves_up(self):
        first = self._sign_up(self.wang, 3)
        second, third = self._sign_up(self.li, 3), self._sign_up(self.zhao, 1)
        states = (first | second | third).mapped("state")
        self.assertEqual(states, ["signed", "waiting", "signed"])
        self.assertEqual(self.party.waiting_count, 3)
        self.Signup._portal_cancel(self.party.sudo(), self.wang)
        self.assertEqual(second.state, "signed")
        told = self.env["mail.message"].search(
            [("model", "=", self.party._name), ("res_id", "=", self.party.id)]
        )
        self.assertIn(self.li, told.partner_ids)
        again = self._sign_up(self.wang, 1)
        self.assertEqual(again.state, "waiting")
        self.party.capacity = 10
        self.assertEqual(again.state, "signed")

    def test_rates(self):
        one, two = self._sign_up(self.wang, 2), self._sign_up(self.li, 2)
        one.with_user(self.user_agent).action_came()
        two.with_user(self.user_agent).came = 1
        self.party.invalidate_recordset()
        self.assertEqual(self.party.attendance_rate, 75)
        homes = len(self.site.unit_ids)
        self.assertAlmostEqual(self.party.household_rate, 200 / homes, 1)

    def test_a_taken_room_says_so(self):
        room = self.env["property.common.part"].create(
            {"name": "Hall", "kind": "room", "site_id": self.site.id}
        )
        first = self._plan(room_id=room.id)
        first.action_open()
        self.assertEqual(first.event_id.common_part_id, room)
        second = self._plan(room_id=room.id, user_id=self.user_site_manager.id)
        with self.assertRaises(ValidationError) as caught:
            second.action_open()
        self.assertIn("Hall", str(caught.exception))
        event = first.event_id
        first.action_cancel()
        self.assertFalse(event.exists())
        second.action_open()

    def test_when_nobody_can_sign_up_any_more(self):
        with self.assertRaises(UserError):
            self._sign_up(self.wang, 5)
        with self.assertRaises(UserError):
            self._sign_up(self.resident)
        self.party.sign_up_until = fields.Datetime.now() - timedelta(hours=1)
        with self.assertRaises(UserError):
            self._sign_up(self.wang)
        with self.assertRaises(UserError):
            self.party.action_done()

    def test_everybody_is_told_when_it_does_not_take_place(self):
        self._sign_up(self.wang)
        self.party.action_cancel()
        told = self.env["mail.message"].search(
            [("model", "=", self.party._name), ("partner_ids", "in", self.wang.ids)]
        )
        self.assertIn("does not take place", told.body)

    @mute_logger("odoo.sql_db")
    def test_who_may_do_what(self):
        signup = self._sign_up(self.wang)
        for user in (self.user_portal, self.user_stranger):
            for record in (self.party, signup):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["create_date"])
        with self.assertRaises(AccessError):
            self.party.with_user(self.user_agent).name = "x"
        with self.assertRaises(AccessError):
            self.party.with_user(self.user_agent).action_open()
        with self.assertRaises(UserError):
            signup.with_user(self.user_agent).state = "signed"
        with self.assertRaises(AccessError):
            signup.with_user(self.user_auditor).came = 1
        mine = self.Signup.with_user(self.user_agent).create(
            {
                "activity_id": self.party.id,
                "unit_id": self.homes[1].id,
                "partner_id": self.li.id,
                "state": "signed",
                "people": 4,
            }
        )
        self.assertEqual(mine.state, "waiting")
        with self.assertRaises(AccessError):
            self._plan(site_id=self.other_site.id)

    def test_same_queries_for_2_and_50(self):
        parties = self.env["property.community.activity"].union(
            *(self._plan() for _number in range(12))
        )
        self.assertSameQueries(
            "property_crm.property_community_activity_view_list", parties[:2], parties
        )
        homes = self._create_units(20)
        for home in homes:
            self.Signup.sudo().create(
                {
                    "activity_id": parties[0].id,
                    "unit_id": home.id,
                    "partner_id": self.wang.id,
                }
            )
        signups = parties[0].signup_ids
        self.assertSameQueries(
            "property_crm.property_activity_signup_view_list", signups[:2], signups
        )
