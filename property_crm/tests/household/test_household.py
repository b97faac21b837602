from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase

from ..people.common import PeopleCommon


class TestHousehold(PeopleCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.me = cls.user_portal.partner_id
        cls._own(cls.me)
        cls._live(cls.li)
        cls.path = f"/my/units/{cls.unit.id}"

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _get_page(self, path=None):
        return html.fromstring(self.url_open(path or self.path).content)

    def _fill(self, **values):
        form = self._get_page().cssselect("form.o_property_announce")[0]
        return {
            **dict(form.form_values()),
            "name": "Xiao Li",
            "date_from": "2026-12-01",
            **values,
        }

    def _send(self, **values):
        return self.url_open(f"{self.path}/announce", data=self._fill(**values))

    def _find(self):
        return self.env["property.newcomer"].search([("partner_id", "=", self.me.id)])

    def test_of_others_only_the_beginning_of_the_name(self):
        page = self._get_page()
        lines = [
            line.text_content() for line in page.cssselect(".o_property_household")
        ]
        self.assertEqual(len(lines), 2)
        self.assertIn("Sole owner", " ".join(lines))
        self.assertIn("L*", " ".join(lines))
        self.assertNotIn("Li Na", page.text_content())

    def test_announced_once_however_often_it_is_sent(self):
        data = self._fill(phone="+86 137 1111 2222", role="tenant")
        for _twice in range(2):
            self.url_open(f"{self.path}/announce", data=data)
        newcomer = self._find()
        self.assertRecordValues(
            newcomer,
            [{"name": "Xiao Li", "role": "tenant", "state": "new"}],
        )
        self.assertFalse(newcomer.occupancy_id, "it gives no right by itself")
        [shown] = self._get_page().cssselect(".o_property_newcomer")
        self.assertIn("Xiao Li", shown.text_content())

    def test_what_is_missing_is_said(self):
        self.assertIn("write the name", self._send(name=" ").text)
        self.assertIn("the day is missing", self._send(date_from="soon").text)
        self.assertFalse(self._find())

    def test_the_office_decides(self):
        self._send()
        self._send(name="Another")
        accepted, refused = self._find().sorted("name", reverse=True)
        manager = accepted.with_user(self.user_site_manager)
        manager.action_accept()
        self.assertEqual(accepted.occupancy_id.partner_id.name, "Xiao Li")
        self.assertEqual(accepted.occupancy_id.unit_id, self.unit)
        manager.action_accept()
        self.assertEqual(accepted.state, "accepted")
        with self.assertRaises(UserError):
            refused.with_user(self.user_site_manager).action_refuse()
        refused.answer = "The unit is let to somebody else."
        refused.with_user(self.user_site_manager).action_refuse()
        self.assertIn("let to somebody else", self._get_page().text_content())

    def test_only_owners_and_main_contacts_announce(self):
        self._own(self.zhao, unit=self._create_units(1))
        shared = self._create_units(1)
        self._own(self.li, unit=shared)
        self._live(self.me, unit=shared)
        page = self._get_page(f"/my/units/{shared.id}")
        self.assertTrue(page.cssselect(".o_property_household"))
        self.assertFalse(page.cssselect("form.o_property_announce"))
        Newcomer = self.env["property.newcomer"].with_user(self.user_portal)
        with self.assertRaises(AccessError):
            Newcomer._portal_announce(
                shared.with_user(self.user_portal), {"name": "x", "token": "t"}
            )

    def test_nobody_elses_unit(self):
        answer = self.url_open(f"/my/units/{self.other_unit.id}")
        self.assertTrue(answer.url.endswith("/my/units"))
        data = self._fill()
        self.url_open(f"/my/units/{self.other_unit.id}/announce", data=data)
        self.assertFalse(self._find())

    def test_rights(self):
        self._send()
        newcomer = self._find()
        for user in (self.user_stranger, self.user_portal, self.user_integration):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                newcomer.with_user(user).read(["name"])
        for user in (self.user_agent, self.user_auditor, self.user_dispatcher):
            self.assertTrue(newcomer.with_user(user).name)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                newcomer.with_user(user).action_accept()

    def test_same_queries_for_few_and_many(self):
        newcomers = self.env["property.newcomer"].create(
            [{"unit_id": self.unit.id, "name": str(number)} for number in range(22)]
        )
        self.assertSameQueries(
            "property_crm.property_newcomer_view_list", newcomers[:2], newcomers[2:]
        )
