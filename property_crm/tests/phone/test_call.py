from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import PhoneCommon, at


class TestCall(PhoneCommon):
    def test_the_parts_of_a_call(self):
        call = self._make_call(
            "10:00", "10:00:20", "10:03:35", "10:04:20", hold_seconds=15
        )
        self.assertRecordValues(
            call,
            [
                {
                    "wait_seconds": 20,
                    "talk_seconds": 180,
                    "wrapup_seconds": 45,
                    "handle_seconds": 240,
                    "state": "done",
                    "result": "answered",
                    "is_over_target": False,
                }
            ],
        )
        self.assertTrue(call.name)
        self.assertFalse(call.message_ids)

    def test_how_calls_end(self):
        lost = self._make_call("10:00", ended="10:00:30")
        brief = self._make_call("10:00", ended="10:00:09")
        out = self._make_call("10:00", ended="10:00:30", direction="outbound")
        busy = self._make_call(
            "10:00", ended="10:00:01", direction="outbound", failure="busy"
        )
        results = (lost | brief | out | busy).mapped("result")
        self.assertEqual(results, ["abandoned", "short_abandon", "no_answer", "busy"])

    def test_only_service_has_a_target_for_the_talk(self):
        self.assertEqual((self.service.talk_target, self.enquiry.talk_target), (240, 0))
        long = {"answered": "10:00:10", "ended": "10:05"}
        self.assertTrue(self._make_call(**long).is_over_target)
        other = self._make_call(queue_id=self.enquiry.id, **long)
        self.assertFalse(other.is_over_target)
        self.assertEqual(other.purpose, "enquiry")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
        ):
            self.enquiry.talk_target = 100
            self.enquiry.flush_recordset()

    def test_times_are_in_order(self):
        for wrong in ({"answered": "09:59"}, {"ended": "09:59"}):
            with (
                self.subTest(**wrong),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self._make_call("10:00", **wrong)

    def test_buttons_tell_the_times(self):
        call = self.Call.with_user(self.user_agent).create(
            {"queue_id": self.service.id}
        )
        self.assertEqual(call.state, "ringing")
        call.action_answer()
        self.assertEqual((call.state, call.user_id), ("talking", self.user_agent))
        call.action_hang_up()
        self.assertEqual(call.state, "wrap_up")
        call.action_wrap_up()
        self.assertEqual(call.state, "done")

    def test_who_calls_is_known_by_the_number_however_it_is_written(self):
        for number in ("13800138000", "+86 138-0013-8000", "0086 138 0013 8000"):
            with self.subTest(number=number):
                call = self._make_call(number=number)
                self.assertEqual(call.partner_id, self.wang)
                self.assertEqual(call.unit_id, self.unit)
                self.assertEqual(call.site_id, self.site)
                self.assertEqual(call.number, "+8613800138000")
        self.assertEqual(self._make_call(number="057188881234").partner_id, self.li)
        self.assertFalse(self._make_call(number="95598").partner_id)

    def test_the_other_number_of_somebodys_wishes_is_known(self):
        wish = self.env["property.contact.preference"].create(
            {"partner_id": self.wang.id, "phone": "手机：139 1234 5678"}
        )
        self.assertEqual(wish.phone_sanitized, "+8613912345678")
        self.assertFalse(wish.copy({"phone": False}).phone_sanitized)
        call = self._make_call(number="13912345678")
        self.assertEqual((call.partner_id, call.unit_id), (self.wang, self.unit))
        agent = self.env["res.partner"].with_user(self.user_agent)
        [caller] = agent.api_caller("0086 139 1234 5678")["candidates"]
        self.assertEqual(caller["partner_id"], self.wang.id)
        [row] = wish.with_user(self.user_agent).read(["phone_sanitized"])
        self.assertEqual(row["phone_sanitized"], "139****5678")
        stranger = agent.with_user(self.user_stranger)
        self.assertFalse(stranger.api_caller("13912345678")["candidates"])
        wish.phone = False
        self.assertFalse(wish.phone_sanitized)

    def test_whose_own_number_it_is_comes_before_whose_other(self):
        wishes = self.env["property.contact.preference"].create(
            [
                {"partner_id": self.wang.id, "phone": self.li.phone},
                {"partner_id": self.wang.id, "phone": "139 1234 5678"},
            ]
        )
        numbers = [*wishes.mapped("phone_sanitized"), "+8613800138000"]
        find = self.env["res.partner"]._find_callers
        found = find(numbers)
        self.assertEqual([found[one] for one in numbers], [self.li, *[self.wang] * 2])
        with self.assertQueryCount(3):
            find(numbers[:1])
        with self.assertQueryCount(3):
            find(numbers)

    def test_several_with_one_number_are_all_shown_those_at_home_first(self):
        self.zhao.country_id = self.china
        self.zhao.phone = self.wang.phone
        call = self._make_call(number="13800138000")
        self.assertFalse(call.partner_id)
        self.assertEqual(list(call.caller_ids), [self.wang, self.zhao])
        self._live(self.zhao, unit=self._create_units(1))
        self._make_call("11:00", ended="11:01", partner_id=self.zhao.id)
        answer = self.env["res.partner"].api_caller("138 0013 8000", self.site.id)
        names = [one["name"] for one in answer["candidates"]]
        self.assertEqual(names, ["Zhao Min", "Wang Wei"])
        call.with_context(caller_id=self.zhao.id).action_set_customer()
        self.assertEqual(call.partner_id, self.zhao)
        self.assertFalse(call.caller_ids)

    def test_a_caller_as_the_agent_may_see_him(self):
        Partner = self.env["res.partner"].with_user(self.user_agent)
        answer = Partner.api_caller("0086 138 0013 8000")
        caller = answer["candidates"][0]
        self.assertEqual(answer["number"], "+8613800138000")
        self.assertEqual(caller["phone"], "138****8000")
        self.assertEqual(caller["units"][0]["name"], self.unit.name)
        stranger = Partner.with_user(self.user_stranger)
        self.assertFalse(stranger.api_caller("13800138000")["candidates"])
        with self.assertRaises(AccessError):
            Partner.with_user(self.user_portal).api_caller("13800138000")
        for wrong in ("", None, 5):
            with self.subTest(number=wrong), self.assertRaises(ValidationError):
                Partner.api_caller(wrong)

    def test_who_sees_a_call(self):
        call = self._make_call(number="13800138000")
        nowhere = self._make_call(number="13912345678", queue_id=self.enquiry.id)
        mine = nowhere.copy({"user_id": self.user_stranger.id})
        self.enquiry.user_ids = self.user_stranger

        def seen_by(user):
            return self.Call.with_user(user).search([("id", "in", everything.ids)])

        everything = call | nowhere | mine
        self.assertEqual(seen_by(self.user_agent), call)
        self.assertEqual(seen_by(self.user_stranger), nowhere | mine)
        self.assertEqual(seen_by(self.user_auditor), everything)
        self.assertTrue(nowhere.with_user(self.user_stranger).in_my_territory)
        self.assertFalse(call.with_user(self.user_stranger).in_my_territory)
        with self.assertRaises(AccessError):
            seen_by(self.user_portal)

    def test_who_changes_calls_and_queues(self):
        call = self._make_call(number="13800138000")
        call.with_user(self.user_agent).note = "Water on the floor"
        for user, model, values in (
            (self.user_stranger, call, {"note": "x"}),
            (self.user_auditor, call, {"note": "x"}),
            (self.user_agent, self.service, {"answer_within": 1}),
            (self.user_agent, call, {"company_id": self.env.company.id}),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                model.with_user(user).write(values)
        with self.assertRaises(AccessError):
            call.with_user(self.user_site_manager).unlink()

    def test_the_number_is_masked(self):
        call = self._make_call(number="13800138000")
        unknown = self._make_call(number="13912345678")

        def read(one, user):
            return one.with_user(user).read(["number"])[0]["number"]

        self.assertEqual(read(call, self.user_agent), "138****8000")
        self.assertEqual(read(unknown, self.user_agent), "139****5678")
        unknown.user_id = self.user_agent
        self.assertEqual(read(unknown, self.user_agent), "+8613912345678")
        self.assertEqual(read(call, self.user_dispatcher), "+8613800138000")
        Call = self.Call.with_user(self.user_agent)
        self.assertFalse(Call.search([("number", "like", "1380013")]))
        self.assertEqual(Call.search([("number", "=", "+8613800138000")]), call)

    def test_rows_of_a_program(self):
        Call = self.Call.with_user(self.user_integration)
        row = {
            "external_key": "7",
            "direction": "inbound",
            "offered_at": "2026-03-02T10:00:00Z",
            "number": "138 0013 8000",
            "queue": "S",
            "agent": self.user_agent.login,
        }
        answers = Call.api_call([row, row | {"external_key": "8", "queue": "?"}], "PBX")
        self.assertEqual([one["status"] for one in answers], ["created", "error"])
        self.assertEqual(answers[1]["errors"][0]["field"], "queue")
        call = self.Call.browse(answers[0]["id"])
        self.assertRecordValues(
            call,
            [{"partner_id": self.wang.id, "sender": "PBX", "offered_at": at("10:00")}],
        )
        again = Call.api_call([row], "PBX")[0]
        self.assertEqual((again["id"], again["status"]), (call.id, "unchanged"))
        ended = row | {"ended_at": "2026-03-02T10:00:30Z"}
        self.assertEqual(Call.api_call([ended], "PBX")[0]["status"], "updated")
        self.assertEqual(call.result, "abandoned")
        other = Call.api_call([row], "Other")[0]
        self.assertEqual(other["status"], "created")
        wrong = Call.api_call([ended | {"ended_at": "2026-03-02T09:00:00Z"}], "PBX")[0]
        self.assertEqual(wrong["status"], "error")

    def test_many_calls_cost_as_many_queries_as_few(self):
        def create(count, start):
            vals = [
                {
                    "queue_id": self.service.id,
                    "number": f"138{start + number:08}",
                    "offered_at": at("10:00"),
                    "ended_at": at("10:01"),
                }
                for number in range(count)
            ]
            before = self.cr.sql_log_count
            self.Call.create(vals)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        create(2, 100)
        self.assertEqual(create(2, 200), create(50, 300))
