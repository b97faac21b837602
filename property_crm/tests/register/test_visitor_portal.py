from lxml import html

from odoo.tests import HttpCase, freeze_time

from .common import RegisterCommon

PAGE = "/my/visitor-passes"


class TestVisitorPortal(RegisterCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.site.tz = "Asia/Shanghai"
        self.authenticate("portal_1", "portal_1")

    def _get_page(self, url=PAGE):
        return html.fromstring(self.url_open(url).content)

    def _fill(self, **values):
        form = self._get_page().cssselect(".o_property_visitor_form")[0]
        return {**dict(form.form_values()), "name": "Aunt Mei", **values}

    def _get_passes(self):
        return self.env["property.visitor.pass"].search(
            [("partner_id", "=", self.resident.id)]
        )

    def test_a_resident_makes_one_pass_however_often_he_sends(self):
        data = self._fill(
            valid_from="2126-03-09T18:00", valid_until="2126-03-09T22:00", plate="浙A1"
        )
        pages = [self.url_open(f"{PAGE}/new", data=data) for _turn in range(2)]
        line = self._get_passes()
        self.assertEqual(len(line), 1)
        self.assertEqual(str(line.valid_from), "2126-03-09 10:00:00")
        self.assertTrue(line.is_from_portal)
        for page in pages:
            self.assertTrue(page.url.endswith(f"{PAGE}/{line.id}"))
            self.assertIn(line.code_text, page.text)
            self.assertIn("barcode_type=QR", page.text)
            self.assertIn("2126-03-09 18:00", page.text)
        self.assertIn("Aunt Mei", self._get_page().text_content())

    def test_what_is_wrong_is_said_and_kept(self):
        data = self._fill(
            name=" ", valid_from="2126-03-09T18:00", valid_until="2126-03-09T22:00"
        )
        for values, words in (
            ({}, "Visitor"),
            ({"name": "Mei", "valid_from": ""}, "Expected from"),
            ({"name": "Mei", "valid_until": "2126-03-09T17:00"}, "Valid until"),
            ({"name": "Mei", "valid_until": "2126-03-19T17:00"}, "Valid until"),
            ({"name": "Mei", "unit_id": str(self.other_unit.id)}, "Unit"),
            (
                {
                    "name": "Mei",
                    "valid_from": "2020-03-09T17:00",
                    "valid_until": "2020-03-09T18:00",
                },
                "Valid until",
            ),
        ):
            page = html.fromstring(
                self.url_open(f"{PAGE}/new", data={**data, **values}).content
            )
            [alert] = page.cssselect(".alert-danger")
            with self.subTest(values=values):
                self.assertTrue(alert.text_content().strip().startswith(words))
        self.assertFalse(self._get_passes())

    def test_a_resident_withdraws_his_own(self):
        line = self._make_pass()
        token = self._get_page().cssselect("[name=csrf_token]")[0].get("value")
        for _turn in range(2):
            self.url_open(f"{PAGE}/{line.id}/cancel", data={"csrf_token": token})
        line.invalidate_recordset()
        self.assertEqual(line.state, "cancelled")

    def test_a_strangers_pass_is_as_none(self):
        line = self._make_pass(partner_id=self.li.id)
        token = self._get_page().cssselect("[name=csrf_token]")[0].get("value")
        for number in (line.id, 0, 2147483647):
            page = self.url_open(f"{PAGE}/{number}")
            self.assertTrue(page.url.endswith(PAGE))
            self.url_open(f"{PAGE}/{number}/cancel", data={"csrf_token": token})
        self.assertEqual(line.state, "expected")
        self.assertNotIn(line.code, self._get_page().text_content())

    def test_parcels_and_the_cards_at_home(self):
        parcel = self._make("property.parcel", locker="A3", tracking_tail="7788")
        others = self._make("property.parcel", partner_id=self.li.id)
        [card] = self._get_page("/my/parcels").cssselect(".o_property_parcel")
        self.assertIn(parcel.code_text, card.text_content())
        self.assertNotIn(others.code_text, card.text_content())
        home = self.url_open("/my").text
        self.assertIn(PAGE, home)
        self.assertIn("/my/parcels", home)

    def test_without_a_unit_there_is_no_form(self):
        self.resident.occupancy_ids.date_to = "2020-02-01"
        page = self._get_page()
        self.assertFalse(page.cssselect(".o_property_visitor_form"))

    @freeze_time("2026-03-09 04:00:00")
    def test_many_open_passes_are_enough(self):
        passes = self.env["property.visitor.pass"]
        passes.create([{"unit_id": self.unit.id, "name": "x"}] * 20)
        mine = passes.with_user(self.user_portal)
        with self.assertRaisesRegex(Exception, "Visitor"):
            mine._portal_create({"name": "One more"})
