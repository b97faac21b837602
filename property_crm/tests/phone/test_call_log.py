import base64
from contextlib import contextmanager
from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.sheet_reader import read_sheet
from .common import PhoneCommon

# Nobody but its own telephone system calls its columns like this.
STRANGE = "Zeitpunkt;Wer;Nummer;Ende gut;Dauer;Rein raus"
LINES = [
    "02.03.2026 09:00;Ann;13800138000;served;1.5;rein",
    "02.03.2026 09:05;Ben;13800138001;gone;0;rein",
    "02.03.2026 09:10;Ann;13800138002;served;2;raus",
]
MEANINGS = {
    "Zeitpunkt": "date",
    "Wer": "agent",
    "Nummer": "number",
    "Ende gut": "outcome",
    "Dauer": "talk",
    "Rein raus": "direction",
}
FORMATS = {
    "duration_unit": "min",
    "answered_words": "Served, geschafft",
    "abandoned_words": "gone",
    "outbound_words": "raus",
    "tz": "Asia/Shanghai",
}
TOTALS = (
    "offered_count:sum",
    "answered_count:sum",
    "abandoned_count:sum",
    "abandon_rate:avg",
    "answer_speed:avg",
    "talk_time:avg",
    "wait_time:avg",
    "level_rate:avg",
)
AT_ONCE = "odoo.addons.property_crm.models.phone.property_call_log.AT_ONCE"


class TestCallLog(PhoneCommon):
    """Columns are explained once; an import goes on where it was stopped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.country_id = cls.env.ref("base.cn")
        cls.Wizard = cls.env["property.sheet.import"].with_user(cls.user_site_manager)
        cls.Mapping = cls.env["property.call.log.mapping"]

    def _encode(self, *lines):
        return base64.b64encode("\n".join(lines).encode())

    def _read(self, *lines, **values):
        wizard = self.Wizard.create(
            {"file": self._encode(*lines), "filename": "pbx.csv", **values}
        )
        wizard.action_read()
        return wizard

    def _explain(self, wizard, meanings=None, **formats):
        for column in wizard.column_ids:
            column.meaning = (meanings or MEANINGS).get(column.header, False)
        wizard.write({**FORMATS, **formats})

    def _start(self, wizard):
        return self.env["property.call.log"].browse(wizard.action_start()["res_id"])

    def test_columns_are_explained_once(self):
        wizard = self._read(STRANGE, *LINES)
        self.assertTrue(wizard.is_unknown)
        samples = {column.header: column.sample for column in wizard.column_ids}
        self.assertEqual(samples["Wer"], "Ann · Ben · Ann")
        # the day is guessed from what the column holds
        self.assertEqual(wizard.column_ids[0].meaning, "date")
        self._explain(wizard)
        wizard.action_show_log()
        self.assertIn("Ben", wizard.preview)
        log = self._start(wizard)
        self.assertEqual((log.state, log.created_count), ("done", 3))
        calls = self.Call.search([("sender", "=", "sheet")], order="offered_at")
        self.assertEqual(calls.mapped("talk_seconds"), [90, 0, 120])
        self.assertEqual(calls.mapped("result"), ["answered", "abandoned", "answered"])
        self.assertEqual(calls[0].offered_at, datetime(2026, 3, 2, 1, 0))
        self.assertEqual(calls[2].direction, "outbound")

        again = self._read(STRANGE, "03.03.2026 09:00;Ann;1;geschafft;3;rein", *LINES)
        self.assertFalse(again.is_unknown)
        self.assertEqual(again.duration_unit, "min")
        self.assertEqual(
            {column.header: column.meaning for column in again.column_ids}, MEANINGS
        )
        log = self._start(again)
        self.assertEqual((log.created_count, log.unchanged_count), (1, 3))
        self.assertEqual(self.Mapping.search_count([("name", "=", "pbx.csv")]), 1)

    def test_a_program_explains_columns(self):
        content = self._encode(STRANGE, *LINES).decode()
        with self.assertRaises(UserError):
            self.Wizard.import_file("pbx.csv", content)
        answer = self.Wizard.import_file(
            "pbx.csv", content, columns=MEANINGS, formats=FORMATS
        )
        self.assertEqual(answer["counts"]["created"], 3)
        again = self.Wizard.import_file("pbx.csv", content)
        self.assertEqual(again["counts"]["unchanged"], 3)
        self.assertIn("wait", self.Wizard.api_meanings()["calls"])
        for wrong in (
            {"columns": {"Zeitpunkt": "when"}},
            {"columns": {"Nirgends": "date"}},
            {"columns": MEANINGS, "formats": {"kind": "units"}},
            {"columns": MEANINGS, "first_day": "soon"},
        ):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                self.Wizard.import_file("pbx.csv", content, **wrong)

    def test_columns_that_cannot_be(self):
        wizard = self._read(STRANGE, *LINES)
        for meanings in (
            {"Zeitpunkt": "date", "Wer": "agent", "Nummer": "agent"},
            {"Wer": "agent"},
            {"Zeitpunkt": "date", "Dauer": "offered"},
        ):
            self._explain(wizard, meanings)
            with self.subTest(meanings), self.assertRaises(ValidationError):
                wizard.action_start()

    def test_kept_columns_can_be_changed_and_deleted(self):
        wizard = self._read(STRANGE, *LINES)
        self._explain(wizard)
        self._start(wizard)
        mapping = self.Mapping.with_user(self.user_site_manager).search([])
        agent = mapping.column_ids.filtered(lambda column: column.meaning == "agent")
        agent.meaning = "topic"
        again = self._read(STRANGE, *LINES)
        self.assertIn("topic", again.column_ids.mapped("meaning"))
        with self.assertRaises(ValidationError):
            mapping.column_ids[0].meaning = "topic"
        mapping.unlink()
        self.assertTrue(self._read(STRANGE, *LINES).is_unknown)

    # The job

    @contextmanager
    def _without_commits(self, rounds=None):
        """Let the job believe that it commits; its time is over after some rounds."""
        left = iter([1] * rounds + [0] if rounds is not None else [1] * 99)

        def commit(_self, *_args, **_options):
            self.env.flush_all()
            return next(left)

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", commit):
            yield

    def _wait(self, *lines):
        """Return a log that waits for the job."""
        with patch(
            "odoo.addons.property_crm.models.phone.property_call_log.AT_ONCE", 0
        ):
            wizard = self._read("Date,Time,Agent,Answered,Talk time", *lines)
            return self._start(wizard)

    def test_an_import_that_was_stopped_goes_on(self):
        lines = [f"2026-03-02,09:{n:02},Ann,Y,{60 + n}" for n in range(7)]
        log = self._wait(*lines)
        self.assertEqual(log.state, "waiting")
        with self._without_commits(1):
            self.env["property.call.log"]._cron_import(2)
        self.assertEqual((log.state, log.done_count, log.progress), ("running", 4, 57))
        # what is in already, though nobody has noted it, is not made twice
        log.done_count = 2
        with self._without_commits():
            self.env["property.call.log"]._cron_import(3)
        self.assertEqual((log.state, log.done_count), ("done", 7))
        self.assertEqual((log.created_count, log.unchanged_count), (7, 2))
        self.assertEqual(self.Call.search_count([("sender", "=", "sheet")]), 7)
        calls = self.Call.search([("sender", "=", "sheet")])
        self.assertEqual(calls.create_uid, self.user_site_manager)

    def test_rows_with_errors_are_listed(self):
        log = self._wait(
            "2026-03-02,09:00,Ann,Y,60",
            "2026-03-02,99:00,Ann,Y,60",
            "2026-03-02,09:02,Ann,perhaps,60",
            "2026-03-02,09:03,Ann,Y,60",
        )
        with self._without_commits():
            self.env["property.call.log"]._cron_import(2)
        self.assertEqual((log.created_count, log.error_count), (2, 2))
        self.assertEqual(log.line_ids.mapped("row"), [3, 4])
        self.assertEqual(log.line_ids.mapped("column"), ["Date", "Answered"])
        rows = read_sheet(base64.b64decode(log.error_file))
        self.assertEqual([row.cells[1] for row in rows[1:]], ["99:00", "09:02"])
        self.assertIn("perhaps", rows[2].cells[-1])
        log.with_user(self.user_site_manager).action_again()
        self.assertEqual((log.unchanged_count, len(log.line_ids)), (2, 2))

    def test_a_log_nobody_can_read_any_more_stops(self):
        wizard = self._read(STRANGE, *LINES)
        self._explain(wizard)
        with patch(
            "odoo.addons.property_crm.models.phone.property_call_log.AT_ONCE", 0
        ):
            log = self._start(wizard)
        log.mapping_id.unlink()
        with self._without_commits():
            self.env["property.call.log"]._cron_import()
        self.assertEqual(log.state, "failed")
        self.assertTrue(log.failure)

    # Totals

    DAYS = (
        "Index,Incoming Calls,Answered Calls,Answer Rate,Abandoned Calls,"
        "Answer Speed (AVG),Talk Duration (AVG),Waiting Time (AVG),"
        "Service Level (20 Seconds)"
    )

    def test_totals_of_days(self):
        days = [(217, 204, 17, 134, 165, 0.75), (200, 182, 20, 142, 165, 0.5)]
        lines = [
            f"{n},{offered},{answered},{answered / offered:.2%},{offered - answered},"
            f"0:00:{speed},0:02:{talk - 120:02},0:02:{wait - 120:02},{level:.2%}"
            for n, (offered, answered, speed, talk, wait, level) in enumerate(days, 1)
        ]
        wizard = self._read(self.DAYS, *lines)
        self.assertEqual(wizard.log_kind, "call_totals")
        with self.assertRaises(UserError):
            wizard.action_start()
        wizard.first_day = date(2026, 3, 1)
        log = self._start(wizard)
        self.assertEqual((log.state, log.created_count), ("done", 2))
        Total = self.env["property.call.total"].with_user(self.user_site_manager)
        (found,) = Total._read_group([], [], list(TOTALS))
        expected = (
            417,
            386,
            31,
            100 * 31 / 417,
            (204 * 17 + 182 * 20) / 386,
            (204 * 134 + 182 * 142) / 386,
            165,
            100 * (217 * 0.75 + 200 * 0.5) / 417,
        )
        for value, wanted in zip(found, expected, strict=True):
            self.assertAlmostEqual(value, wanted, 6)
        again = self._read(self.DAYS, *lines, first_day=date(2026, 3, 1))
        self.assertEqual(self._start(again).unchanged_count, 2)

    def test_totals_of_half_hours_and_single_calls(self):
        header = "日期,时段,技能组,呼入量,接通量,放弃量,平均通话时长,服务水平"
        self.site.tz = "Asia/Shanghai"
        self._make_call("01:10", "01:11", "01:12", "01:12", queue_id=self.service.id)
        answer = self.Wizard.import_file(
            "t.csv",
            self._encode(
                header,
                "2026-03-02,09:00-09:30,S,10,9,1,60秒,90%",
                "2026-03-02,09:30-10:00,S,10,8,2,1:00,80%",
                "2026-03-02,09:00-09:30,E,4,4,0,30,100%",
                "2026-03-02,10:00-10:30,S,1,2,0,30,100%",
            ).decode(),
            site_code="LS",
            columns={
                "日期": "date",
                "时段": "interval",
                "技能组": "queue",
                "呼入量": "offered",
                "接通量": "answered",
                "放弃量": "abandoned",
                "平均通话时长": "talk_average",
                "服务水平": "level",
            },
            formats={"kind": "call_totals", "tz": "Asia/Shanghai"},
        )
        statuses = [row["status"] for row in answer["rows"]]
        self.assertEqual(statuses, ["error", "created", "created", "error"])
        self.assertEqual(answer["rows"][0]["errors"][0]["column"], "日期")
        Total = self.env["property.call.total"]
        half = Total.search([("queue_id", "=", self.service.id)])
        self.assertEqual(half.start_at, datetime(2026, 3, 2, 1, 30))
        self.assertEqual((half.minutes, half.talk_time), (30, 60))
        self.assertFalse(Total.search([("is_doubled", "=", True)]))
        # the single calls come later: the total is shown as counted twice
        self._make_call("01:40", "01:41", "01:42", queue_id=self.service.id)
        half.invalidate_recordset()
        self.assertTrue(half.is_doubled)
        self.assertEqual(Total.search([("is_doubled", "=", True)]), half)

    def test_screens_cost_the_same_for_many(self):
        totals = self.env["property.call.total"].create(
            [
                {
                    "start_at": datetime(2026, 1, 1 + n % 28, n % 24),
                    "minutes": 30 + n,
                    "queue_id": (self.service | self.enquiry).ids[n % 2],
                }
                for n in range(30)
            ]
        )
        self.assertSameQueries(
            "property_crm.property_call_total_view_list",
            totals[:2],
            totals,
            self.user_site_manager,
        )

    def test_who_may(self):
        wizard = self._read(STRANGE, *LINES)
        self._explain(wizard)
        log = self._start(wizard)
        total = self.env["property.call.total"].create(
            {"start_at": datetime(2026, 1, 1), "minutes": 30, "site_id": self.site.id}
        )
        for record in (log, log.mapping_id, log.mapping_id.column_ids[0], total):
            for user in (self.user_agent, self.user_stranger, self.user_portal):
                refused = self.assertRaises(AccessError)
                with self.subTest(user=user.login, model=record._name), refused:
                    record.with_user(user).check_access("read")
        # numbers in the file are not masked: other managers do not see it
        other = self.user_company_manager
        self.assertFalse(log.with_user(other).search([("id", "=", log.id)]))
        with self.assertRaises(AccessError):
            total.with_user(self.user_auditor).offered_count = 1
