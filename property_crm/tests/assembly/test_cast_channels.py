from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastChannels(CastCommon):
    """Votes by proxy, and elections."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._create_assembly(cls.place)
        cls.people = cls._create_people("Ann", "Bob", "Cai")
        cls.election = cls.env["property.motion"].create(
            {
                "assembly_id": cls.assembly.id,
                "name": "Election",
                "kind": "election",
                "rule_id": cls._get_rule("cn_ordinary").id,
                "seats": 2,
                "sequence": 20,
                "candidate_ids": [
                    Command.create({"name": person.name, "partner_id": person.id})
                    for person in cls.people
                ],
            }
        )
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids - cls.election
        cls.agent = cls.place.owners["o8"]

    def _give(self, owner, agent=None, **values):
        unit = {"o1": "A101", "o2": "A102", "o3": "A103", "o4": "A104"}[owner]
        return self.env["property.proxy"].create(
            {
                "assembly_id": self.assembly.id,
                "head_key": self._get_head(self.assembly, self.place.units[unit]),
                "partner_id": self.place.owners[owner].id,
                "agent_id": (agent or self.agent).id,
                "signed_on": fields.Date.subtract(fields.Date.today(), days=2),
                **values,
            }
        )

    def _vote_by(self, proxy, choice="yes", agent=None, **vote):
        vote |= {"head": proxy.head_key, "choice": choice, "proxy": proxy.id}
        return self._cast([vote], "proxy", agent or self.agent)[0]

    def test_agent_votes_for_his_principal(self):
        proxy = self._give("o1")
        self.assertEqual(self._vote_by(proxy)["state"], "accepted")
        ballot = self._get_ballots()
        self.assertEqual((ballot.proxy_id, ballot.partner_id), (proxy, self.agent))

    def test_vote_of_the_principal_stands(self):
        proxy = self._give("o1")
        self.assertEqual(self._vote("o1", "A101", "no")["state"], "accepted")
        self.assertEqual(self._vote_by(proxy)["reason"], "voted")
        self.assertEqual(self._get_choices(), ["no"])

    def test_proxies_that_do_not_hold(self):
        revoked = self._give("o1")
        # sudo: as the button does it
        revoked.sudo().revoked_at = fields.Datetime.now()
        expired = self._give(
            "o2", expires_on=fields.Date.subtract(fields.Date.today(), days=1)
        )
        other = self._give("o3", motion_ids=[Command.set(self.election.ids)])
        told = self._give(
            "o4",
            instruction_ids=[
                Command.create({"motion_id": self.motion.id, "choice": "no"})
            ],
        )
        for proxy, reason in (
            (revoked, "proxy_revoked"),
            (expired, "proxy_expired"),
            (other, "proxy_not_named"),
            (told, "proxy_against_instruction"),
        ):
            self.assertEqual(self._vote_by(proxy)["reason"], reason)
        self.assertEqual(self._vote_by(told, "no")["state"], "accepted")

    def test_proxy_of_another(self):
        proxy = self._give("o1")
        stranger = self.place.owners["o9"]
        self.assertEqual(self._vote_by(proxy, agent=stranger)["reason"], "not_entitled")
        head = self._get_head(self.assembly, self.place.units["A102"])
        vote = {"head": head, "choice": "yes", "proxy": proxy.id}
        [answer] = self._cast([vote], "proxy", self.agent)
        self.assertEqual(answer["reason"], "not_entitled")
        [answer] = self._cast([vote | {"proxy": None}], "proxy", self.agent)
        self.assertEqual(answer["reason"], "not_entitled")

    def test_portal_shows_own_units_and_principals(self):
        self._give("o1")
        self._give("o2", revoked_at=fields.Datetime.now())
        assembly = self.assembly.sudo()._portal_find(self.assembly.id, self.agent)
        parts = assembly._portal_get_parts(self.agent)
        self.assertEqual([part["units"] for part in parts], ["C1", "A101"])
        self.assertEqual([bool(part["proxy"]) for part in parts], [False, True])

    def test_page_offers_what_the_proxy_is_for(self):
        self._give("o1", motion_ids=[Command.set(self.election.ids)])
        assembly = self.assembly.sudo()
        cards = assembly._portal_get_cards(assembly._portal_get_parts(self.agent))
        units = {
            card["motion"]: [line["part"]["units"] for line in card["lines"]]
            for card in cards
        }
        self.assertEqual(units[self.motion], ["C1"])
        self.assertEqual(units[self.election], ["C1", "A101"])

    def test_election(self):
        ids = self.election.candidate_ids.ids
        cast = {
            "A101": (ids[:2], False),
            "A102": (ids, "too_many"),
            "A103": ([0], "unknown_choice"),
            "A104": ([], False),
        }
        units = self.place.units
        for unit, (chosen, reason) in cast.items():
            vote = {"motion": self.election.id, "unit": units[unit].id}
            [answer] = self._cast([vote | {"candidates": chosen}], "api")
            self.assertEqual(answer["reason"], reason)
        [answer] = self._cast([vote | {"choice": "yes"}], "api")
        self.assertEqual(answer["reason"], "unknown_choice")
        self._close(self.assembly)
        choices = self.election._get_open_choices()
        self.assertEqual(sorted(map(str, choices.values())), [str(ids[:2]), "abstain"])
        self.assertFalse(self.election._find_broken_ballots())

    def test_election_on_the_page(self):
        assembly = self.assembly.sudo()
        parts = assembly._portal_get_parts(self.agent)
        cards = assembly._portal_get_cards(parts)
        [first, second, _third] = self.election.candidate_ids
        field = f"vote-{self.election.id}-{self.agent.id}"
        chosen = {field: [str(first.id), str(second.id)]}
        votes = assembly._portal_read_votes(cards, lambda name: chosen.get(name, []))
        self.assertEqual([vote["label"] for vote in votes], ["Ann, Bob"])
        [done] = assembly._portal_cast(votes, self.agent, "token")
        self.assertEqual(done["answer"]["state"], "accepted")
        [again] = assembly._portal_cast(votes, self.agent, "token")
        self.assertEqual(again["answer"]["reason"], "repeated")
