import io
import json
from zipfile import ZipFile

from lxml import html

from odoo.tests import HttpCase

from .common import PrivacyCommon

PAGE = "/my/privacy"


class TestPortalPrivacy(PrivacyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.me = cls.user_portal.partner_id
        cls.me.write({"phone": "+86 139 1234 5678", "lang": "en_US"})
        cls._move_in(cls.me, cls.unit)
        cls.marketing = cls.env.ref("property_crm.property_privacy_purpose_marketing")

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _get_page(self):
        return html.fromstring(self.url_open(PAGE).content)

    def _post(self, path, page=None, **values):
        page = self._get_page() if page is None else page
        token = page.cssselect("input[name=csrf_token]")[0].get("value")
        return self.url_open(f"{PAGE}/{path}", data={"csrf_token": token, **values})

    def test_own_data_in_clear_and_nothing_of_others(self):
        text = self._get_page().text_content()
        self.assertIn("+86 139 1234 5678", text)
        self.assertIn("The contract needs the data", " ".join(text.split()))
        self.assertNotIn(self.resident.name, text)
        self.assertNotIn(self.resident.phone, text)

    def test_one_click_agrees_and_one_withdraws(self):
        path = f"consent/{self.marketing.id}"
        for _twice in range(2):
            self._post(path, give="1")
        self.assertTrue(self.me._has_consent("marketing"))
        [consent] = self.me.consent_ids
        self.assertEqual(consent.channel, "portal")
        self._post(path)
        self.assertFalse(self.me._has_consent("marketing"))
        self.assertEqual(consent.withdrawn_channel, "portal")

    def test_what_needs_no_consent_is_not_switched(self):
        fees = self.env.ref("property_crm.property_privacy_purpose_fees")
        page = self._post(f"consent/{fees.id}", give="1")
        self.assertIn("not asked for", page.text)
        self.assertFalse(self.me.consent_ids)

    def test_a_new_notice_is_shown_until_read(self):
        self.assertTrue(self._get_page().cssselect("#notice[open]"))
        self._post("notice")
        self.assertFalse(self._get_page().cssselect("#notice[open]"))
        self.assertTrue(self.me.privacy_notice_on)

    def test_asked_once_however_often_it_is_sent(self):
        page = self._get_page()
        form = page.cssselect("#correct form")[0]
        data = {**dict(form.form_values()), "detail": "My name is Wong"}
        for _twice in range(2):
            self.url_open(f"{PAGE}/ask", data=data)
        request = self.env["property.data.request"].search(
            [("partner_id", "=", self.me.id)]
        )
        self.assertEqual(len(request), 1)
        self.assertRecordValues(
            request,
            [{"kind": "correct", "channel": "portal", "is_identified": True}],
        )
        self.assertTrue(request.activity_ids)
        [shown] = self._get_page().cssselect(".o_property_data_request")
        self.assertIn("New", shown.text_content())

    def test_what_is_missing_is_said(self):
        answer = self._post("ask", kind="correct", detail=" ", token="x")
        self.assertIn("Write what is wrong", answer.text)
        answer = self._post("ask", kind="copy", token="y")
        self.assertIn("Choose what you ask for", answer.text)

    def test_a_copy_of_ones_own(self):
        self.env["property.data.request"].create(
            {"partner_id": self.resident.id, "detail": "Nobody else reads this"}
        )
        self.me.message_post(body="Internal remark of the staff")
        answer = self._post("copy")
        with ZipFile(io.BytesIO(answer.content)) as archive:
            text = archive.read("data.json").decode()
        self.assertIn("+86 139 1234 5678", text)
        self.assertIn(self.unit.name, text)
        for secret in ("Internal remark", "Nobody else", self.resident.name):
            self.assertNotIn(secret, text)
        json.loads(text)
        log = self.env["property.disclosure"].search([("kind", "=", "exported")])
        self.assertEqual(log.partner_id, self.me)
        self.assertEqual(log.user_id, self.user_portal)

    def test_the_copy_holds_what_he_has_sent_in(self):
        Files = self.env["ir.attachment"]
        on_me = {"res_model": "res.partner", "res_id": self.me.id, "raw": b"PDF"}
        Files.create({"name": "remark of the staff.txt", **on_me})
        mine = Files.with_user(self.user_portal).sudo()
        mine.create({"name": "a/../lease.pdf", **on_me})
        on_other = on_me | {"res_id": self.resident.id}
        mine.create({"name": "of somebody else.pdf", **on_other})
        self.env.flush_all()
        with ZipFile(io.BytesIO(self._post("copy").content)) as archive:
            [name] = [name for name in archive.namelist() if "files/" in name]
            self.assertEqual(archive.read(name), b"PDF")
            index = archive.read("files.csv").decode("utf-8-sig")
        self.assertRegex(name, r"^files/\d+-a_.._lease.pdf$")
        self.assertIn(name, index)
        self.assertNotIn("remark", index)
        self.assertNotIn("somebody else", index)

    def test_decisions_are_told_with_their_reasons_and_reviewed(self):
        self.assertFalse(self._get_page().cssselect("#decisions"))
        rule = self.env["property.segment.rule"].search([], limit=1)
        self.me.write(
            {
                "life_stage_id": rule.life_stage_id.id,
                "affordability_id": rule.affordability_id.id,
            }
        )
        page = self._get_page()
        [shown] = page.cssselect(".o_property_decision")
        for told in (self.me.segment_id.name, rule.life_stage_id.name):
            self.assertIn(told, shown.text_content())
        self._post("ask", page, kind="review", token="r1", detail="We have a child")
        [asked] = self.env["property.data.request"].search(
            [("partner_id", "=", self.me.id)]
        )
        self.assertEqual((asked.kind, asked.detail), ("review", "We have a child"))

    def test_anonymous_visitors_are_asked_to_log_in(self):
        self.authenticate(None, None)
        answer = self.url_open(PAGE, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
