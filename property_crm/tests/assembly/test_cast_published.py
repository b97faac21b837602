from lxml import html

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestCastPublished(ResultCommon, HttpCase):
    """The owners see the result from the announcement on, and nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        unit = cls.place.units["E1"]
        unit.ownership_ids.unlink()
        cls._own(cls.user_portal.partner_id, unit, date_from="2020-01-01")
        cls.assembly = cls._create_assembly(cls.place)
        cls.people = cls._create_people("Ann", "Bob")
        cls.election = cls.env["property.motion"].create(
            {
                "assembly_id": cls.assembly.id,
                "name": "Election",
                "kind": "election",
                "rule_id": cls._get_rule("cn_ordinary").id,
                "seats": 1,
                "sequence": 20,
                "candidate_ids": [
                    Command.create({"name": person.name, "partner_id": person.id})
                    for person in cls.people
                ],
            }
        )
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids - cls.election
        cls.url = f"/my/assemblies/{cls.assembly.id}"

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _vote_v1(self):
        self._vote_names(yes="A101-A104 B101", no="C1 E1 E2")
        first = self.election.candidate_ids[:1].ids
        units = self.place.units
        votes = [
            {"motion": self.election.id, "unit": units[unit].id, "candidates": chosen}
            for unit, chosen in (
                *((unit, first) for unit in ("A101", "A102", "A103", "A104", "B101")),
                *((unit, []) for unit in ("C1", "E1", "E2")),
            )
        ]
        self._cast(votes, "api")

    def _read(self):
        answer = self.url_open(self.url)
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.content)

    def _get_text(self, node):
        return " ".join(node.text_content().split())

    def test_result_on_the_page(self):
        """V1: both measures, all eight sums, who is elected."""
        self._vote_v1()
        self._announce()
        page = self._read()
        result, elected = page.cssselect(".o_property_assembly_result")
        text = self._get_text(result)
        for words in (
            "Passed",
            "1,860.00 m² 11",
            "Took part 1,340.00 m² 72.04 % 8 72.73 %",
            "In favour 850.00 m² 63.43 % 5 62.50 %",
            "Against 490.00 m² 36.57 % 3 37.50 %",
            "Abstained 0.00 m² 0.00 % 0 0.00 %",
        ):
            self.assertIn(words, text)
        text = self._get_text(elected.cssselect(".o_property_assembly_elected")[0])
        self.assertIn(
            "Ann Elected In favour: Exclusive area 850.00 m² (63.43 %) · Heads 5 (62.50 %)",
            text,
        )
        self.assertIn("Bob Not passed", text)
        self.assertIn(self.assembly.result_digest, self._get_text(page))

    def test_nothing_before_the_announcement(self):
        self._vote_v1()
        for step in ("open", "closed"):
            if step == "closed":
                self._count()
            page = self._read()
            self.assertFalse(page.cssselect(".o_property_assembly_result"))
            for name in ("result.pdf", "result.json"):
                answer = self.url_open(f"{self.url}/{name}")
                self.assertEqual(answer.status_code, 404)
        self.assertIn("once it is announced", self._get_text(page))

    def test_papers(self):
        self._vote_v1()
        self._announce()
        file = self.url_open(f"{self.url}/result.json")
        self.assertEqual(file.status_code, 200)
        self.assertEqual(file.json()["digest"], self.assembly.result_digest)
        self.authenticate("property_site_manager", "property_site_manager")
        for name in ("result.pdf", "result.json"):
            self.assertEqual(self.url_open(f"{self.url}/{name}").status_code, 404)

    def test_annulled(self):
        self._vote_v1()
        self._announce()
        self.assembly.annul_reason = "The hall was locked"
        self.assembly.action_annul()
        page = self._read()
        self.assertFalse(page.cssselect(".o_property_assembly_result"))
        self.assertIn("The hall was locked", self._get_text(page))

    def test_own_proof(self):
        self._vote_v1()
        self._announce()
        head = self._get_head(self.assembly, self.place.units["E1"])
        ballot = self._get_ballots().filtered(lambda one: one.head_key == head)
        [link, *_rest] = self._read().cssselect(".o_property_assembly_ballot a")
        page = html.fromstring(self.url_open(link.get("href")).content)
        serial = page.xpath("//input[@name='serial']/@value")
        self.assertEqual(serial, [ballot.serial])
