from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .proxy_common import PAPER, ProxyCommon


@tagged("post_install", "-at_install")
class TestProxyVote(ProxyCommon):
    """Every rule of ``tools.vote_proxy``, through the flow."""

    caps = {"proxy_cap": 2}

    def _check(self, proxy, state, words=None):
        proxy.invalidate_recordset()
        self.assertEqual(proxy.state, state)
        if words:
            self.assertIn(words, proxy.reason)

    def test_instruction(self):
        proxy = self._file(**self._tell("no"))
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "proxy_against_instruction")
        self.assertEqual(self._vote_by(proxy, "no"), "accepted")
        # of the second he was told nothing
        self.assertEqual(self._vote_by(proxy, motion=self.second.id), "accepted")

    def test_only_what_it_is_for(self):
        proxy = self._file(**self._name(self.second))
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "proxy_not_named")
        self.assertEqual(self._vote_by(proxy, motion=self.second.id), "accepted")

    def test_expiry(self):
        proxy = self._file(signed_on=self._day(-5), expires_on=self._day(-1))
        self._check(proxy, "expired", "has ended")
        last = self._file("A102", signed_on=self._day(-5), expires_on=self.today)
        self._open_vote()
        self.assertEqual(self._vote_by(proxy), "proxy_expired")
        self.assertEqual(self._vote_by(last), "accepted")

    def test_over_the_limit(self):
        first, second, third = (self._file(unit) for unit in ("A101", "A102", "A103"))
        self._check(third, "refused", "as many owners")
        self.assertEqual(first.agent_load, "2 of 2")
        self._open_vote()
        self.assertEqual(self._vote_by(third), "proxy_over_cap")
        self.assertEqual(self._vote_by(first), "accepted")
        self.assertEqual(self._vote_by(second), "accepted")
        # what was voted stands, so taking it back makes no room
        second._revoke("x")
        self._check(third, "refused", "as many owners")
        self.assertEqual(third.agent_load, "2 of 2")
        self.assertEqual(self._vote_by(third), "proxy_over_cap")

    def test_one_not_voted_with_makes_room(self):
        first, second, third = (self._file(unit) for unit in ("A101", "A102", "A103"))
        self._open_vote()
        self.assertEqual(self._vote_by(first), "accepted")
        second._revoke("x")
        self._check(third, "valid")
        self.assertEqual(self._vote_by(third), "accepted")

    def test_who_works_for_the_company(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        proxy = self._file(agent=clerk.partner_id)
        self._check(proxy, "refused", "managing company")
        self._open_vote()
        answer = self._vote_by(proxy, agent=clerk.partner_id)
        self.assertEqual(answer, "proxy_excluded_role")

    def test_the_later_one_stands(self):
        older = self._file(signed_on=self._day(-3))
        newer = self._file(agent=self.wang)
        self._check(older, "refused", "later proxy")
        self._open_vote()
        self.assertEqual(self._vote_by(older), "proxy_replaced")
        newer._revoke("x")
        # the older one does not come back
        self.assertEqual(self._vote_by(older), "proxy_replaced")

    def test_a_later_one_for_one_motion_leaves_the_rest(self):
        older = self._file(signed_on=self._day(-3))
        newer = self._file(agent=self.wang, **self._name(self.motion))
        self._check(older, "valid", "Motion 1: The owner has given a later proxy.")
        self._open_vote()
        self.assertEqual(self._vote_by(older), "proxy_replaced")
        self.assertEqual(self._vote_by(older, motion=self.second.id), "accepted")
        self.assertEqual(self._vote_by(newer, agent=self.wang), "accepted")

    def test_two_of_one_day(self):
        one, other = self._file(), self._file(agent=self.wang)
        for proxy in (one, other):
            self._check(proxy, "refused", "contradict each other")
        self._open_vote()
        self.assertEqual(self._vote_by(one), "proxy_conflict")
        other._revoke("x")
        self._check(one, "valid")
        self.assertEqual(self._vote_by(one), "accepted")
        self.assertEqual(self._vote_by(other, agent=self.wang), "voted")
        second = {"agent": self.wang, "motion": self.second.id}
        self.assertEqual(self._vote_by(other, **second), "proxy_revoked")

    def test_no_chain(self):
        to_agent = self._file("A101")
        self._file("C1", agent=self.wang)
        self._check(to_agent, "refused", "has given a proxy himself")
        self._open_vote()
        self.assertEqual(self._vote_by(to_agent), "proxy_chain")

    def test_principal_first_or_after(self):
        first, after = self._file("A101"), self._file("A102")
        self._open_vote()
        self.assertEqual(self._vote("o1", "A101", "no")["state"], "accepted")
        self.assertEqual(self._vote_by(first), "voted")
        self.assertEqual(self._vote_by(after), "accepted")
        self.assertEqual(self._vote("o2", "A102", "no")["reason"], "voted")
        # who votes himself has taken it back; who came too late has not
        answer = self._vote_by(first, motion=self.second.id)
        self.assertEqual(answer, "proxy_voted_directly")
        self.assertEqual(self._vote_by(after, motion=self.second.id), "accepted")
        # who has voted is told after the close
        self._check(first, "valid")
        self._close(self.assembly)
        self._check(first, "refused", "has voted himself")

    def test_an_own_vote_on_what_it_is_not_for(self):
        proxy = self._file("A101", **self._name(self.second))
        self._open_vote()
        self.assertEqual(self._vote("o1", "A101", "no")["state"], "accepted")
        self.assertEqual(self._vote_by(proxy, motion=self.second.id), "accepted")

    def test_with_anothers_proxy(self):
        mine, others = self._file("A101"), self._file("A102", agent=self.wang)
        other_head = {"head": others.head_key}
        self._open_vote()
        self.assertEqual(self._vote_by(others), "not_entitled")
        self.assertEqual(self._vote_by(mine, **other_head), "not_entitled")
        self.assertEqual(self._vote_by(mine, proxy=10**9), "not_entitled")
        self.assertEqual(self._vote_by(mine, agent=self.li), "not_entitled")
        elsewhere = self._open(self._create_assembly(self.place))
        answer = self._vote_by(mine, motion=elsewhere.motion_ids.id)
        self.assertEqual(answer, "not_entitled")
        self.assertFalse(self._get_ballots())

    def test_before_and_after_the_vote(self):
        proxy = self._file()
        valid = self.env["property.proxy"]._find_valid
        self.assertFalse(valid(self.agent, self.assembly))
        self.assertEqual(self._vote_by(proxy), "not_open")
        self._open_vote()
        self.assertEqual(valid(self.agent, self.assembly), proxy)
        self.assertFalse(valid(self.wang, self.assembly))
        self._pass_time(self.assembly)
        self.assertFalse(valid(self.agent, self.assembly))
        self.assertEqual(self._vote_by(proxy), "closed")

    def test_what_an_agent_may_vote_with(self):
        good = self._file("A101", **self._tell("no"))
        self._file("A102", signed_on=self._day(-5), expires_on=self._day(-1))
        self._file("A103")._revoke("x")
        self._file("A104", agent=self.wang)
        self._open_vote()
        found = self.env["property.proxy"]._find_valid(self.agent, self.assembly)
        self.assertEqual(found, good)

    def test_voted_with_is_told_after_the_close(self):
        used, unused = self._file("A101"), self._file("A102")
        self._open_vote()
        self._vote_by(used)
        self._check(used, "valid")
        self._close(self.assembly)
        self._check(used, "used")
        self._check(unused, "valid")

    def test_found_by_state(self):
        valid, expired, refused, revoked = (
            self._file("A101"),
            self._file("A102", signed_on=self._day(-5), expires_on=self._day(-1)),
            self._file("A103", document=False),
            self._file("A104"),
        )
        revoked._revoke("x")
        proxies = self.env["property.proxy"].with_user(self.manager)
        for state, proxy in (
            ("valid", valid),
            ("expired", expired),
            ("refused", refused),
            ("revoked", revoked),
        ):
            self.assertEqual(proxies.search([("state", "=", state)]), proxy)
        stranger = proxies.with_user(self.user_stranger)
        self.assertFalse(stranger.search([("state", "=", "valid")]))

    def test_reasons_are_words(self):
        motions = self.env["property.motion"]
        for code in ("expired", "over_cap", "against_instruction", "not_written"):
            words = motions._describe_reason(f"proxy_{code}")
            self.assertNotIn(code, words)
            self.assertTrue(words.endswith("."))


@tagged("post_install", "-at_install")
class TestProxyElection(ProxyCommon):
    def test_some_elections_are_by_ballot_only(self):
        election = {
            "name": "Election",
            "kind": "election",
            "seats": 1,
            "candidate_ids": [Command.create({"partner_id": self.agent.id})],
        }
        assembly = self._create_assembly(
            self.place, "us_fl_condominium", motion=election
        )
        self._call(assembly)
        proxy = self._file(assembly_id=assembly.id)
        self.assertEqual(proxy.state, "refused")
        self.assertIn("vote themselves", proxy.reason)


@tagged("post_install", "-at_install")
class TestProxyBatch(ProxyCommon):
    """A thousand votes by proxy cost as many queries as two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big = cls._make_place("BIG")
        rooms = [str(number) for number in range(1, 1001)]
        cls._add_units(cls.big, "U", dict.fromkeys(rooms, 100))
        people = cls.env["res.partner"].create([{"name": f"p{room}"} for room in rooms])
        cls.env["property.ownership"].create(
            [
                {
                    "unit_id": cls.big.units[f"U{room}"].id,
                    "partner_id": partner.id,
                    "date_from": "2020-01-01",
                }
                for room, partner in zip(rooms, people, strict=True)
            ]
        )
        cls.crowd = cls._call(cls._create_assembly(cls.big))
        proxies = cls.env["property.proxy"].with_user(cls.manager)
        cls.proxies = proxies.create(
            [
                {
                    "assembly_id": cls.crowd.id,
                    "unit_id": unit.id,
                    "agent_id": cls.agent.id,
                    "document": PAPER,
                }
                for unit in cls.big.units.values()
            ]
        )
        cls.crowd.action_open()
        cls.motion = cls.crowd.motion_ids

    def _count_queries(self, proxies):
        self.env.flush_all()
        self.env.invalidate_all()
        votes = [
            {
                "motion": self.motion.id,
                "head": proxy.head_key,
                "choice": "yes",
                "proxy": proxy.id,
            }
            for proxy in proxies.sudo()
        ]
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        answers = self.env["property.motion"]._cast(votes, "proxy", self.agent)
        self.env.flush_all()
        spent = self.env.cr.sql_log_count - start
        self.assertEqual({answer["state"] for answer in answers}, {"accepted"})
        return spent

    def test_queries_of_a_batch(self):
        self._count_queries(self.proxies[:1])
        few = self._count_queries(self.proxies[1:3])
        self.assertEqual(self._count_queries(self.proxies[3:103]), few)
        # Odoo writes a hundred records at a time, of ballots and what is withheld
        self.assertLessEqual(self._count_queries(self.proxies[103:]), few + 16)
