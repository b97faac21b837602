import base64
import json

from lxml import html

from odoo.fields import Command
from odoo.tests import HttpCase

from .common import NoticeCommon


class TestNoticePortal(NoticeCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._own(cls.resident, cls.upper)
        cls.wang.phone = "+86 138 0013 8000"
        cls._own(cls.wang, cls.lower)
        file = (
            cls.env["ir.attachment"]
            .with_user(cls.user_dispatcher)
            .create({"name": "plan.txt", "datas": base64.b64encode(b"pipes")})
        )
        cls.notice = cls._write_notice(
            by_print=True,
            attachment_ids=[Command.set(file.ids)],
            body=f"<p>Ask Wang Wei, 13800138000, in {cls.lower.name}</p>",
        )
        cls.foreign = cls._write_notice({"unit_id": cls.lower.id}, name="Not yours")
        cls.file = cls.env["ir.attachment"].browse(file.id)
        (cls.notice | cls.foreign).action_publish()

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _post_read(self, notice):
        return self.url_open(
            f"/my/notices/{notice.id}/read",
            data=json.dumps({"params": {}}),
            headers={"Content-Type": "application/json"},
        ).json()["result"]

    def test_list_and_page_change_nothing(self):
        page = html.fromstring(self.url_open("/my/notices").content)
        [row] = page.cssselect("#wrap .list-group-item")
        self.assertIn("Water off", row.text_content())
        self.assertIn("Unread", row.text_content())
        answer = self.url_open(f"/my/notices/{self.notice.id}")
        self.assertIn("13800138000", answer.text)
        self.assertFalse(self.notice.read_count)

    def test_reading_is_told_once_by_post(self):
        self.assertTrue(self._post_read(self.notice))
        first = self.notice._get_recipient_sudo(self.resident).read_at
        self.assertTrue(first)
        self.assertTrue(self._post_read(self.notice))
        self.notice.invalidate_recordset()
        self.assertEqual(self.notice.read_count, 1)
        self.assertEqual(self.notice.read_rate, 100)
        self.assertFalse(self._post_read(self.foreign))

    def test_nothing_of_others(self):
        file = self.file
        self.assertEqual(
            (file.res_model, file.res_id), (self.notice._name, self.notice.id)
        )
        self.assertEqual(
            self.url_open(f"/my/notices/{self.notice.id}/file/{file.id}").content,
            b"pipes",
        )
        for url in (
            f"/my/notices/{self.foreign.id}",
            "/my/notices/999999999",
            f"/my/notices/{self.foreign.id}/file/{file.id}",
            f"/my/notices/{self.notice.id}/file/999999999",
            f"/notice/{self.foreign.sudo().access_token}",
            "/notice/guessed",
        ):
            with self.subTest(url=url):
                self.assertEqual(self.url_open(url).status_code, 404)

    def test_an_expired_or_withdrawn_notice_leaves_the_board(self):
        self.notice.withdraw_reason = "The pipe holds"
        self.notice.action_withdraw()
        self.assertNotIn("Water off", self.url_open("/my/notices").text)
        page = self.url_open(f"/my/notices/{self.notice.id}").text
        self.assertIn("The pipe holds", page)
        self.assertNotIn("13800138000", page)

    def test_the_hall_shows_no_personal_data(self):
        self.authenticate(None, None)
        code = self.notice.sudo().access_token
        texts = [self.url_open(f"/notice/{code}").text]
        report = self.env["ir.actions.report"]._render_qweb_html(
            "property_crm.notice_sheets", self.notice.ids
        )
        texts.append(report[0].decode())
        for text in texts:
            self.assertIn("138****8000", text)
            self.assertIn("W*", text)
            for secret in ("13800138000", "Wang Wei", self.lower.name):
                self.assertNotIn(secret, text)
        self.assertIn("/notice/", texts[1] + self.notice._get_public_url())
        redirect = self.url_open("/my/notices", allow_redirects=False)
        self.assertEqual(redirect.status_code, 303)
