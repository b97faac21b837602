import base64
import random
from datetime import datetime, timedelta

from odoo.exceptions import AccessError

from .common import PhoneCommon

PWC = (
    "Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,"
    "Speed of answer in seconds,AvgTalkDuration,Satisfaction rating"
)
BANK = (
    "call_id,customer_id,type,date,vru_entry,vru_exit,q_start,q_exit,q_time,outcome,"
    "ser_start,ser_exit,ser_time,server"
)


class TestCallImport(PhoneCommon):
    """Logs of telephone systems, each with its own idea of what a call says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.country_id = cls.env.ref("base.cn")

    def _import(self, header, *lines, user=None, encoding="utf-8", **values):
        text = "\n".join([header, *lines])
        wizard = self.env["property.sheet.import"].with_user(
            user or self.user_site_manager
        )
        content = base64.b64encode(text.encode(encoding)).decode()
        return wizard.with_context(default_tz="UTC").import_file(
            "calls.csv", content, **values
        )

    def _get_calls(self):
        calls = self.Call.search([("sender", "=", "sheet")])
        return {call.external_key.partition("@")[0]: call for call in calls}

    def test_durations(self):
        self.user_agent.name = "Diane"
        answer = self._import(
            PWC,
            "A1,Diane,2021-01-01,09:12:58,Complaint,Y,Y,109,00:02:23,3",
            "A2,Greg,2021-01-01,9:15,Streaming,N,N,,,",
            "A3,Greg,2021-01-01,09:16:00,Streaming,Y,N,5,0:01:00,5",
        )
        self.assertEqual(answer["kind"], "calls")
        self.assertEqual(answer["counts"]["created"], 3)
        first, missed, last = (self._get_calls()[key] for key in ("A1", "A2", "A3"))
        self.assertEqual(first.offered_at, datetime(2021, 1, 1, 9, 12, 58))
        self.assertEqual((first.wait_seconds, first.talk_seconds), (109, 143))
        self.assertEqual((first.user_id, first.agent_name), (self.user_agent, "Diane"))
        self.assertEqual((first.purpose, first.resolution), ("complaint", "resolved"))
        self.assertEqual((first.state, first.rating), ("done", 3))
        self.assertEqual((missed.result, missed.agent_name), ("abandoned", "Greg"))
        self.assertFalse(missed.user_id)
        self.assertEqual((last.purpose, last.topic), ("service", "Streaming"))

    def test_moments_of_a_menu_and_a_queue(self):
        self._import(
            BANK,
            "1,9,PS,990101,0:00:31,0:00:36,0:00:36,0:03:09,153,HANG,0:00:00,0:00:00,0,"
            "NO_SERVER",
            "2,0,PS,990101,0:34:12,0:34:23,0:00:00,0:00:00,0,AGENT,0:34:23,0:36:15,112,"
            "SHARON",
            "3,0,NE,990131,23:59:50,23:59:55,23:59:55,0:00:05,10,AGENT,0:00:05,0:01:05,"
            "60,IDIT",
            "4,0,NE,990131,12:00:00,12:00:05,0:00:00,0:00:00,0,PHANTOM,0:00:00,0:00:00,"
            "0,NO_SERVER",
            site_code=False,
        )
        calls = self._get_calls()
        self.assertEqual(calls["1"].offered_at, datetime(1999, 1, 1, 0, 0, 36))
        self.assertEqual(
            (calls["1"].result, calls["1"].wait_seconds), ("abandoned", 153)
        )
        self.assertFalse(calls["1"].agent_name)
        self.assertEqual((calls["2"].wait_seconds, calls["2"].talk_seconds), (11, 112))
        self.assertEqual(calls["3"].answered_at, datetime(1999, 2, 1, 0, 0, 5))
        self.assertEqual((calls["3"].wait_seconds, calls["3"].talk_seconds), (10, 60))
        self.assertEqual(calls["3"].purpose, "sales")
        self.assertEqual(calls["4"].result, "failed")

    def _make_line(self, chance, number):
        """Return a line of a log, and what counts: answered, wait, talk, solved."""
        moment = datetime(2021, 3, 31, 8) + timedelta(minutes=7 * number)
        is_answered = chance.random() < 0.8
        wait, talk = chance.randrange(10, 130), chance.randrange(30, 420)
        is_solved = is_answered and chance.random() < 0.9
        told = f"{wait},{timedelta(seconds=talk)},4" if is_answered else ",,"
        line = (
            f"ID{number},Joe,{moment:%m/%d/%Y},{moment:%I:%M:%S %p},Other,"
            f"{'NY'[is_answered]},{'NY'[is_solved]},{told}"
        )
        counts = (1, wait, talk, is_solved) if is_answered else (0, 0, 0, 0)
        return line, counts

    def test_published_totals_come_out(self):
        """A log of 300 calls whose totals are known: counted from the rows."""
        chance = random.Random(11)
        made = [self._make_line(chance, number) for number in range(300)]
        lines = [line for line, _counts in made]
        totals = map(sum, zip(*(counts for _line, counts in made), strict=True))
        answered, waits, talks, solved = totals
        answer = self._import(PWC, *lines)
        self.assertEqual(answer["counts"]["created"], 300)
        self.env.flush_all()
        (row,) = self.env["property.call.report"]._read_group(
            [("agent_name", "=", "Joe")],
            [],
            [
                "offered_count:sum",
                "answered_count:sum",
                "abandoned_count:sum",
                "answer_speed:avg",
                "talk_time:avg",
                "first_call_rate:avg",
                "rating:avg",
            ],
        )
        self.assertEqual(row[:3], (300, answered, 300 - answered))
        self.assertAlmostEqual(row[3], waits / answered, 6)
        self.assertAlmostEqual(row[4], talks / answered, 6)
        self.assertAlmostEqual(row[5], 100 * solved / answered, 6)
        self.assertEqual(row[6], 4)
        again = self._import(PWC, *lines)
        self.assertEqual(again["counts"]["unchanged"], 300)

    def test_a_bad_row_costs_no_good_one(self):
        answer = self._import(
            PWC,
            "A1,Joe,2021-13-01,09:12:58,Other,Y,Y,10,0:01:00,3",
            "A2,Joe,2021-01-01,25:99,Other,Y,Y,10,0:01:00,3",
            "A3,Joe,2021-01-01,09:12,Other,perhaps,Y,10,0:01:00,3",
            "A4,Joe,2021-01-01,09:12,Other,Y,Y,soon,0:01:00,3",
            "A5,Joe,2021-01-01,09:12,Other,Y,Y,10,0:01:00,3",
        )
        self.assertEqual(answer["counts"]["created"], 1)
        columns = [row["errors"][0]["column"] for row in answer["rows"][:4]]
        self.assertEqual(
            columns, ["Date", "Date", "Answered (Y/N)", "Speed of answer in seconds"]
        )
        self.assertEqual(list(self._get_calls()), ["A5"])

    def test_chinese_log_with_queues(self):
        header = "通话编号,呼叫时间,队列,坐席,方向,来电号码,等待时长,通话时长,通话结果"
        lines = [
            "1,2026-03-02 09:00:00,咨询,张三,呼入,13800138000,12秒,1分5秒,已接听",
            "2,2026-03-02 09:01:00,e,李四,呼出,0571-88881234,0,,占线",
        ]
        answer = self._import(header, *lines, encoding="gb18030", site_code="LS")
        self.assertEqual([row["errors"] for row in answer["rows"]], [[], []])
        calls = self._get_calls()
        one, two = calls["1"], calls["2"]
        self.assertEqual((one.queue_id.name, two.queue_id), ("咨询", self.enquiry))
        self.assertEqual((one.wait_seconds, one.talk_seconds), (12, 65))
        self.assertEqual(one.number, "+8613800138000")
        self.assertEqual(one.partner_id, self.wang)
        self.assertEqual((two.direction, two.result), ("outbound", "busy"))
        again = self._import(header, *lines, encoding="gb18030", site_code="LS")
        self.assertEqual(again["counts"]["unchanged"], 2)

    def test_calls_of_no_place(self):
        """Who makes a queue by a log leads it; of the queues of others it is said."""
        self._enrol(self.user_site_manager, self.other_site.territory_id)
        header = "Date,Time,Queue,Answered,Talk time"
        answer = self._import(
            header, "2026-03-02,09:00,New,Y,60", "2026-03-02,09:01,E,Y,60"
        )
        self.assertEqual(answer["counts"]["created"], 1)
        call = self.Call.with_user(self.user_site_manager).search(
            [("queue_id.code", "=", "New")]
        )
        self.assertTrue(call.in_my_territory)
        self.assertFalse(call.site_id)
        error = answer["rows"][1]["errors"][0]
        self.assertEqual(error["column"], "Queue")
        self.assertIn("not yours to enter", error["message"])

    def test_rows_that_say_the_same_are_calls_each(self):
        line = "2026-03-02,09:00:00,Y,60"
        header = "Date,Time,Answered,Talk time"
        self.assertEqual(self._import(header, line, line)["counts"]["created"], 2)
        again = self._import(header, line, line, line)
        self.assertEqual(again["counts"]["created"], 1)

    def test_who_may(self):
        line = "A1,Joe,2021-01-01,09:12:58,Other,Y,Y,10,0:01:00,3"
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.assertRaises(AccessError):
                self._import(PWC, line, user=user)
        header = "Date,Time,Queue,Answered,Talk time"
        answer = self._import(
            header, "2026-03-02,09:00,New,Y,60", user=self.user_integration
        )
        self.assertEqual(answer["counts"]["error"], 1)
