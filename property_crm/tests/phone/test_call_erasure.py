import base64
from datetime import datetime

from odoo.fields import Command
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .call_list_common import CallListCommon

RULE = "property_crm.property_retention_rule_%s"


class TestCallErasure(CallListCommon):
    """What is left of somebody on the telephone: figures, and nothing he said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "UTC"
        cls.call = cls._make_call(
            "10:00",
            "10:00:10",
            "10:03:10",
            "10:03:40",
            number="13800138000",
            user_id=cls.user_agent.id,
            is_announced=True,
            note="His mother is ill",
        )
        cls.recording = cls.call._add_recording("w.wav", base64.b64encode(b"RIFF"))
        cls.back = cls.env["property.call.back"].create(
            {"partner_id": cls.wang.id, "reason": "His mother"}
        )
        cls.list.action_start()
        cls.entry.user_id = cls.user_agent
        with freeze_time("2026-03-02 10:10:00"):
            mine = cls.entry.with_user(cls.user_agent)
            cls.Entry.with_user(cls.user_agent).api_next_entry()
            mine.api_answer(
                {
                    "answers": {str(cls.ask.id): cls.no.id, str(cls.why.id): "Ill"},
                    "note": "Ask for his mother",
                    "disposition": "call_back",
                    "wanted": "18:00-20:00",
                    "attempt": 1,
                }
            )
        cls.other = cls._make_call("11:00", ended="11:01", partner_id=cls.li.id)

    def test_who_is_erased_has_said_nothing(self):
        figures = self.call.read(["talk_seconds", "result", "queue_id"])
        self.wang.occupancy_ids.date_to = "2026-01-01"
        plan = {line["name"]: line for line in self.wang._get_erasure_plan()}
        self.assertEqual(plan["Call"]["outcome"], "nameless")
        self.assertEqual(plan["Call-back"]["outcome"], "erased")
        self.wang.with_user(self.user_company_manager)._erase()
        self.assertFalse(self.back.exists() or self.recording.exists())
        self.assertEqual(
            self.call.read(["talk_seconds", "result", "queue_id"]), figures
        )
        self.assertFalse(self.call.number or self.call.note)
        self.assertFalse(self.entry.note or self.entry.wanted or self.entry.undo)
        self.assertFalse(self.entry.call_ids.note)
        self.assertEqual(self.entry.disposition_id.code, "call_back")
        replies = {one.step_id: one for one in self.entry.answer_ids}
        self.assertEqual(replies[self.ask].option_id, self.no)
        self.assertFalse(replies[self.why].value)
        self.assertFalse(self.li.erased_on)

    def test_when_their_time_is_over(self):
        rule = self.env.ref(RULE % "calls")
        self.call.message_post(body="His mother called")
        with freeze_time("2029-02-27"):
            self.assertNotIn(self.call, rule._get_batch(0, 1000))
        with freeze_time("2029-03-02 12:00:00"):
            for _night in range(2):
                rule._apply(rule._get_batch(0, 1000))
            self.assertFalse(rule._get_batch(0, 1000))
        self.assertFalse(self.call.partner_id or self.call.unit_id or self.call.number)
        self.assertFalse(self.call.note or self.call.message_ids)
        self.assertFalse(self.recording.exists())
        self.assertEqual(
            (self.call.talk_seconds, self.call.site_id.id), (180, self.site.id)
        )
        self.assertTrue(self.wang.exists())

    def test_lists_and_promises_go_after_theirs(self):
        backs, entries = (
            self.env.ref(RULE % "call_backs"),
            self.env.ref(RULE % "call_entries"),
        )
        self.env.cr.execute(
            "UPDATE property_call_back SET write_date = %(old)s, state = 'open';"
            "UPDATE property_call_entry SET write_date = %(old)s",
            {"old": datetime(2020, 1, 1)},
        )
        self.env.invalidate_all()
        self.assertFalse(backs._get_batch(0, 10) & self.back)
        self.assertFalse(entries._get_batch(0, 10) & self.entry)
        self.env.cr.execute(
            "UPDATE property_call_back SET state = 'done' WHERE id = %s;"
            "UPDATE property_call_list SET state = 'done' WHERE id = %s",
            (self.back.id, self.list.id),
        )
        self.env.invalidate_all()
        calls = self.entry.call_ids
        for rule in (backs, entries):
            rule._apply(rule._get_batch(0, 100))
        self.assertFalse(self.back.exists() or self.entry.exists())
        self.assertTrue(calls.exists() and self.list.exists())

    def test_the_nightly_job_takes_the_recordings_and_the_log_stays(self):
        listener = self.env.ref("property_crm.group_property_call_listener")
        self.user_dispatcher.group_ids = [Command.link(listener.id)]
        self.recording.with_user(self.user_dispatcher)._log_listening()
        self.env.cr.execute(
            "UPDATE property_call_recording SET create_date = %s",
            (datetime(2020, 1, 1),),
        )
        self.env.invalidate_all()
        cron = self.env.ref("property_crm.ir_cron_apply_retention")
        with (
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.base.models.ir_cron"),
        ):
            cron.method_direct_trigger()
        self.assertFalse(self.recording.exists())
        self.assertTrue(self.call.exists() and self.call.note)
        log = self.env["property.disclosure"].search(
            [("kind", "=", "listened"), ("partner_id", "=", self.wang.id)]
        )
        self.assertEqual(log.user_id, self.user_dispatcher)
        self.assertIn(self.call.name, log.reason)
