from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import PhoneCommon, at

# Monday 18:30 in Shanghai
EVENING = "2026-03-02 10:30:00"


@freeze_time(EVENING)
class TestCallBack(PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        calendar = cls.site.resource_calendar_id
        calendar.tz = "Asia/Shanghai"
        calendar.attendance_ids.unlink()
        calendar.attendance_ids = [
            (0, 0, {"name": day, "dayofweek": day, "hour_from": 8, "hour_to": 20})
            for day in "01234"
        ]
        cls.service.leader_id = cls.user_dispatcher
        cls.missed = cls._make_call(
            "10:20", ended="10:20:40", number="13800138000", call_back_due_at=False
        )

    def _make_back(self, **values):
        return self.env["property.call.back"].create(
            {
                "partner_id": self.wang.id,
                "site_id": self.site.id,
                "queue_id": self.service.id,
                "user_id": self.user_agent.id,
                **values,
            }
        )

    def _try(self, back, clock, **times):
        with freeze_time(f"2026-03-{clock}"):
            back.with_user(self.user_agent).action_call()
            call = back.call_ids.sorted("id")[-1:]
            call.with_user(self.user_agent).action_not_reached()
        return call

    def test_a_missed_call_waits_within_the_working_clock(self):
        self.assertTrue(self.missed.is_waiting)
        self.assertEqual(self.missed.call_back_due_at, at("11:20:40"))
        late = self._make_call("11:50", ended="11:51", number="13912345678")
        # closed at 20:00: nine minutes today, the others tomorrow from 8:00
        self.assertEqual(late.call_back_due_at, datetime(2026, 3, 3, 0, 51))
        with freeze_time("2026-03-02 11:30"):
            found = self.Call.search([("is_late", "=", True)])
            self.assertIn(self.missed, found)
            self.assertNotIn(late, found)
        answered = self._make_call("10:00", "10:00:05", "10:01")
        self.assertFalse(answered.is_missed)

    def test_speaking_to_the_number_closes_it(self):
        back = self._make_back()
        other = self._make_call("10:21", ended="10:22", number="13912345678")
        again = self._make_call("10:40", number="138 0013 8000")
        self.assertTrue(self.missed.is_waiting)
        again.answered_at = at("10:40:10")
        self.assertEqual(self.missed.returned_by_id, again)
        self.assertFalse(self.missed.is_waiting)
        self.assertEqual(back.state, "done")
        self.assertTrue(other.is_waiting)

    def test_calling_back_is_one_click(self):
        call = self.missed.with_user(self.user_agent)
        action = call.action_call_back()
        self.assertEqual(action["url"], "tel:+8613800138000")
        back = call.back_ids
        made = back.call_ids
        self.assertEqual((made.direction, made.state), ("outbound", "ringing"))
        made.action_answer()
        self.assertEqual(back.state, "done")
        self.assertEqual(self.missed.returned_by_id, made)
        # the number was masked for the agent, and his telephone shows it
        looked = self.env["property.disclosure"].search(
            [("partner_id", "=", self.wang.id)]
        )
        self.assertIn(made.name, looked.reason)
        # what else is known of the person stays closed
        disclosures = looked.with_user(self.user_agent)
        disclosures._forget_open()
        self.assertFalse(disclosures._get_open())

    def test_at_night_it_is_planned(self):
        with freeze_time("2026-03-02 13:10:00"):
            action = self.missed.with_user(self.user_agent).action_call_back()
            back = self.missed.back_ids
            self.assertEqual(action["res_id"], back.id)
            self.assertFalse(back.call_ids)
            self.assertEqual(back.next_attempt_at, datetime(2026, 3, 3, 0, 0))
            with self.assertRaises(UserError):
                back.action_call()
            back.basis = "safety"
            self.assertTrue(back.action_call())

    def test_three_attempts_then_the_team_lead(self):
        back = self._make_back(wanted="18-20")
        self.assertEqual(back.next_attempt_at, at("10:30"))
        self._try(back, "02 10:30:00")
        self.assertEqual(back.attempt_count, 1)
        self.assertEqual(back.next_attempt_at, at("11:30"))
        self._try(back, "02 11:30:00")
        self.assertEqual(back.next_attempt_at, datetime(2026, 3, 3, 10, 0))
        self._try(back, "03 10:00:00")
        self.assertEqual(back.state, "unreachable")
        self.assertFalse(back.next_attempt_at)
        self.assertEqual(back.activity_ids.user_id, self.user_dispatcher)
        with self.assertRaises(UserError):
            back.action_call()
        back.action_reopen()
        self.assertEqual((back.state, back.attempt_count), ("open", 0))

    def test_what_expires_is_told(self):
        back = self._make_back(expires_at="2026-03-02 12:00:00")
        other = self._make_back()
        with freeze_time("2026-03-02 12:00:00"), self.enter_registry_test_mode():
            cron = self.env.ref("property_crm.ir_cron_expire_call_backs")
            for _run in range(2):
                cron.method_direct_trigger()
        self.assertEqual((back.state, other.state), ("expired", "open"))
        self.assertEqual(len(back.activity_ids), 1)

    def test_wishes_that_cannot_be_met(self):
        with self.assertRaises(ValidationError):
            self._make_back(wanted="in the evening")
        night = self._make_back(wanted="22-23")
        self.assertEqual(night.state, "expired")

    def test_no_sales_calls_to_who_does_not_want_them(self):
        sales = {"purpose": "sales", "basis": "consent"}
        with self.assertRaises(ValidationError):
            self._make_back(**sales)
        purpose = self.env.ref("property_crm.property_privacy_purpose_marketing")
        self.wang._give_consent(purpose, "desk")
        self._make_back(**sales)
        self.wang.do_not_call = True
        with self.assertRaises(ValidationError):
            self._make_back(**sales)
        self._make_back(purpose="sales", basis="asked")
        self._make_back(purpose="collection", basis="contract")

    def test_the_agent_is_busy_with_it(self):
        back = self._make_back(not_before="2026-03-03 02:00:00")
        start, stop = datetime(2026, 3, 3, 1), datetime(2026, 3, 3, 3)
        Event = self.env["calendar.event"]
        busy = Event._get_busy(self.user_agent, start, stop)[self.user_agent.id]
        self.assertEqual([(one.model, one.id) for one in busy], [(back._name, back.id)])
        back.action_cancel()
        self.assertFalse(
            Event._get_busy(self.user_agent, start, stop)[self.user_agent.id]
        )

    def test_who_sees_a_call_back(self):
        back = self._make_back()
        self.assertEqual(back.territory_id, self.unit.territory_id)
        back.with_user(self.user_agent).reason = "Minutes"
        self.assertEqual(
            back.with_user(self.user_agent).read(["number"])[0]["number"],
            "138****8000",
        )
        with mute_logger("odoo.addons.base.models.ir_rule"):
            for user in (self.user_stranger, self.user_portal):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    back.with_user(user).read(["reason"])
        with self.assertRaises(AccessError):
            back.with_user(self.user_auditor).reason = "x"

    def test_the_phone_book(self):
        person = self.wang.with_user(self.user_agent)
        self.assertEqual(person.action_call()["url"], "tel:+8613800138000")
        call = self.Call.search([("partner_id", "=", self.wang.id)], limit=1)
        self.assertEqual((call.direction, call.user_id), ("outbound", self.user_agent))
        with (
            mute_logger("odoo.addons.base.models.ir_rule"),
            self.assertRaises(AccessError),
        ):
            self.wang.with_user(self.user_stranger).action_call()
        with self.assertRaises(UserError):
            self.zhao.action_call()

    def test_calls_are_on_the_timeline(self):
        for record in (self.wang, self.unit):
            timeline = record.with_user(self.user_agent).api_timeline(kinds=["call"])
            entries = [
                entry
                for entry in timeline["entries"]
                if entry["model"] == "property.call"
            ]
            with self.subTest(model=record._name):
                self.assertEqual(len(entries), 1)
                self.assertEqual(entries[0]["state"], "Abandoned")

    def test_the_screens_cost_the_same_for_many(self):
        backs = self.env["property.call.back"].create(
            [
                {
                    "partner_id": (self.wang | self.li)[number % 2].id,
                    "reason": str(number),
                }
                for number in range(50)
            ]
        )
        for view in ("list", "kanban"):
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"property_crm.property_call_back_view_{view}",
                    backs[:2],
                    backs,
                    self.user_agent,
                )
