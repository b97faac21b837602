import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import requests

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class MessageCommon(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.resident.phone = "+86 138 0000 0000"
        cls.channel = cls.env["property.message.channel"].create({"name": "WeChat"})
        cls.Message = cls.env["property.message"]

    def _prepare(self, number=1, **values):
        return {
            "id": f"m{number}",
            "sender": "wx-zhang",
            "name": "Zhang",
            "phone": "+8613800000000",
            "text": f"Leak {number}",
            **values,
        }

    def _get_out(self):
        return self.Message.search(
            [("channel_id", "=", self.channel.id), ("direction", "=", "out")],
            order="id",
        )


class TestMessage(MessageCommon):
    def _receive(self, number=1, **values):
        return self.channel._receive(self._prepare(number, **values))

    def _get_tickets(self):
        return self.Message.search([("channel_id", "=", self.channel.id)]).ticket_id

    def test_a_message_is_a_request_and_the_next_belongs_to_it(self):
        answer = self._receive()
        ticket = self._get_tickets()
        self.assertEqual(
            (answer["status"], answer["number"]), ("created", ticket.number)
        )
        self.assertRecordValues(
            ticket,
            [
                {
                    "partner_id": self.resident.id,
                    "unit_id": self.unit.id,
                    "user_id": False,
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "message")
        self.assertEqual(self._receive(2)["status"], "added")
        self.assertEqual(self._get_tickets(), ticket)
        said = ticket.message_ids.filtered(lambda m: "Leak 2" in m.body)
        self.assertEqual(said.author_id, self.resident)
        self.assertEqual(len(self._get_out()), 1, "his own words are no answer to him")
        ticket._close("Washer replaced")
        self.assertEqual(self._receive(3)["status"], "created")
        self.assertEqual(len(self._get_tickets()), 2)

    def test_received_twice_is_once(self):
        self._receive()
        self.assertEqual(self._receive()["status"], "unchanged")
        self.assertEqual(len(self._get_tickets()), 1)
        other = self.env["property.message.channel"].create({"name": "Other"})
        self.assertEqual(other._receive(self._prepare())["status"], "created")

    def test_senders_are_kept_apart(self):
        self._receive()
        answer = self._receive(2, sender="wx-li", phone="", name="Li")
        self.assertEqual(answer["status"], "created")
        ticket = self._get_tickets().filtered(lambda t: t.number == answer["number"])
        self.assertFalse(ticket.partner_id)
        self.assertEqual(ticket.partner_name, "Li")

    def test_answers_go_out(self):
        self._receive()
        ticket = self._get_tickets()
        ticket.with_user(self.user_agent).message_post(
            body="We come at four",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        ticket.message_post(body="Bring a washer", message_type="comment")
        ticket._close("Washer replaced")
        texts = self._get_out().mapped("text")
        self.assertEqual(len(texts), 3)
        self.assertIn(ticket.number, texts[0])
        self.assertEqual(texts[1], "We come at four")
        self.assertIn("Washer replaced", texts[2])

    def test_closing_costs_the_same_for_few_and_many(self):
        counts = []
        for size in (2, 2, 30):
            for number in range(size):
                sender = f"wx-{size}-{len(counts)}-{number}"
                self._receive(sender, sender=sender, phone="")
            tickets = self._get_tickets().filtered(lambda t: not t.stage_id.closed)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets.with_context(tracking_disable=True)._close("Done")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[2], counts[1] + 14, "half a query a request is none")

    def test_too_much_is_refused_and_kept(self):
        self.env.company.helpdesk_day_limit = 2
        for number in range(2):
            self._receive(number)
            self._get_tickets()._close("Done")
        answer = self._receive(3)
        self.assertEqual(answer["status"], "refused")
        kept = self.Message.search([("message_key", "=", "m3")])
        self.assertEqual((kept.state, kept.text), ("refused", "Leak 3"))
        self.assertIn("a lot from you", self._get_out()[-1].text)

    def test_nonsense_is_told_to_the_program(self):
        for values in ({"id": ""}, {"sender": 7}, {"text": " "}, {"id": "x" * 300}):
            with self.subTest(values=values):
                self.assertEqual(self._receive(**values)["status"], "error")
        self.assertFalse(self.Message.search([("channel_id", "=", self.channel.id)]))

    def test_files(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for part in ("in", "out"):
                (folder / part).mkdir()
            self.channel.write({"transport": "file", "address": name})
            (folder / "in" / "1.json").write_text(json.dumps(self._prepare()))
            (folder / "in" / "2.json").write_text("{")
            with self.enter_registry_test_mode():
                self.env.ref(
                    "property_helpdesk.ir_cron_exchange_messages"
                ).method_direct_trigger()
            self.assertEqual(len(self._get_tickets()), 1)
            answers = list((folder / "out").iterdir())
            self.assertEqual(len(answers), 1)
            answer = json.loads(answers[0].read_text())
            self.assertEqual(answer["to"], "wx-zhang")
            self.assertEqual(answer["number"], self._get_tickets().number)
            self.assertEqual(self._get_out().state, "sent")

    def test_sent_signed_and_tried_again(self):
        self._receive()
        out = self._get_out()
        self.channel.address = "https://bridge.example.com/answers"
        path = "odoo.addons.property_helpdesk.models.desk.property_message_adapter"
        with patch(f"{path}.requests.post", side_effect=requests.ConnectionError):
            for _attempt in range(5):
                self.assertEqual(out.state, "queued")
                out._send()
        self.assertEqual(out.state, "failed")
        out.action_retry()
        with patch(f"{path}.requests.post") as post:
            out._send()
        self.assertEqual(out.state, "sent")
        sent = post.call_args.kwargs
        signature = sent["headers"]["X-Signature"]
        self.assertTrue(self.channel._is_signed(sent["data"], signature))
        self.assertEqual(json.loads(sent["data"])["to"], "wx-zhang")

    def test_only_administrators(self):
        self._receive()
        for user in (
            self.user_company_manager,
            self.user_agent,
            self.user_stranger,
            self.user_portal,
        ):
            for record in (self.channel, self._get_out()):
                with self.subTest(user=user.login, model=record._name):
                    self.assertFalse(record.with_user(user).has_access("read"))
        ticket = self._get_tickets().with_user(self.user_agent)
        with self.assertRaises(AccessError):
            ticket.read(["message_in_ids"])
        with self.assertRaises(ValidationError):
            self.channel.secret = "short"


class TestMessageDoor(HttpCase, MessageCommon):
    def _post(self, data, signature=None, token=None):
        body = json.dumps(data).encode()
        adapter = self.channel._get_adapter()
        signature = signature or adapter._sign(self.channel.secret, body)
        return self.url_open(
            f"/property/message/{token or self.channel.token}",
            data=body,
            headers={"Content-Type": "application/json", "X-Signature": signature},
        )

    def test_signed_messages_come_in(self):
        for status in ("created", "unchanged"):
            answer = self._post(self._prepare())
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer.json()["status"], status)
        self.assertEqual(self._post({"id": "x"}).status_code, 422)
        self.assertEqual(self._post([1]).status_code, 422)

    @mute_logger("odoo.http")
    def test_others_do_not(self):
        for values in (
            {"signature": "sha256=0"},
            {"signature": "none"},
            {"token": "unknown"},
        ):
            with self.subTest(values=values):
                answer = self._post(self._prepare(), **values)
                self.assertEqual(answer.status_code, 403)
        self.channel.active = False
        self.assertEqual(self._post(self._prepare()).status_code, 403)
        self.assertFalse(self.Message.search([("channel_id", "=", self.channel.id)]))
