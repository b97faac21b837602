from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time

from .common import DispatchCommon

NOW = "2026-03-09 08:00:00"
DAY = fields.Datetime.to_datetime("2026-03-12 08:00:00")


@freeze_time(NOW)
class TestDefer(DispatchCommon):
    def test_it_comes_back_on_the_day(self):
        ticket, other = self._create_tickets(2, user_id=self.ann.id)
        ticket._defer(DAY, "Part ordered")
        other._defer(fields.Datetime.to_datetime("2026-03-12 08:00:01"), "Part")
        self.assertEqual(ticket.date_next, DAY)
        with freeze_time("2026-03-12 07:59:59"):
            self._run_cron("resume_deferred")
            self.assertEqual(ticket.deferred_until, DAY)
        with freeze_time("2026-03-12 08:00:00"):
            self._run_cron("resume_deferred")
            self.assertFalse(ticket.deferred_until)
            self.assertTrue(other.deferred_until)
            self.assertEqual(str(ticket.date_next), "2026-03-13 08:00:00")
        self.assertEqual(ticket.activity_ids.user_id, self.ann)
        self.assertFalse(other.activity_ids)
        kinds = ticket.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds[-2:], ["deferred", "taken_up"])
        event = ticket.event_ids.filtered(lambda e: e.kind == "deferred")
        self.assertEqual(event.reason, "Part ordered")

    def test_its_owner_is_told_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.ann.lang = "zh_CN"
        ticket = self._create_tickets(user_id=self.ann.id)
        ticket._defer(DAY, "Part ordered")
        with freeze_time("2026-03-12 08:00:00"):
            self._run_cron("resume_deferred")
        self.assertIn("处理", ticket.activity_ids.summary)

    def test_the_wizard_offers_tomorrow_morning(self):
        ticket = self._create_tickets(user_id=self.ann.id).with_user(self.ann)
        self.ann.tz = "Asia/Shanghai"
        action = ticket.action_defer()
        wizard = self.env[action["res_model"]].with_user(self.ann)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(str(form.deferred_until), "2026-03-10 00:00:00")
            form.reason = "The owner is abroad"
        form.record.action_defer()
        self.assertTrue(ticket.deferred_until)
        ticket.action_take_up()
        self.assertFalse(ticket.deferred_until)

    def test_reason_and_a_time_to_come(self):
        ticket = self._create_tickets()
        for until, reason, message in (
            (DAY, " ", "Reason"),
            (fields.Datetime.to_datetime(NOW), "Part", "choose a time"),
            (False, "Part", "choose a time"),
        ):
            with self.subTest(until=until), self.assertRaisesRegex(UserError, message):
                ticket._defer(until, reason)

    def test_only_ones_own_unless_one_assigns(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        with self.assertRaises(AccessError):
            ticket.with_user(self.bob)._defer(DAY, "I say so")
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_auditor)._defer(DAY, "I say so")
        ticket.with_user(self.user_dispatcher)._defer(DAY, "I say so")
        with self.assertRaises(AccessError):
            ticket.with_user(self.bob).action_take_up()
        self.assertEqual(ticket.deferred_until, DAY)

    def test_what_is_closed_waits_for_nothing(self):
        ticket = self._create_tickets()
        ticket._defer(DAY, "Part")
        ticket._close("Done")
        self.assertFalse(ticket.deferred_until)
