import json
import time
from itertools import permutations

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...tools.call_event import MAX_BODY, BadEvent, parse_event, read_events, sign
from .common import PhoneCommon, at

PATH = "/property/phone/event"


def event(kind="offered", clock="10:00:00", **told):
    return {
        "call_id": "c1",
        "event": kind,
        "at": f"2026-03-02T{clock}Z",
        "direction": "inbound",
        "number": "138 0013 8000",
        "queue": "S",
        **told,
    }


@tagged("post_install", "-at_install")
class TestPhoneEvent(HttpCase, PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.env["property.call.provider"].create(
            {
                "name": "Switchboard",
                "code": "pbx",
                "name_ids": [
                    (0, 0, {"name": "8001", "user_id": cls.user_agent.id}),
                    (
                        0,
                        0,
                        {"name": "Line 2", "kind": "queue", "queue_id": cls.enquiry.id},
                    ),
                ],
            }
        )
        cls.provider.action_new_secret()

    def _take(self, *events):
        return self.provider._take_events(list(events))

    def _post(self, told, secret=None, moment=None, code="pbx"):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        moment = str(moment or int(time.time()))
        secret = secret or self.provider.secret
        headers = {
            "Content-Type": "application/json",
            "X-Property-Provider": code,
            "X-Property-Time": moment,
            "X-Property-Signature": sign(secret, moment, body),
        }
        return self.url_open(PATH, data=body, headers=headers)

    def _get_calls(self):
        return self.Call.search([("sender", "=", "pbx")])

    def test_a_call_as_its_telephone_system_tells_it(self):
        answer = self._post(event(agent="8001")).json()
        self.assertEqual(answer["events"][0]["status"], "ok")
        self._post(
            {
                "events": [
                    event("answered", "10:00:10"),
                    event("ended", "10:01:10", hold_seconds=20),
                    event("wrap_up", "10:01:30"),
                ]
            }
        )
        call = self._get_calls()
        self.assertRecordValues(
            call,
            [
                {
                    "partner_id": self.wang.id,
                    "unit_id": self.unit.id,
                    "queue_id": self.service.id,
                    "user_id": self.user_agent.id,
                    "wait_seconds": 10,
                    "talk_seconds": 40,
                    "handle_seconds": 80,
                    "result": "answered",
                }
            ],
        )

    def test_twenty_replays_are_one_call(self):
        for _number in range(20):
            answer = self._post(event()).json()
            self.assertEqual(answer["status"], "ok")
        self.assertEqual(len(self._get_calls()), 1)
        self.assertFalse(answer["events"][0]["changed"])

    def test_events_in_any_order(self):
        events = [
            event("offered", "10:00:00", agent="other"),
            event("answered", "10:00:10", agent="8001"),
            event("ended", "10:01:00", hold_seconds=5),
        ]
        for number, order in enumerate(permutations(events)):
            key = f"order{number}"
            self._take(*({**told, "call_id": key} for told in (*order, *order)))
            with self.subTest(order=[told["event"] for told in order]):
                self.assertRecordValues(
                    self.Call.search([("external_key", "=", key)]),
                    [
                        {
                            "offered_at": at("10:00"),
                            "talk_seconds": 45,
                            "state": "wrap_up",
                            "user_id": self.user_agent.id,
                        }
                    ],
                )

    def test_unknown_names_do_not_lose_the_call(self):
        answer = self._take(event(agent="nobody", queue="?", number="anonymous"))[0]
        fields = [problem["field"] for problem in answer["problems"]]
        self.assertEqual(fields, ["queue", "agent"])
        call = self._get_calls()
        self.assertEqual((call.name, call.number), (answer["call"], "anonymous"))
        known = self._take(event("answered", "10:00:05", queue="line 2"))[0]
        self.assertFalse(known["problems"])
        self.assertEqual((call.queue_id, call.purpose), (self.enquiry, "enquiry"))

    def test_a_bad_event_costs_no_good_one(self):
        answers = self._take(event(at="soon"), event(), "?", event(event="sung"))
        self.assertEqual(
            [answer["status"] for answer in answers], ["error", "ok", "error", "error"]
        )
        self.assertEqual(answers[0]["problems"][0]["field"], "at")
        self.assertEqual(len(self._get_calls()), 1)

    def test_who_is_not_the_telephone_system_is_refused(self):
        now = int(time.time())
        for refused in (
            self._post(event(), secret="wrong"),
            self._post(event(), moment=now - 1000),
            self._post(event(), code="other"),
            self.url_open(PATH, data=b"{}"),
        ):
            self.assertEqual(refused.status_code, 401)
        self.assertEqual(self._post(b"[]").status_code, 400)
        self.assertEqual(self._post(b"x" * (MAX_BODY + 1)).status_code, 413)
        self.assertEqual(self._post({"event": "offered"}).status_code, 422)
        self.assertFalse(self._get_calls())
        self.provider.max_new_calls = 1
        self.assertEqual(self._post(event()).status_code, 200)
        self.assertEqual(self._post(event(call_id="c2")).status_code, 429)
        self.provider.active = False
        self.assertEqual(self._post(event()).status_code, 401)

    def test_what_is_no_event(self):
        for field, told in (
            ("call_id", {"call_id": ""}),
            ("call_id", {"call_id": "x" * 300}),
            ("direction", {"direction": []}),
            ("number", {"number": 5}),
            ("hold_seconds", {"hold_seconds": -1}),
            ("cause", {"cause": "shy"}),
            ("at", {"at": "1990-01-01T00:00:00Z"}),
        ):
            with self.subTest(**told), self.assertRaises(BadEvent) as caught:
                parse_event(event(**told))
            self.assertEqual(caught.exception.field, field)
        for body in (b"\xff", b"5", b'{"events": 5}', b'{"events": [' + b"1," * 200):
            with self.subTest(body=body[:12]), self.assertRaises(BadEvent):
                read_events(body)

    def test_the_browsers_of_the_agents_are_told_and_no_others(self):
        self.service.user_ids = self.user_agent | self.user_dispatcher

        def get_told():
            self.env.cr.precommit.run()
            rows = self.env["bus.bus"].search([("message", "like", "property_call")])
            channels = {json.loads(row.channel)[2] for row in rows}
            rows.unlink()
            return channels

        agents = self.service.user_ids.partner_id
        self._take(event())
        self.assertEqual(get_told(), set(agents.ids))
        self._take(event())
        self.assertFalse(get_told())

    def test_the_card_shows_what_the_agent_may_see(self):
        self._take(event(agent="8001"))
        call = self._get_calls().with_user(self.user_agent)
        card = call.api_popup()
        self.assertEqual(card["number"], "138****8000")
        self.assertEqual(card["candidates"][0]["name"], "Wang Wei")
        self.assertEqual((card["state"], card["is_mine"]), ("ringing", True))
        with (
            mute_logger("odoo.addons.base.models.ir_rule"),
            self.assertRaises(AccessError),
        ):
            call.with_user(self.user_stranger).api_popup()

    def test_the_last_call_is_not_the_one_on_the_card(self):
        call = self._make_call(partner_id=self.wang.id, number="138 0013 8000")
        self.assertEqual(call.api_popup()["candidates"][0]["last_contact"], "")
        call.write({"answered_at": at("10:01"), "ended_at": at("10:02")})
        self.assertEqual(call.api_popup()["candidates"][0]["last_contact"], "")
        self._make_call("09:00", ended="09:01", partner_id=self.wang.id)
        self.assertEqual(
            call.api_popup()["candidates"][0]["last_contact"], "2026-03-02T09:00:00Z"
        )

    def test_who_keeps_telephone_systems(self):
        for user in (self.user_site_manager, self.user_agent, self.user_portal):
            provider = self.provider.with_user(user)
            with self.subTest(user=user.login):
                self.assertFalse(provider.has_access("read"))
                with self.assertRaises(AccessError):
                    provider.action_new_secret()
        manager = self.provider.with_user(self.user_company_manager)
        secret = self.provider.secret
        action = manager.action_new_secret()
        self.assertEqual(action["params"]["message"], self.provider.secret)
        self.assertNotEqual(secret, self.provider.secret)
        with self.assertRaises(AccessError):
            manager.read(["secret"])
        manager.name_ids.unlink()
