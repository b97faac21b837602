from lxml import html

from odoo.tests import HttpCase
from odoo.tests.common import HOST

from .common import PeopleCommon


class TestLoginLanguage(PeopleCommon, HttpCase):
    def test_the_portal_speaks_the_language_of_who_logs_in(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_portal.lang = "zh_CN"
        self.opener.cookies.set("frontend_lang", "en_US", domain=HOST)
        form = html.fromstring(self.url_open("/web/login").content)
        answer = self.url_open(
            "/web/login",
            data={
                "login": "portal_1",
                "password": "portal_1",
                "csrf_token": form.cssselect("[name=csrf_token]")[0].get("value"),
            },
        )
        self.assertTrue(answer.url.endswith("/zh_CN/my"), answer.url)
