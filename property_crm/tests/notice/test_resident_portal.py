import base64
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import HttpCase

from .common import NoticeCommon


class TestResidentPortal(NoticeCommon, HttpCase):
    """A resident at his phone: notices, documents, suggestions, activities."""

    browser_size = "390x844"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._own(cls.resident, cls.upper)
        cls.notice = cls._write_notice()
        cls.notice.action_publish()
        cls.document, cls.foreign = cls.env["property.document"].create(
            [
                {
                    "name": "User manual",
                    "site_id": site.id,
                    "file": base64.b64encode(b"Turn it on"),
                    "file_name": "manual.txt",
                }
                for site in (cls.site, cls.other_site)
            ]
        )
        start = fields.Datetime.now() + timedelta(days=7)
        cls.party, cls.far = cls.env["property.community.activity"].create(
            [
                {
                    "name": "Garden party",
                    "site_id": site.id,
                    "start": start + timedelta(days=number),
                    "stop": start + timedelta(days=number, hours=2),
                    "capacity": 10,
                }
                for number, site in enumerate((cls.site, cls.other_site))
            ]
        )
        (cls.party | cls.far).action_open()

    def _post(self, url, **data):
        token = html.fromstring(self.url_open("/my/suggestions").content)
        token = token.cssselect("[name=csrf_token]")[0].get("value")
        return self.url_open(url, data={"csrf_token": token, **data})

    def test_the_residents_tour(self):
        self.start_tour("/my", "property_crm_resident", login="portal_1")
        self.notice.invalidate_recordset()
        self.assertEqual(self.notice.read_count, 1)
        [signup] = self.party.signup_ids
        self.assertEqual((signup.people, signup.state), (2, "signed"))
        [suggestion] = self.env["property.suggestion"].search(
            [("partner_id", "=", self.resident.id)]
        )
        self.assertEqual(suggestion.name, "A bench")

    def test_documents_of_others_are_not_there(self):
        self.authenticate("portal_1", "portal_1")
        answer = self.url_open(f"/my/documents/{self.document.id}")
        self.assertEqual(answer.content, b"Turn it on")
        self.assertIn("manual.txt", answer.headers["Content-Disposition"])
        self.assertIn("User manual", self.url_open("/my/documents").text)
        for url in (f"/my/documents/{self.foreign.id}", "/my/documents/999999999"):
            self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate(None, None)
        for page in ("documents", "suggestions", "activities", "notices"):
            answer = self.url_open(f"/my/{page}", allow_redirects=False)
            self.assertEqual(answer.status_code, 303, page)

    def test_posting_twice_and_to_others(self):
        self.authenticate("portal_1", "portal_1")
        for _turn in range(2):
            self._post(f"/my/activities/{self.party.id}/sign-up", people="2")
            self._post("/my/suggestions", name="A bench", text="Please", token="t")
        self.assertEqual(len(self.party.signup_ids), 1)
        self.assertEqual(
            self.env["property.suggestion"].search_count(
                [("partner_id", "=", self.resident.id)]
            ),
            1,
        )
        self._post(f"/my/activities/{self.party.id}/cancel")
        self.party.signup_ids.invalidate_recordset()
        self.assertEqual(self.party.signup_ids.state, "cancelled")
        for act in ("sign-up", "cancel"):
            answer = self._post(f"/my/activities/{self.far.id}/{act}", people="1")
            self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.far.signup_ids)
        refused = self._post("/my/suggestions", name="A bench", text="")
        self.assertIn("Please write a title", refused.text)
