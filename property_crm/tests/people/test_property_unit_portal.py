from lxml import html

from odoo.tests import HttpCase

from .common import PeopleCommon


class TestPropertyUnitPortal(PeopleCommon, HttpCase):
    def _cards(self):
        self.authenticate("portal_1", "portal_1")
        page = html.fromstring(self.url_open("/my/units").content)
        return [card.text_content() for card in page.cssselect(".o_property_unit_card")]

    def test_own_units_with_role_and_company(self):
        resident = self.user_portal.partner_id
        self._own(resident)
        self._live(self.li)
        self._live(self.zhao, date_to="2021-01-01")
        self._enrol(self.user_agent, self.site.territory_id, role="steward")
        [card] = self._cards()
        self.assertIn(self.unit.name, card)
        self.assertIn("Sole owner", card)
        self.assertIn("People besides you: 1", " ".join(card.split()))
        self.assertIn(self.user_agent.name, card)
        self.assertNotIn("Li Na", card)

    def test_a_resident_whose_login_is_no_address_gets_in(self):
        """The login is masked like an e-mail; that must not hide it from itself."""
        self._own(self.user_portal.partner_id)
        self.authenticate(None, None)
        form = html.fromstring(self.url_open("/web/login").content)
        answer = self.url_open(
            "/web/login",
            data={
                "login": "portal_1",
                "password": "portal_1",
                "csrf_token": form.cssselect("[name=csrf_token]")[0].get("value"),
            },
        )
        self.assertTrue(answer.url.endswith("/my"), answer.url)

    def test_nobody_elses_units(self):
        self._own(self.wang)
        self.assertFalse(self._cards())

    def test_anonymous_visitors_are_asked_to_log_in(self):
        response = self.url_open("/my/units", allow_redirects=False)
        self.assertEqual(response.status_code, 303)

    def test_same_queries_for_2_and_20(self):
        resident = self.user_portal.partner_id
        units = self._create_units(22)
        counts = []
        for some in (units[:2], units[2:]):
            for unit in some:
                self._own(resident, unit=unit)
                self._live(self.li, unit=unit)
            self.env.flush_all()
            mine = some.with_user(self.user_portal)
            for _turn in ("warm", "measured"):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                mine._get_portal_cards()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
