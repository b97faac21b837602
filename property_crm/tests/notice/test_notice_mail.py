from unittest.mock import patch

from odoo.fields import Command

from odoo.addons.base.tests.common import MockSmtplibCase

from .common import NoticeCommon


class TestNoticeMail(NoticeCommon, MockSmtplibCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls._own(cls.wang, cls.upper)
        cls._own(cls.li, cls.lower)
        cls.li.lang = "zh_CN"
        cls.notice = cls._write_notice(
            text_ids=[
                Command.create(
                    {"lang": "zh_CN", "name": "停水", "body": "<p>周五停水</p>"}
                )
            ]
        )
        cls.notice.action_publish()
        cls.Recipient = cls.env["property.notice.recipient"]

    def _send(self, **kwargs):
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 1000
        ):
            self.Recipient._cron_send(**kwargs)
        return self.Recipient.search([("notice_id", "=", self.notice.id)])

    def test_each_once_in_his_language(self):
        rows = self._send(batch_size=1)
        self.assertEqual(set(rows.mapped("email_state")), {"queued"})
        mails = {row.partner_id: row.sudo().mail_id for row in rows}
        self.assertEqual(mails[self.wang].subject, "Water off")
        self.assertIn("On Friday", mails[self.wang].body_html)
        self.assertEqual(mails[self.li].subject, "停水")
        self.assertIn("周五停水", mails[self.li].body_html)
        self.assertEqual(mails[self.li].recipient_ids, self.li)
        again = self._send()
        self.assertEqual(again.sudo().mail_id, rows.sudo().mail_id)

    def test_what_came_of_it_is_noted(self):
        rows = self._send()
        sent, failed = rows
        with self.mock_smtplib_connection():
            sent.sudo().mail_id.send()
        failed.sudo().mail_id._postprocess_sent_message(
            [], [], failure_type="mail_smtp"
        )
        self.assertEqual(sent.email_state, "sent")
        self.assertEqual(failed.email_state, "failed")

    def test_withdrawing_takes_back_what_has_not_gone_out(self):
        rows = self._send()
        self.notice.withdraw_reason = "The pipe holds"
        self.notice.action_withdraw()
        self.assertEqual(set(rows.mapped("email_state")), {"cancelled"})
        self.assertEqual(set(rows.sudo().mail_id.mapped("state")), {"cancel"})
        self.assertFalse(self.notice.is_live)

    def test_no_mail_of_a_notice_that_is_over(self):
        self.notice.sudo().expires_at = "2020-01-01"
        rows = self._send()
        self.assertEqual(set(rows.mapped("email_state")), {"waiting"})
