import io
import json

from lxml import html

from odoo.exceptions import UserError
from odoo.tests import HttpCase
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .common import AgreementCommon

# a picture of one point
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class TestAgreementPortal(AgreementCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_portal.partner_id.tz = "Asia/Shanghai"
        cls.offer = cls._send(partner_id=cls.user_portal.partner_id.id)
        cls.url = f"/my/agreements/{cls.offer.id}"
        cls.token = cls.offer.sudo().access_token

    def _post(self, step, **params):
        answer = self.url_open(
            f"{self.url}/{step}?access_token={self.token}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()["result"]

    def _refuse(self, reason):
        answer = self.url_open(f"{self.url}?access_token={self.token}")
        page = html.fromstring(answer.content)
        [csrf] = page.cssselect("#refuse [name=csrf_token]")
        return self.url_open(
            f"{self.url}/refuse",
            data={
                "csrf_token": csrf.get("value"),
                "access_token": self.token,
                "reason": reason,
            },
        )

    def test_customers_find_their_offers(self):
        self.authenticate("portal_1", "portal_1")
        page = html.fromstring(self.url_open("/my/agreements").content)
        [card] = page.cssselect(".o_property_agreement_card")
        self.assertIn("Property service", card.text_content())
        page = self.url_open(self.url).text
        self.assertIn("89.32", page)
        self.assertIn("refuse", page)

    def test_strangers_are_sent_away(self):
        foreign = self._send()
        self.authenticate("portal_1", "portal_1")
        for path in ("", "?report=pdf", "?access_token=x"):
            answer = self.url_open(
                f"/my/agreements/{foreign.id}{path}", allow_redirects=False
            )
            self.assertEqual(answer.status_code, 303)
        self.authenticate(None, None)
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_drafts_are_not_shown_even_with_the_link(self):
        self.offer.action_draft()
        answer = self.url_open(
            f"{self.url}?access_token={self.token}", allow_redirects=False
        )
        self.assertEqual(answer.status_code, 303)

    def test_signed_once_with_a_log(self):
        answer = self._post("accept", name="Wang Wei", signature=DOT)
        self.assertTrue(answer["force_refresh"], answer)
        self.assertEqual(self.offer.state, "active")
        self.assertEqual(self.offer.signed_by, "Wang Wei")
        event = self.offer._get_signature()
        self.assertTrue(event.signature)
        self.assertEqual(event.ip_address, "127.0.0.1")
        self.assertIn("python-requests", event.user_agent)
        self.assertEqual(len(event.text_hash), 64)
        code = self.offer.code
        self.assertTrue(
            self._post("accept", name="Other", signature=DOT)["force_refresh"]
        )
        self.assertEqual((self.offer.code, self.offer.signed_by), (code, "Wang Wei"))
        self.assertEqual(self.offer._get_signature(), event)

    def test_name_and_signature_are_needed(self):
        for params in ({"name": "Wang"}, {"name": " ", "signature": DOT}):
            self.assertIn("error", self._post("accept", **params))
        self.assertIn("error", self._post("accept", name="W", signature="no picture"))
        self.assertEqual(self.offer.state, "sent")

    def test_too_late(self):
        self.offer.sudo().valid_until = "2020-01-01"
        self.assertIn("error", self._post("accept", name="Wang", signature=DOT))
        with self.assertRaises(UserError):
            self.offer._portal_refuse("late")
        self.assertEqual(self.offer.state, "sent")
        page = self.url_open(f"{self.url}?access_token={self.token}")
        self.assertNotIn('id="sign"', page.text)

    def test_refused_with_a_reason_once(self):
        self._refuse("Too dear")
        self.assertEqual(self.offer.state, "refused")
        event = self.offer.event_ids.filtered(lambda step: step.kind == "refused")
        self.assertEqual(event.reason, "Too dear")
        self.offer._portal_refuse("again")
        self.assertEqual(len(self.offer.event_ids), 3)
        self.assertIn("error", self._post("accept", name="Wang", signature=DOT))

    @mute_logger("odoo.http")
    def test_nobody_refuses_by_a_forged_form(self):
        answer = self.url_open(
            f"{self.url}/refuse", data={"access_token": self.token, "reason": "x"}
        )
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.offer.state, "sent")

    def test_the_print_has_its_pages_numbered(self):
        self.offer.action_draft()
        self.offer.body = "<p>甲方：{customer}</p>" + "<p>条款 clause</p>" * 80
        self.offer.action_approve()
        second = self._propose()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(
            "property_crm.agreement_report_action", (self.offer | second).ids
        )
        self.assertEqual(kind, "pdf")
        pages = PdfFileReader(io.BytesIO(content))
        count = len(pages.pages)
        self.assertGreater(count, 2)
        width = float(pages.pages[0].mediabox.width)
        self.assertAlmostEqual(width, 595, delta=2)
