import base64

from lxml import html

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class TestPlaceReport(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lift = cls.env["property.common.part"].create(
            {"name": "Lift", "site_id": cls.site.id, "building_id": cls.building.id}
        )
        cls.code = cls.env["property.intake.code"].create(
            {
                "site_id": cls.site.id,
                "building_id": cls.building.id,
                "common_part_id": cls.lift.id,
            }
        )
        cls.path = f"/report/{cls.code.token}"
        cls.env.company.helpdesk_same_limit = 0

    def _prepare(self, **values):
        page = html.fromstring(self.url_open(self.path).text)
        return {
            "csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0],
            "token": page.xpath("//input[@name='token']/@value")[0],
            "text": "The lift stands still",
            "name": "Visitor",
            "phone": "13800000000",
            **values,
        }

    def _get_tickets(self):
        return self.Ticket.search([("intake_code_id", "=", self.code.id)])

    def test_report_without_signing_in(self):
        photos = [("photos", ("lift.png", PNG, "image/png"))]
        page = self.url_open(self.path, data=self._prepare(), files=photos)
        ticket = self._get_tickets()
        self.assertRecordValues(
            ticket,
            [
                {
                    "common_part_id": self.lift.id,
                    "building_id": self.building.id,
                    "site_id": self.site.id,
                    "partner_id": False,
                    "partner_name": "Visitor",
                    "user_id": False,
                    "company_id": self.site.company_id.id,
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "qr")
        self.assertEqual(ticket.caller_phone, "13800000000")
        self.assertNotIn("13800000000", ticket.description)
        self.assertEqual(ticket.attachment_ids.mapped("name"), ["lift.png"])
        self.assertIn(f"/report/status/{ticket.follow_token}", page.url)
        self.assertIn(ticket.number, page.text)
        self.assertTrue(ticket.with_user(self.user_agent).has_access("read"))

    def test_posted_twice_is_one_request(self):
        data = self._prepare()
        files = [("photos", ("lift.png", PNG, "image/png"))]
        first = self.url_open(self.path, data=data, files=files)
        again = self.url_open(self.path, data=data, files=files)
        self.assertEqual(first.url, again.url)
        self.assertEqual(len(self._get_tickets()), 1)
        self.assertEqual(len(self._get_tickets().attachment_ids), 1)

    def test_status_shows_the_state_only(self):
        page = self.url_open(self.path, data=self._prepare())
        ticket = self._get_tickets()
        ticket._assign(self.user_technician)
        ticket._close("Motor replaced")
        text = self.url_open(page.url).text
        self.assertIn("This is done", text)
        for secret in (
            "stands still",
            "Visitor",
            "13800000000",
            "Motor replaced",
            self.user_technician.name,
            self.code.token,
        ):
            with self.subTest(secret=secret):
                self.assertNotIn(secret, text)

    def test_nothing_to_be_guessed(self):
        self._create_tickets()
        dead = self.code.copy({"active": False, "name": "Dead"})
        paths = ["/report/x", "/report/status/x", f"/report/{self.code.id}"]
        paths += [f"/report/{dead.token}", f"/report/status/{self.code.token}"]
        paths += ["/report/status/False", f"/report/{'x' * 500}"]
        for path in paths:
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        data = self._prepare()
        self.path = f"/report/{dead.token}"
        self.assertEqual(self.url_open(self.path, data=data).status_code, 404)
        old = self.code.token
        manager = self.code.with_user(self.user_site_manager)
        with self.assertRaises(AccessError):
            manager.token = "1"
        place = {"site_id": self.site.id, "name": "Gate"}
        with self.assertRaises(AccessError):
            manager.create({**place, "token": "1"})
        with self.assertRaises(AccessError):
            manager.with_context(default_token="1").create(place)
        manager.create(place).action_renew()
        self.code.action_renew()
        self.env.flush_all()
        self.assertEqual(self.url_open(f"/report/{old}").status_code, 404)
        self.assertGreaterEqual(len(self.code.token), 20)

    def test_the_phone_is_masked_until_it_is_asked_for(self):
        self.url_open(self.path, data=self._prepare())
        ticket, other = self._get_tickets(), self._create_tickets()
        other.caller_phone = "13911112222"
        agent = ticket.with_user(self.user_agent)

        def read(tickets):
            tickets.invalidate_recordset()
            rows = tickets.read(["caller_phone", "is_caller_masked"])
            return [(row["caller_phone"], row["is_caller_masked"]) for row in rows]

        self.assertEqual(read(agent), [("138****0000", True)])
        self.assertEqual(agent.api_work_page()["phone"], "138****0000")
        self.assertEqual(agent.get_inbox_ticket()["caller"]["phone"], "138****0000")
        for text, is_found in (("1380", False), ("13800000000", True)):
            found = agent.search([("caller_phone", "ilike", text)])
            self.assertEqual(bool(found), is_found)
        context = agent.action_disclose()["context"]
        Disclosure = self.env["property.disclosure"].with_user(self.user_agent)
        Disclosure.with_context(**context).create({"reason": "Lift, call him"})
        self.assertEqual(read(agent), [("13800000000", False)])
        self.assertEqual(
            read(other.with_user(self.user_agent)), [("139****2222", True)]
        )
        self.assertFalse(Disclosure._is_open(False), "it opens no export")
        log = Disclosure.sudo().search([("ticket_id", "=", ticket.id)])
        self.assertEqual(log.user_id, self.user_agent)
        self.assertEqual(
            read(ticket.with_user(self.user_dispatcher)), [("13800000000", False)]
        )
        with self.assertRaises(AccessError):
            stranger = Disclosure.with_user(self.user_stranger)
            stranger.create({"ticket_id": ticket.id, "reason": "Curious"})

    def test_stars_are_no_phone(self):
        self.url_open(self.path, data=self._prepare(phone="138****0000"))
        self.assertFalse(self._get_tickets().caller_phone)

    def test_what_is_refused(self):
        refused = {
            "no text": ({"text": "  "}, []),
            "no photo": ({}, [("photos", ("a.png", b"<script>", "image/png"))]),
            "too many": ({}, [("photos", (f"{n}.png", PNG, "x")) for n in range(5)]),
            "svg": ({}, [("photos", ("a.svg", b"<svg/>", "image/svg+xml"))]),
        }
        for case, (values, files) in refused.items():
            data = self._prepare(name="Kept", **values)
            page = self.url_open(self.path, data=data, files=files or None)
            with self.subTest(case=case):
                self.assertEqual(page.status_code, 200)
                self.assertIn('role="alert"', page.text)
                self.assertIn("Kept", page.text)
        with mute_logger("odoo.http"):
            page = self.url_open(self.path, data={"text": "x"})
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self._get_tickets())

    def test_robots_talk_to_the_wall(self):
        page = self.url_open(self.path, data=self._prepare(website="http://spam"))
        self.assertEqual(page.status_code, 200)
        self.assertIn("Thank you", page.text)
        self.assertFalse(self._get_tickets())

    def test_one_address_does_not_flood(self):
        self.env.company.helpdesk_code_limit = 2
        for number in range(2):
            self.url_open(self.path, data=self._prepare(text=f"Lift {number}"))
        page = self.url_open(self.path, data=self._prepare(text="Lift 3"))
        self.assertIn("a lot from you today", page.text)
        self.assertEqual(len(self._get_tickets()), 2)

    def test_every_field_has_its_label(self):
        page = html.fromstring(self.url_open(self.path).text)
        self.assertTrue(page.get("lang"))
        fields = page.xpath("//form//*[self::input or self::select or self::textarea]")
        shown = [field for field in fields if field.get("type") != "hidden"]
        self.assertGreaterEqual(len(shown), 5)
        for field in shown:
            with self.subTest(name=field.get("name")):
                self.assertTrue(page.xpath(f"//label[@for='{field.get('id')}']"))
        self.assertEqual(len(page.xpath("//h1")), 1)
        self.assertEqual(len(page.xpath("//main")), 1)
        self.assertTrue(page.xpath("//meta[@name='viewport']"))
        self.assertTrue(page.xpath("//form[@action and @method='post']"))

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.code.with_context(lang="zh_CN").name = "一号电梯"
        for url, headers in (
            (f"{self.path}?lang=zh_CN", {}),
            (self.path, {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}),
        ):
            page = self.url_open(url, headers=headers)
            with self.subTest(url=url):
                self.assertEqual(html.fromstring(page.text).get("lang"), "zh-CN")
                self.assertIn("一号电梯", page.text)
        page = self.url_open(f"{self.path}?lang=en_US")
        self.assertEqual(html.fromstring(page.text).get("lang"), "en-US")
        self.assertIn("?lang=zh_CN", page.text)

    def test_only_what_fits_the_place_is_offered(self):
        offered = self.Ticket._get_code_classes(self.code)
        self.assertTrue(offered)
        self.assertNotIn(self.leak, offered)
        self.assertEqual(
            set(offered.place_id.mapped("scope")) - {"common", "any"}, set()
        )
        data = self._prepare(**{"class": self.leak.id})
        self.url_open(self.path, data=data)
        self.assertFalse(self._get_tickets().class_id)

    def test_sheet(self):
        report = "property_helpdesk.property_intake_code_report"
        text, _kind = self.env["ir.actions.report"]._render_qweb_html(
            report, self.code.ids
        )
        self.assertIn(b"data:image/png;base64,", text)
        self.assertIn(self.code.token.encode(), text)

    def test_places_of_one_site(self):
        Code = self.env["property.intake.code"]
        for values in (
            {"unit_id": self.other_unit.id},
            {"building_id": self.other_building.id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                Code.create({"site_id": self.site.id, **values})
        code = Code.create({"site_id": self.site.id, "unit_id": self.unit.id})
        self.assertIn(self.unit.name, code.name)

    def test_who_sees_and_keeps_the_codes(self):
        for user, sees, keeps in (
            (self.user_agent, True, False),
            (self.user_auditor, True, False),
            (self.user_dispatcher, True, False),
            (self.user_site_manager, True, True),
            (self.user_stranger, False, False),
            (self.user_portal, False, False),
        ):
            code = self.code.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(code.has_access("read"), sees)
                self.assertEqual(code.has_access("write"), keeps)
                if not keeps:
                    with self.assertRaises(AccessError):
                        code.create({"site_id": self.site.id})

    def test_list_costs_the_same_for_few_and_many(self):
        codes = self.env["property.intake.code"].create(
            [{"site_id": self.site.id, "name": str(n)} for n in range(50)]
        )
        self.assertSameQueries(
            "property_helpdesk.property_intake_code_view_list",
            codes[:2],
            codes,
            self.user_site_manager,
        )
