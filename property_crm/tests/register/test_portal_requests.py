from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase

from .common import RegisterCommon

DECORATION = "/my/decoration"
GOODS = "/my/goods-passes"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"


class TestPortalRequests(RegisterCommon, HttpCase):
    """Residents ask for permits and passes on their phones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.site.manager_id = cls.user_site_manager
        cls.user_portal.lang = "en_US"

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _get_page(self, url):
        return html.fromstring(self.url_open(url).content)

    def _fill(self, url, **values):
        [form] = self._get_page(url).cssselect(".card-body[method=post]")
        return {**dict(form.form_values()), **values}

    def _fill_permit(self, **values):
        return self._fill(
            DECORATION,
            description="New tiles",
            date_from="2126-03-09",
            date_to="2126-04-09",
            contractor_text="Fine Tiles, 0571 1234567",
            workers="Zhou Ba，tiler\n\nWu Jiu",
            is_acknowledged="1",
            **values,
        )

    def _get_own(self, model):
        return self.env[model].search([("partner_id", "=", self.resident.id)])

    def _assert_refused(self, url, data, cases, files=None):
        for values, words in cases:
            page = self.url_open(url, data={**data, **values}, files=files)
            [alert] = html.fromstring(page.content).cssselect(".alert-danger")
            with self.subTest(values=values):
                self.assertIn(words, alert.text_content())

    def test_a_permit_is_asked_for_once_and_seen_until_it_is_done(self):
        data = self._fill_permit()
        for _turn in range(2):
            page = self.url_open(
                f"{DECORATION}/new",
                data=data,
                files=[("drawings", ("plan.pdf", PDF, "application/pdf"))],
            )
        permit = self._get_own("property.decoration.permit")
        self.assertEqual(len(permit), 1)
        self.assertEqual((permit.state, permit.unit_id), ("submitted", self.unit))
        self.assertEqual(
            permit.worker_ids.mapped(lambda worker: (worker.name, worker.trade)),
            [("Wu Jiu", False), ("Zhou Ba", "tiler")],
        )
        self.assertTrue(permit.is_from_portal)
        self.assertEqual(permit.activity_ids.user_id, self.user_site_manager)
        self.assertIn("plan.pdf", page.text)
        [link] = html.fromstring(page.content).cssselect("a[href*='/file/']")
        self.assertEqual(self.url_open(link.get("href")).content, PDF)
        self.assertNotIn(permit.worker_ids[0].code_text, page.text)
        permit.notice_date = "2126-03-01"
        permit.action_approve()
        permit.action_start()
        permit.inspection_ids.create(
            {"permit_id": permit.id, "result": "fault", "note": "Rubble in the hall"}
        )
        text = self._get_page(f"{DECORATION}/{permit.id}").text_content()
        self.assertIn(permit.worker_ids[0].code_text, text)
        self.assertIn("Rubble in the hall", text)
        self.assertNotIn(self.env.user.name, text)

    def test_what_is_wrong_with_a_permit_is_said(self):
        self._assert_refused(
            f"{DECORATION}/new",
            self._fill_permit(),
            (
                ({"description": " "}, "Work"),
                ({"date_from": ""}, "First day"),
                ({"date_from": "2020-01-01"}, "First day"),
                ({"date_to": "2126-03-01"}, "Last day"),
                ({"unit_id": str(self.other_unit.id)}, "Unit"),
                ({"is_acknowledged": ""}, "forbidden"),
                ({"workers": "x\n" * 31}, "Workers"),
            ),
        )
        files = [("drawings", ("plan.pdf", b"#!/bin/sh", "application/pdf"))]
        self._assert_refused(
            f"{DECORATION}/new", self._fill_permit(), (({}, "plan.pdf"),), files
        )
        self.assertFalse(self._get_own("property.decoration.permit"))

    def test_a_goods_pass_shows_its_code_when_approved(self):
        data = self._fill(GOODS, name="Sofa", date="2126-03-09", plate="浙A1")
        for _turn in range(2):
            page = self.url_open(f"{GOODS}/new", data=data)
        line = self._get_own("property.goods.pass")
        self.assertEqual(len(line), 1)
        self.assertEqual(str(line.date), "2126-03-09")
        self.assertTrue(page.url.endswith(f"{GOODS}/{line.id}"))
        self.assertNotIn(line.code_text, page.text)
        line.action_approve()
        self.assertIn(line.code_text, self.url_open(f"{GOODS}/{line.id}").text)
        self._assert_refused(
            f"{GOODS}/new",
            self._fill(GOODS, name="Sofa", date="2126-03-09"),
            (
                ({"name": ""}, "What is carried out"),
                ({"date": "2020-01-01"}, "Day"),
                ({"unit_id": str(self.other_unit.id)}, "Unit"),
            ),
        )

    def test_he_withdraws_his_own(self):
        permit = self._make_permit(description="x", is_acknowledged=True)
        permit.action_submit()
        line = self._make("property.goods.pass", name="Sofa")
        token = self._get_page(GOODS).cssselect("[name=csrf_token]")[0].get("value")
        for _turn in range(2):
            for url in (f"{DECORATION}/{permit.id}", f"{GOODS}/{line.id}"):
                self.url_open(f"{url}/withdraw", data={"csrf_token": token})
        self.env.invalidate_all()
        self.assertEqual((permit.state, line.state), ("closed", "cancelled"))

    def test_what_is_of_others_is_as_none(self):
        permit = self._make_permit(partner_id=self.li.id, description="Secret")
        file = self.env["ir.attachment"].create(
            {"name": "a.pdf", "res_model": permit._name, "res_id": permit.id}
        )
        line = self._make("property.goods.pass", name="Secret", partner_id=self.li.id)
        token = self._get_page(GOODS).cssselect("[name=csrf_token]")[0].get("value")
        for url, number in ((DECORATION, permit.id), (GOODS, line.id)):
            for record_id in (number, 0, 2147483647):
                self.assertTrue(self.url_open(f"{url}/{record_id}").url.endswith(url))
                self.url_open(f"{url}/{record_id}/withdraw", data={"csrf_token": token})
            self.assertNotIn("Secret", self._get_page(url).text_content())
        page = self.url_open(f"{DECORATION}/{permit.id}/file/{file.id}")
        self.assertTrue(page.url.endswith(DECORATION))
        self.env.invalidate_all()
        self.assertEqual((permit.state, line.state), ("draft", "draft"))
        for record in (permit, line):
            with self.assertRaises(AccessError):
                record.with_user(self.user_portal).read()

    def test_cards_at_home_and_no_form_without_a_unit(self):
        home = self.url_open("/my").text
        for url in (DECORATION, GOODS):
            self.assertIn(url, home)
        self.resident.occupancy_ids.date_to = "2020-02-01"
        for url in (DECORATION, GOODS):
            self.assertFalse(self._get_page(url).cssselect(".card-body[method=post]"))
