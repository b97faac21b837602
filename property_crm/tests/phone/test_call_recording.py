import base64
from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .common import PhoneCommon

SOUND = base64.b64encode(b"RIFF sound")


@tagged("post_install", "-at_install")
class TestCallRecording(HttpCase, PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call = cls._make_call(
            "10:00",
            "10:00:10",
            "10:01",
            partner_id=cls.wang.id,
            user_id=cls.user_agent.id,
            is_announced=True,
        )
        cls.recording = cls.call._add_recording("call.wav", SOUND)
        listener = cls.env.ref("property_crm.group_property_call_listener")
        cls.user_dispatcher.group_ids = [Command.link(listener.id)]
        cls.path = f"/property/phone/recording/{cls.recording.id}"

    def _get_log(self):
        return self.env["property.disclosure"].search(
            [("recording_id", "=", self.recording.id)]
        )

    def test_who_may_hears_it_and_is_written_down(self):
        self.authenticate(self.user_dispatcher.login, self.user_dispatcher.login)
        answer = self.url_open(self.path)
        self.assertEqual(answer.content, b"RIFF sound")
        self.url_open(f"{self.path}?download=1")
        log = self._get_log()
        self.assertEqual(len(log), 2)
        self.assertRecordValues(
            log[0],
            [
                {
                    "user_id": self.user_dispatcher.id,
                    "partner_id": self.wang.id,
                    "kind": "listened",
                }
            ],
        )
        self.assertEqual(self.recording.listened_count, 2)
        # that somebody has heard a call opens nothing else
        disclosures = self.env["property.disclosure"].with_user(self.user_dispatcher)
        self.assertFalse(disclosures._get_open())

    def test_nobody_else_hears_it(self):
        self.user_stranger.group_ids = [
            Command.link(self.env.ref("property_crm.group_property_call_listener").id)
        ]
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            self.authenticate(user.login, user.login.ljust(8, "x"))
            with (
                self.subTest(user=user.login),
                mute_logger("odoo.addons.base.models.ir_rule", "odoo.http"),
            ):
                self.assertEqual(self.url_open(self.path).status_code, 404)
                door = f"/web/content/property.call.recording/{self.recording.id}/data"
                self.assertNotIn(b"RIFF", self.url_open(door).content)
        self.assertFalse(self._get_log())
        with self.assertRaises(AccessError):
            self.recording.with_user(self.user_agent).action_listen()
        for user in (self.user_dispatcher, self.user_agent):
            with self.assertRaises(AccessError):
                self.recording.with_user(user).read(["data"])
            attachments = self.env["ir.attachment"].with_user(user)
            domain = [("res_model", "=", self.recording._name), ("id", "!=", 0)]
            self.assertFalse(attachments.search([*domain, ("res_field", "=", "data")]))

    def test_only_what_was_announced_is_kept(self):
        silent = self._make_call("11:00", "11:00:10", "11:01")
        with self.assertRaises(ValidationError):
            silent._add_recording("call.wav", SOUND)
        with self.assertRaises(AccessError):
            self.call.with_user(self.user_stranger)._add_recording("x.wav", SOUND)

    def test_upload_by_the_form(self):
        call = self.call.with_user(self.user_agent)
        with Form(call) as form:
            form.recording_upload = SOUND
        names = self.call.recording_ids.mapped("name")
        self.assertEqual(names, [self.call.name, "call.wav"])
        self.assertEqual(self.call.recording_ids[0].size, 10)

    def test_its_time_of_keeping(self):
        rule = self.env.ref("property_crm.property_retention_rule_recordings")
        self.env.cr.execute(
            "UPDATE property_call_recording SET create_date = %s WHERE id = %s",
            (datetime(2026, 3, 2), self.recording.id),
        )
        self.env.invalidate_all()
        with freeze_time("2026-05-30"):
            self.assertFalse(rule._get_batch(0, 10))
        with freeze_time("2026-06-01"):
            rule._apply(rule._get_batch(0, 10))
        self.assertFalse(self.recording.exists())
        self.assertTrue(self.call.exists())

    def test_who_is_erased_is_not_heard_any_more(self):
        back = self.env["property.call.back"].create({"partner_id": self.zhao.id})
        own = self._make_call(
            "12:00", "12:00:10", "12:01", partner_id=self.zhao.id, is_announced=True
        )
        recording = own._add_recording("call.wav", SOUND)
        self.zhao._erase()
        self.assertFalse(recording.exists() or back.exists())
        self.assertTrue(own.exists())
        self.assertTrue(self.recording.exists())

    def test_too_large(self):
        limit = "odoo.addons.property_crm.models.phone.property_call_recording.MAX_SIZE"
        with patch(limit, 5), self.assertRaises(UserError):
            self.call._add_recording("call.wav", SOUND)
