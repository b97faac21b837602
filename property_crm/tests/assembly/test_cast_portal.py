from lxml import html

from odoo.tests import HttpCase, tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastPortal(CastCommon, HttpCase):
    """An owner votes on his telephone; a stranger finds nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.me = cls.user_portal.partner_id
        units = cls.place.units
        cls.mine = units["E1"] | units["E2"]
        cls.mine.ownership_ids.unlink()
        for unit in cls.mine:
            cls._own(cls.me, unit, date_from="2020-01-01")
        cls.assembly = cls._open(
            cls._create_assembly(cls.place, "cn_ordinary", "cn_major")
        )
        cls.motion = cls.assembly.motion_ids[0]
        cls.url = f"/my/assemblies/{cls.assembly.id}"

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _read(self, answer):
        return html.fromstring(answer.content)

    def _get_form(self, page):
        names = ("csrf_token", "token")
        return {
            name: page.xpath(f"//input[@name='{name}']/@value")[0] for name in names
        }

    def _get_field(self, motion=None):
        return f"vote-{(motion or self.motion).id}-{self.me.id}"

    def _get_nonce(self):
        # sudo: as the check of the ballots reads them
        [ballot] = self.env["property.ballot"].sudo()._read_cast(self.motion)
        return ballot["nonce"]

    def _post(self, **values):
        """Choose yes on the page and confirm it."""
        form = self._get_form(self._read(self.url_open(self.url)))
        form |= {self._get_field(): "yes", "password": "portal_1"} | values
        return self.url_open(f"{self.url}/vote", data=form), form

    def test_own_units_and_weight(self):
        text = self._read(self.url_open("/my/assemblies")).text_content()
        self.assertIn(self.assembly.name, text)
        page = self._read(self.url_open(self.url))
        [part] = page.cssselect(".o_property_assembly_part")
        for words in ("E1, E2", "240.00"):
            self.assertIn(words, " ".join(part.text_content().split()))

    def test_vote_with_confirmation(self):
        form = self._get_form(self._read(self.url_open(self.url)))
        form[self._get_field()] = "yes"
        page = self._read(self.url_open(f"{self.url}/vote", data=form))
        [choice] = page.cssselect(".o_property_assembly_choice")
        self.assertIn("In favour", choice.text_content())
        self.assertFalse(self._get_ballots())
        answer = self.url_open(f"{self.url}/vote", data=form | {"password": "wrong"})
        self.assertIn("not your password", answer.text)
        self.assertFalse(self._get_ballots())
        answer = self.url_open(f"{self.url}/vote", data=form | {"password": "portal_1"})
        self.assertEqual(self._get_choices(), ["yes"])
        ballot = self._get_ballots()
        self.assertEqual((ballot.channel, ballot.partner_id), ("portal", self.me))
        self.assertIn(ballot.serial, answer.text)
        self.assertIn(self._get_nonce(), answer.text)
        page = self._read(self.url_open(self.url))
        self.assertEqual(len(page.cssselect(".o_property_assembly_ballot")), 1)

    def test_two_tabs(self):
        first, form = self._post()
        self.assertIn("Vote cast", first.text)
        # the other tab was opened before; its vote is none any more
        answer = self.url_open(
            f"{self.url}/vote", data=form | {self._get_field(): "no"}
        )
        self.assertIn("A vote was cast for these units already", answer.text)
        blank = self.url_open(f"{self.url}/vote", data=form | {self._get_field(): ""})
        self.assertIn("Nothing new was chosen", blank.text)
        self.assertEqual(self._get_choices(), ["yes"])

    def test_for_anothers_unit(self):
        other = self.place.owners["o1"]
        field = f"vote-{self.motion.id}-{other.id}"
        answer, _form = self._post(**{self._get_field(): "", field: "yes"})
        self.assertFalse(
            self._get_ballots().filtered(lambda b: b.head_key == str(other.id))
        )
        self.assertEqual(answer.status_code, 200)

    def _give_me_a_proxy(self, unit, owner, **values):
        head = self._get_head(self.assembly, self.place.units[unit])
        # sudo: as the portal enters it
        return (
            self.env["property.proxy"]
            .sudo()
            .create(
                {
                    "assembly_id": self.assembly.id,
                    "head_key": head,
                    "partner_id": self.place.owners[owner].id,
                    "agent_id": self.me.id,
                    **values,
                }
            )
        )

    def test_vote_by_proxy(self):
        proxy = self._give_me_a_proxy("A101", "o1")
        page = self._read(self.url_open(self.url))
        own, given = page.cssselect(".o_property_assembly_part")
        self.assertNotIn("By proxy", own.text_content())
        self.assertIn("A101", given.text_content())
        self.assertIn("By proxy", given.text_content())
        field = f"vote-{self.motion.id}-{proxy.head_key}"
        answer, _form = self._post(**{self._get_field(): "", field: "no"})
        self.assertIn("Vote cast", answer.text)
        ballot = self._get_ballots()
        self.assertEqual((ballot.channel, ballot.proxy_id), ("proxy", proxy))
        self.assertEqual(ballot.partner_id, self.me)

    def test_revoked_between_page_and_vote(self):
        proxy = self._give_me_a_proxy("A101", "o1")
        form = self._get_form(self._read(self.url_open(self.url)))
        # sudo: as the principal does it
        proxy.sudo().write({"revoked_at": self.assembly.opens_at})
        form |= {
            f"vote-{self.motion.id}-{proxy.head_key}": "yes",
            "password": "portal_1",
        }
        self.url_open(f"{self.url}/vote", data=form)
        self.assertFalse(self._get_ballots())

    def test_after_the_close(self):
        form = self._get_form(self._read(self.url_open(self.url)))
        form |= {self._get_field(): "yes", "password": "portal_1"}
        self._pass_time(self.assembly)
        answer = self.url_open(f"{self.url}/vote", data=form)
        self.assertIn("The vote is closed", answer.text)
        self.assertFalse(self._get_ballots())

    def test_strangers_find_nothing(self):
        for unit in self.mine:
            unit.ownership_ids.unlink()
        other = self._create_assembly(self.place)
        self._open(other)
        # they were sold before this one was called
        url = f"/my/assemblies/{other.id}"
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertEqual(self.url_open("/my/assemblies/999999").status_code, 404)
        draft = self._create_assembly(self.place)
        self.assertEqual(self.url_open(f"/my/assemblies/{draft.id}").status_code, 404)
        self.authenticate("property_site_manager", "property_site_manager")
        self.assertEqual(self.url_open(self.url).status_code, 404)
        self.authenticate(None, None)
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_anybody_checks_a_receipt(self):
        self._post()
        serial, nonce = self._get_ballots().serial, self._get_nonce()
        self.authenticate(None, None)
        page = self._read(self.url_open("/assembly/verify"))
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        form = {"csrf_token": token, "motion": self.motion.id, "serial": serial}
        self.assertIn(
            "not closed yet", self.url_open("/assembly/verify", data=form).text
        )
        self._close(self.assembly)
        for values, words in (
            ({}, "is in the published list"),
            ({"serial": "00"}, "is not in the published list"),
            ({"motion": "x"}, "no such motion"),
            ({"secret": nonce, "choice": "yes"}, "stored as you say"),
            ({"secret": nonce, "choice": "no"}, "are not those of this ballot"),
        ):
            with self.subTest(words):
                answer = self.url_open("/assembly/verify", data=form | values)
                self.assertIn(words, " ".join(answer.text.split()))

    def test_own_ballot_after_the_close(self):
        self._post()
        serial = self._get_ballots().serial
        self._close(self.assembly)
        answer = self.url_open(self.url)
        link = f"/assembly/verify?motion={self.motion.id}&amp;serial={serial}"
        self.assertIn(link, answer.text)
