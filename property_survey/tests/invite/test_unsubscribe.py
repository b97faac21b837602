from ast import literal_eval

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import InviteCommon


class TestUnsubscribe(HttpCase, InviteCommon):
    """Mail programmes refuse for their user: without a page, a login or a session."""

    def _get_mail(self, invitation):
        return self.env["mail.mail"].search(
            [("model", "=", invitation._name), ("res_id", "=", invitation.id)],
            order="id desc",
            limit=1,
        )

    def _get_path(self, invitation):
        return f"{invitation._get_path()}/unsubscribe"

    def _post(self, path):
        return self.url_open(path, data={"List-Unsubscribe": "One-Click"})

    def test_each_mail_says_where(self):
        asked = self.to_wang | self.to_li
        asked._ask()
        for method in (lambda: None, asked._remind):
            method()
            for invitation in asked:
                [mail] = self._get_mail(invitation)._prepare_outgoing_list()
                url = f"<{invitation._get_url()}/unsubscribe>"
                self.assertEqual(mail["headers"]["List-Unsubscribe"], url)
                self.assertEqual(
                    mail["headers"]["List-Unsubscribe-Post"],
                    "List-Unsubscribe=One-Click",
                )
        self.assertEqual(asked.mapped("reminder_count"), [1, 1])

    def test_address_of_the_header_works_once_and_twice(self):
        self.to_wang._ask()
        headers = literal_eval(self._get_mail(self.to_wang).headers)
        path = (
            headers["List-Unsubscribe"]
            .strip("<>")
            .removeprefix(self.to_wang.get_base_url())
        )
        for _time in range(2):
            answer = self._post(path)
            self.assertEqual((answer.status_code, answer.text), (200, ""))
            self.env.invalidate_all()
            self.assertEqual(self.to_wang.state, "refused")
            self.assertTrue(self.wang.refuses_surveys)
        self.assertEqual(self.to_li.state, "planned")
        self.assertFalse(self.li.refuses_surveys)

    def test_who_has_answered_keeps_his_answer(self):
        """Also where his code is used up, because nobody may know him by it."""
        self.campaign.mode = "anonymous"
        path = self._get_path(self.to_wang)
        self.to_wang._mark_answered()
        self.assertEqual(self._post(path).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.to_wang.state, "answered")
        self.assertTrue(self.wang.refuses_surveys)

    def test_link_asks_first(self):
        answer = self.url_open(self._get_path(self.to_wang))
        self.assertTrue(answer.url.endswith(f"{self.to_wang._get_path()}/no"))
        self.env.invalidate_all()
        self.assertEqual(self.to_wang.state, "planned")

    def test_wrong_code(self):
        self.campaign.is_open = True
        with mute_logger("odoo.http"):
            for token in ("abcdefghjkmnpqrs", self.campaign.open_token):
                self.assertEqual(
                    self._post(f"/q/{token}/unsubscribe").status_code, 404, token
                )
