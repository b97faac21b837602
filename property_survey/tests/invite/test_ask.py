from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from ...tools.sms import RecordingSms
from .common import InviteCommon


class TestAsk(InviteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.li.lang = "zh_CN"
        template = cls.env.ref("property_survey.mail_template_survey_invitation")
        template.with_context(lang="zh_CN").subject = "您怎么看我们的服务？"
        cls.asked = (cls.to_wang | cls.to_li).sorted("id")
        cls.provider = RecordingSms(bad=["+8613800000002"])

    def _run(self, method="_cron_ask", left=1000, **kwargs):
        """Run a cron; ``left`` 0 stops it after its first batch."""
        with (
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: left
            ),
            patch.object(
                type(self.env["property.survey.sms"]),
                "_get_provider",
                lambda _self: self.provider,
            ),
        ):
            getattr(self.env["property.survey.campaign"], method)(**kwargs)

    def _get_mails(self, invitations):
        return self.env["mail.mail"].search(
            [
                ("model", "=", "property.survey.invitation"),
                ("res_id", "in", invitations.ids),
            ],
            order="res_id, id",
        )

    def _create_sms(self):
        return self.env["property.survey.sms"].create(
            {"name": "Provider", "url": "https://sms.example.com", "text": "{link}"}
        )

    def test_by_mail_once_in_each_language(self):
        self._run(left=0, batch_size=1)  # stopped between two batches
        self.assertEqual(len(self._get_mails(self.asked)), 1)
        self._run()
        self._run()
        mails = self._get_mails(self.asked)
        self.assertEqual(
            mails.mapped("subject"),
            ["How do you find our service?", "您怎么看我们的服务？"],
        )
        self.assertEqual(mails.recipient_ids, self.wang | self.li)
        self.assertIn(self.to_wang._get_url(), mails[0].body_html)
        self.assertEqual(set(self.asked.mapped("state")), {"asked"})
        self.assertEqual(set(self.asked.mapped("channel")), {"email"})

    def test_who_has_no_way_gets_a_printed_code(self):
        self._run()
        self.assertEqual(
            (self.to_zhao.state, self.to_zhao.channel), ("planned", "paper")
        )
        action = self.campaign.with_user(self.user_survey).action_print_codes()
        self.assertEqual(action["context"]["active_ids"], self.to_zhao.ids)
        self.assertEqual((self.to_zhao.state, self.to_zhao.channel), ("asked", "qr"))
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "property_survey.property_survey_code_report", self.to_zhao.ids
        )
        self.assertIn(self.to_zhao._get_code(), page.decode())

    def test_who_can_sign_in_is_asked_on_his_page(self):
        self.user_portal.partner_id.email = False
        (mine,) = self._invite(self.user_portal.partner_id)
        self._run()
        self.assertEqual((mine.state, mine.channel), ("asked", "portal"))
        self.assertEqual(self.Invitation._portal_search(mine.partner_id), mine)

    def test_by_short_message(self):
        self._create_sms()
        self.campaign.by_sms = True
        chen = self.env["res.partner"].create({"name": "Chen"})
        (to_chen,) = self._invite(chen)
        with patch.object(
            type(chen), "phone_sanitized", "+8613800000001", create=False
        ):
            self.zhao.invalidate_recordset()
            self._run()
        self.assertEqual(to_chen.channel, "sms")
        texts = {text for _number, text, _reference in self.provider.sent}
        self.assertIn(to_chen._get_url(), texts)
        self.assertEqual(len({ref for *_rest, ref in self.provider.sent}), 2)

    def test_way_wished_comes_first(self):
        """Where it leads to him; a household without a name gets a letter."""
        self.user_portal.partner_id.email = "resident@example.com"
        wished, wrong, called, nobody = (
            self._invite(self.user_portal.partner_id, channel="portal")
            | self._invite(self.wang, channel="sms")
            | self._invite(self.wang, channel="phone")
            | self._invite(self.env["res.partner"])
        )
        self._run()
        self.assertEqual(
            (wished | wrong | called | nobody).mapped("channel"),
            ["portal", "email", "phone", "paper"],
        )
        self.assertEqual((called.state, nobody.state), ("planned", "planned"))

    def test_number_that_does_not_exist(self):
        self._create_sms()
        self.to_zhao.write({"channel": "sms", "state": "asked"})
        with (
            patch.object(type(self.zhao), "phone_sanitized", "+8613800000002"),
            patch.object(
                type(self.env["property.survey.sms"]),
                "_get_provider",
                lambda _self: self.provider,
            ),
        ):
            self.to_zhao._send_sms()
        self.assertEqual(self.to_zhao.state, "failed")

    def test_one_bad_address_stops_nobody(self):
        self.wang.email = "nobody at all"
        self._run()
        self.assertEqual(self.to_wang.channel, "paper")
        self.assertEqual(self.to_li.state, "asked")
        self._get_mails(self.to_li)._postprocess_sent_message(
            [], [], failure_type="mail_email_invalid"
        )
        self.assertEqual(self.to_li.state, "failed")

    def test_who_does_not_want_is_left_out(self):
        self.wang.refuses_surveys = True
        self.li.refuses_contact = True
        self._run()
        self.assertEqual(set(self.asked.mapped("state")), {"left_out"})
        self.assertFalse(self._get_mails(self.asked))

    def test_who_refuses_after_he_was_asked_stays_in_the_rates(self):
        self._run()
        self.wang.refuses_surveys = True
        with self._at(fields.Date.today() + timedelta(days=8)):
            self._run("_cron_remind")
        self.assertEqual(self.asked.mapped("state"), ["refused", "asked"])
        self.assertEqual(self.asked.mapped("reminder_count"), [0, 1])

    def test_nobody_is_asked_by_a_mail_that_is_not_there(self):
        self.campaign.invitation_template_id.unlink()
        self._run()
        self.assertEqual(set(self.asked.mapped("state")), {"planned"})
        self.asked.write(
            {"state": "asked", "channel": "email", "asked_on": "2026-01-01"}
        )
        self.campaign.reminder_template_id.unlink()
        self._run("_cron_remind")
        self.asked._remind()
        self.assertEqual(self.asked.mapped("reminder_count"), [0, 0])

    def test_asked_on_the_day_it_is_there(self):
        self.site.tz = "Asia/Shanghai"
        with freeze_time("2026-03-01 23:00"):
            self._run()
        self.assertEqual(str(self.to_wang.asked_on), "2026-03-02")

    def test_reminders_stop(self):
        self._run()
        day = fields.Date.today()
        for count, expected in enumerate((1, 2, 2), 1):
            with self.subTest(count), self._at(day + timedelta(days=8 * count)):
                self._run("_cron_remind")
                self._run("_cron_remind")
                self.assertEqual(self.to_wang.reminder_count, expected)
        self.assertEqual(len(self._get_mails(self.to_wang)), 3)

    def _at(self, day):
        return patch.object(type(self.campaign), "_get_today", lambda *_args: day)

    def test_reminded_is_only_who_is_silent(self):
        self._run()
        self.to_wang.state = "answered"
        self.to_li._refuse()
        with self._at(fields.Date.today() + timedelta(days=8)):
            self._run("_cron_remind")
        self.assertEqual(self.asked.mapped("reminder_count"), [0, 0])

    def test_nothing_goes_out_before_or_after(self):
        for values in (
            {"state": "draft"},
            {"state": "closed"},
            {"date_end": "2026-01-02"},
        ):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                self.campaign.write(values)
                self._run()
                self.assertEqual(self.to_wang.state, "planned")
                savepoint.rollback()
            self.env.invalidate_all()

    def test_refused_for_all(self):
        self.to_wang._refuse(is_for_all=True)
        self.assertEqual(self.to_wang.state, "refused")
        self.assertTrue(self.wang.refuses_surveys)
        # the moment would be in his log
        self.assertNotIn("refuses_surveys", self.wang._track_get_fields())
        people = self.wang | self.li
        self.assertEqual(list(people._get_call_refusals("survey")), self.wang.ids)
        self.assertFalse(people._get_call_refusals("emergency"))

    def test_mail_and_page_say_which_request(self):
        ticket = self.env["helpdesk.ticket"].create(
            {"name": "Dripping tap", "description": "x", "partner_id": self.wang.id}
        )
        self.to_wang.ticket_id = ticket
        self._run()
        mail, other = self._get_mails(self.asked)
        self.assertIn("Dripping tap", mail.body_html)
        self.assertIn(ticket.number, mail.body_html)
        self.assertNotIn("is closed", other.body_html)

    def test_on_the_timeline_without_the_answer(self):
        self._run()
        self.to_wang.state = "answered"
        told = self.wang.with_user(self.user_survey).api_timeline(kinds=["survey"])
        entries = told["entries"]
        self.assertEqual([entry["title"] for entry in entries], ["Asked: Spring"])

    def test_poster_only_if_allowed(self):
        with self.assertRaises(UserError):
            self.campaign.action_print_poster()
        self.campaign.is_open = True
        self.assertTrue(self.campaign.action_print_poster())
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "property_survey.property_survey_poster_report", self.campaign.ids
        )
        self.assertIn(self.campaign._get_open_url(), page.decode())

    def test_messages_go_only_encrypted(self):
        with self.assertRaises(ValidationError):
            self._create_sms().url = "http://sms.example.com"

    def test_a_batch_costs_the_same_queries(self):
        partners = self.env["res.partner"].create(
            [{"name": str(n), "email": f"{n}@example.com"} for n in range(20)]
        )
        few, many = self._invite(*partners[:2]), self._invite(*partners[2:])
        counts = []
        for invitations in (self.asked, few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            invitations._leave_out_unwilling()._get_channels()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
