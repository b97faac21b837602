import re

from lxml import html

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .proxy_common import ProxyCommon


@tagged("post_install", "-at_install")
class TestProxyPortal(ProxyCommon, HttpCase):
    """An owner gives a proxy on his telephone and revokes it."""

    caps = {"proxy_cap": 1}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.me = cls.user_portal.partner_id
        units = cls.place.units
        for unit in (units["E1"], units["E2"]):
            unit.ownership_ids.unlink()
            cls._own(cls.me, unit)
        cls.assembly = cls._call(
            cls._create_assembly(
                cls.place,
                "cn_ordinary",
                "cn_major",
                procedure_id=cls.assembly.procedure_id.id,
            )
        )
        cls.motion, cls.second = cls.assembly.motion_ids
        cls.head = str(cls.me.id)
        cls.agent_user = new_test_user(
            cls.env,
            "agent_user",
            name="o8",
            email="o8@example.com",
            groups="base.group_portal",
            partner_id=cls.agent.id,
        )
        cls.url = f"/my/assemblies/{cls.assembly.id}/proxies"

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _read(self, answer=None):
        return html.fromstring((answer or self.url_open(self.url)).content)

    def _get_token(self):
        return re.search(r'csrf_token: "(\w+)"', self.url_open("/my").text)[1]

    def _post(self, path="", password="portal_1", **values):
        """Fill in the page and confirm it; return what stands on the next one."""
        form = {
            "csrf_token": self._get_token(),
            "head": self.head,
            "name": "O8",
            "contact": "o8@example.com",
            "matters": "all",
        } | values
        self.answer = self._read(self.url_open(self.url + path, data=form))
        asked = self.answer.xpath("//form[.//input[@name='password']]")
        if asked:
            self.confirm = self.answer
            form = dict(asked[0].form_values()) | {"password": password}
            self.answer = self._read(self.url_open(asked[0].action, data=form))
        [main] = self.answer.cssselect("#wrap") or [self.answer]
        return " ".join(main.text_content().split())

    def _get_mine(self):
        return self.assembly.proxy_ids.filtered(lambda one: one.partner_id == self.me)

    def test_give_for_all(self):
        self.assertIn("The proxy was given", self._post())
        words = " ".join(self.confirm.text_content().split())
        for part in ("Give this proxy?", "o8", "As the proxy holder thinks right"):
            self.assertIn(part, words)
        proxy = self._get_mine()
        self.assertEqual((proxy.agent_id, proxy.given_how), (self.agent, "portal"))
        self.assertEqual(proxy.unit_id, self.place.units["E1"])
        self.assertEqual((proxy.state, proxy.signed_on), ("valid", self.today))
        self.assertFalse(proxy.motion_ids or proxy.instruction_ids)
        [card] = self._read().cssselect(".o_property_proxy_given")
        words = " ".join(card.text_content().split())
        for part in ("o8", "E1, E2", "Valid", "As the proxy holder thinks right"):
            self.assertIn(part, words)

    def test_give_for_some_with_instruction(self):
        values = {
            "matters": "some",
            f"motion-{self.second.id}": "1",
            f"told-{self.second.id}": "no",
            f"told-{self.motion.id}": "yes",
            "expires_on": str(self._day(3)),
        }
        self.assertIn("The proxy was given", self._post(**values))
        proxy = self._get_mine()
        self.assertEqual(proxy.motion_ids, self.second)
        told = proxy.instruction_ids
        self.assertEqual((told.motion_id, told.choice), (self.second, "no"))
        self.assertEqual(proxy.expires_on, self._day(3))

    def test_what_is_refused(self):
        other = self._get_head(self.assembly, self.place.units["A101"])
        for words, values in (
            ("not your password", {"password": "wrong"}),
            ("do not vote for these units", {"head": other}),
            ("Nobody of this name", {"name": "o7"}),
            ("Nobody of this name", {"contact": "o7@example.com"}),
            ("Nobody of this name", {"contact": ""}),
            ("Tick what the proxy is for", {"matters": "some"}),
            ("this is no date", {"expires_on": "soon"}),
        ):
            with self.subTest(values):
                self.assertIn(words, self._post(**values))
                self.assertFalse(self._get_mine())
        # what was filled in is still there
        self._post(name="Somebody")
        names = self.answer.xpath("//input[@name='name']/@value")
        self.assertEqual(names, ["Somebody"])

    def test_agents_are_known_on_the_site(self):
        self.wang.email = "wang@example.com"
        who = {"name": "Wang Wei", "contact": "WANG@example.com"}
        self.assertIn("Nobody of this name", self._post(**who))
        lived = self._live(self.wang, self.place.units["A101"], date_to="2020-02-01")
        self.assertIn("Nobody of this name", self._post(**who))
        lived.date_to = False
        self.assertIn("The proxy was given", self._post(**who))
        self.assertEqual(self._get_mine().agent_id, self.wang)

    def test_found_by_telephone(self):
        self.wang.write({"phone": "138 0013 8000", "country_id": self.china.id})
        self._live(self.wang, self.place.units["A101"])
        self._post(name="Wang Wei", contact="13800138000")
        self.assertEqual(self._get_mine().agent_id, self.wang)

    def test_staff_are_no_agents(self):
        staff = self.user_agent.partner_id
        staff.email = "staff@example.com"
        self._live(staff, self.place.units["A101"])
        answer = self._post(name=staff.name, contact="staff@example.com")
        self.assertIn("managing company", answer)
        self.assertFalse(self._get_mine())

    def test_over_the_limit(self):
        self._file("A102")
        self.assertIn("as many owners", self._post())
        self.assertFalse(self._get_mine())

    def test_who_votes_for_others_gives_none(self):
        self._file("A102", agent=self.me)
        self.assertFalse(self._read().cssselect(".o_property_proxy_form"))
        self.assertIn("You vote for other owners", self._post())
        self.assertFalse(self._get_mine())

    def test_one_after_the_other(self):
        self._post()
        first = self._get_mine()
        self.wang.email = "wang@example.com"
        self._live(self.wang, self.place.units["A101"])
        who = {"name": "Wang Wei", "contact": "wang@example.com"}
        self.assertIn("Revoke it first", self._post(**who))
        self.assertEqual(self._get_mine(), first)
        path = f"/{first.id}/revoke"
        self.assertIn("not your password", self._post(path, password="wrong"))
        self.assertFalse(first.revoked_at)
        self.assertIn("The proxy was revoked", self._post(path))
        self.assertEqual(first.state, "revoked")
        self.assertIn("revoked already", self._post(path))
        self.assertIn("The proxy was given", self._post(**who))
        second = self._get_mine() - first
        self.assertEqual((first.state, second.state), ("revoked", "valid"))

    def test_the_same_agent_twice(self):
        self._post()
        self.assertIn("Revoke it first", self._post())
        self.assertEqual(len(self._get_mine()), 1)

    def test_others_do_not_revoke(self):
        self._post()
        proxy, others = self._get_mine(), self._file("A102", agent=self.wang)
        self._post(f"/{others.id}/revoke")
        self.authenticate("agent_user", "agent_user")
        [card] = self._read().cssselect(".o_property_proxy_received")
        self.assertIn(self.me.name, card.text_content())
        self.assertFalse(self._read().cssselect(".o_property_proxy_revoke"))
        answer = self._post(f"/{proxy.id}/revoke", password="agent_user")
        self.assertIn("Only who has given", answer)
        self.assertFalse(proxy.revoked_at or others.revoked_at)

    def test_the_agent_votes_on_the_portal(self):
        self._post(**{f"told-{self.motion.id}": "no"})
        self.assertFalse(self._read().cssselect(".o_property_proxy_form"))
        proxy = self._get_mine()
        self._open_vote()
        self.authenticate("agent_user", "agent_user")
        page = self._read(self.url_open(f"/my/assemblies/{self.assembly.id}"))
        told, free = (
            " ".join(one.text_content().split())
            for one in page.cssselect(".o_property_proxy_told")
        )
        self.assertIn(f"By proxy for {self.me.name}.", told)
        self.assertIn("You were told to vote: Against", told)
        self.assertNotIn("told", free)
        self.assertEqual(self._vote_by(proxy), "proxy_against_instruction")
        self.assertEqual(self._vote_by(proxy, "no"), "accepted")

    def test_after_the_close(self):
        self._open_vote()
        self._pass_time(self.assembly)
        page = self._read()
        self.assertFalse(page.cssselect(".o_property_proxy_form"))
        self.assertIn("until the close", self._post())
        self.assertFalse(self._get_mine())

    def test_strangers_find_nothing(self):
        proxy = self._file("A101")
        self.user_stranger.password = "stranger"
        for login, password in (
            (self.user_stranger.login, "stranger"),
            ("property_site_manager", "property_site_manager"),
        ):
            self.authenticate(login, password)
            self.assertEqual(self.url_open(self.url).status_code, 404)
            for path in ("", f"/{proxy.id}/revoke"):
                data = {"csrf_token": self._get_token()}
                answer = self.url_open(self.url + path, data=data)
                self.assertEqual(answer.status_code, 404)
            self.authenticate("portal_1", "portal_1")
        draft = self._create_assembly(self.place)
        answer = self.url_open(f"/my/assemblies/{draft.id}/proxies")
        self.assertEqual(answer.status_code, 404)
        self.authenticate(None, None)
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_page_of_the_assembly_leads_here(self):
        page = html.fromstring(
            self.url_open(f"/my/assemblies/{self.assembly.id}").content
        )
        self.assertTrue(page.xpath(f"//a[@href='{self.url}']"))

    def test_given_for_another(self):
        proxies = self.env["property.proxy"]
        owner = self.place.owners["o1"]
        with self.assertRaisesRegex(UserError, "does not vote for"):
            proxies._give(
                owner,
                self.assembly.sudo(),
                self.agent,
                unit=self.place.units["A102"],
                motions=self.motion.browse(),
                instructions={},
                expires_on=False,
            )
