import doctest
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_proxy
from ...tools.vote_presets import PRESETS
from ...tools.vote_proxy import (
    STAFF,
    Proxy,
    ProxyRules,
    check_proxies,
    check_proxy,
    check_vote,
    get_last_day,
    get_proxy_rules,
)
from ...tools.vote_rule import parse_rule

DAY = timedelta(days=1)
GIVEN = date(2026, 5, 1)
VOTE = date(2026, 5, 20)
RULES = ProxyRules()
FLORIDA = get_proxy_rules(
    PRESETS["us_fl_hoa"].parse(), excluded_roles=frozenset({"minor"})
)
PROXY = Proxy("p1", "o1", "wang", GIVEN)


def give(key, principal, agent, days=0, **values):
    return Proxy(key, principal, agent, GIVEN + days * DAY, **values)


def check(*proxies, rules=RULES, roles=None):
    """Return the codes of the proxies that do not hold."""
    found = check_proxies(proxies, rules, VOTE, roles)
    return {key: codes for key, codes in found.items() if codes}


PROXIES = st.lists(
    st.builds(
        Proxy,
        key=st.uuids().map(str),
        principal=st.sampled_from(["o1", "o2", "o3", "o4", "o5"]),
        agent=st.sampled_from(["wang", "li", "zhao"]),
        granted_on=st.integers(0, 25).map(lambda days: GIVEN + days * DAY),
        signer=st.sampled_from([None, "li", "chen"]),
        motions=st.none() | st.frozensets(st.sampled_from(["m1", "m2"])),
        revoked_on=st.sampled_from([None, None, GIVEN + 10 * DAY]),
        is_written=st.sampled_from([True, True, False]),
    ),
    max_size=8,
    unique_by=lambda proxy: proxy.key,
)


@tagged("post_install", "-at_install")
class TestVoteProxy(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_proxy).failed)

    def test_a_proxy_by_itself(self):
        for values, codes in (
            ({}, ()),
            ({"is_written": False}, ("not_written",)),
            ({"motions": frozenset()}, ("no_matters",)),
            ({"motions": frozenset({"m1"})}, ()),
            ({"granted_on": VOTE}, ()),
            ({"granted_on": VOTE + DAY}, ("not_yet",)),
            ({"expiry": VOTE}, ()),
            ({"expiry": VOTE - DAY}, ("expired",)),
            ({"revoked_on": VOTE + DAY}, ()),
            ({"revoked_on": VOTE}, ("revoked",)),
            # China has no such end
            ({"meeting_day": date(2025, 1, 1)}, ()),
            (
                {"is_written": False, "expiry": GIVEN, "revoked_on": GIVEN},
                ("not_written", "expired", "revoked"),
            ),
        ):
            with self.subTest(values=values):
                self.assertEqual(
                    check_proxy(replace(PROXY, **values), RULES, VOTE), codes
                )

    def test_the_rules_decide(self):
        none = ProxyRules(is_allowed=False)
        self.assertEqual(check_proxy(PROXY, none, VOTE), ("not_allowed",))
        loose = ProxyRules(needs_matters=False)
        unnamed = replace(PROXY, motions=frozenset())
        self.assertEqual(check_proxy(unnamed, loose, VOTE), ())

    def test_rules_of_proxies_come_from_the_rule_of_the_vote(self):
        condominium = PRESETS["us_fl_condominium"].parse()
        for rule, is_election, is_allowed in (
            (condominium, True, False),
            (condominium, False, True),
            (PRESETS["cn_ordinary"].parse(), True, True),
            (PRESETS["us_fl_hoa"].parse(), True, True),
        ):
            with self.subTest(is_election=is_election):
                found = get_proxy_rules(rule, is_election)
                self.assertIs(found.is_allowed, is_allowed)
        capped = parse_rule({**PRESETS["cn_ordinary"].rule, "proxy_cap": 3})
        self.assertEqual(get_proxy_rules(capped).cap, 3)
        self.assertEqual(get_proxy_rules(capped).excluded_roles, {STAFF})

    def test_staff_of_the_company_are_no_agents(self):
        self.assertEqual(
            check(PROXY, roles={"wang": {STAFF}}), {"p1": ("excluded_role",)}
        )
        self.assertEqual(check(PROXY, roles={"wang": {"tenant"}, "li": {STAFF}}), {})
        self.assertEqual(check(PROXY, rules=FLORIDA, roles={"wang": {STAFF}}), {})

    def test_florida_ends_ninety_days_after_the_meeting(self):
        proxy = replace(PROXY, meeting_day=VOTE)
        last = date(2026, 8, 18)
        self.assertEqual(get_last_day(proxy, FLORIDA), last)
        self.assertEqual(check_proxy(proxy, FLORIDA, last), ())
        self.assertEqual(check_proxy(proxy, FLORIDA, last + DAY), ("expired",))
        # what ends earlier by itself ends earlier
        early = replace(proxy, expiry=VOTE)
        self.assertEqual(get_last_day(early, FLORIDA), VOTE)
        late = replace(proxy, expiry=last + DAY)
        self.assertEqual(get_last_day(late, FLORIDA), last)
        self.assertIsNone(get_last_day(PROXY, FLORIDA))

    def test_the_cap_counts_heads_in_the_order_given(self):
        proxies = [give(f"p{n}", f"o{n}", "wang", 9 - n) for n in range(1, 5)]
        rules = ProxyRules(cap=3)
        self.assertEqual(check(*proxies, rules=rules), {"p1": ("over_cap",)})
        self.assertEqual(check(*proxies[1:], rules=rules), {})
        self.assertEqual(check(*proxies), {})
        nobody = check(*proxies, rules=ProxyRules(cap=0))
        self.assertEqual({*nobody.values()}, {("over_cap",)})
        self.assertEqual(len(nobody), 4)

    def test_two_papers_of_one_head_are_one(self):
        proxies = [
            give("p1", "o1", "wang", motions=frozenset({"m1"})),
            give("p2", "o1", "wang", motions=frozenset({"m2"})),
            give("p3", "o2", "wang"),
            give("p4", "o3", "li"),
        ]
        rules = ProxyRules(cap=2)
        self.assertEqual(check(*proxies, rules=rules), {})
        self.assertEqual(
            check(*proxies, rules=ProxyRules(cap=1)), {"p3": ("over_cap",)}
        )

    def test_what_does_not_hold_takes_no_place_under_the_cap(self):
        proxies = [
            give("p1", "o1", "wang", revoked_on=GIVEN + DAY),
            give("p2", "o2", "wang", 1),
        ]
        self.assertEqual(check(*proxies, rules=ProxyRules(cap=1)), {"p1": ("revoked",)})

    def test_the_later_proxy_stands(self):
        older, newer = give("p1", "o1", "wang"), give("p2", "o1", "li", 1)
        self.assertEqual(check(older, newer), {"p1": ("replaced",)})
        self.assertEqual(check(newer, older), {"p1": ("replaced",)})
        # of another head it takes nothing back
        self.assertEqual(check(older, replace(newer, principal="o2")), {})

    def test_the_older_does_not_come_back(self):
        older = give("p1", "o1", "wang")
        newer = give("p2", "o1", "li", 1, revoked_on=GIVEN + 2 * DAY)
        self.assertEqual(check(older, newer), {"p1": ("replaced",), "p2": ("revoked",)})
        never = replace(newer, revoked_on=None, is_written=False)
        self.assertEqual(check(older, never), {"p2": ("not_written",)})
        later = replace(newer, revoked_on=None, granted_on=VOTE + DAY)
        self.assertEqual(check(older, later), {"p2": ("not_yet",)})

    def test_a_later_one_for_some_matters_leaves_the_rest(self):
        older = give("p1", "o1", "wang")
        newer = give("p2", "o1", "li", 1, motions=frozenset({"m1"}))
        self.assertEqual(check(older, newer), {})
        both = (older, newer)
        for proxy, motion, codes in (
            (older, "m1", ("replaced",)),
            (older, "m2", ()),
            (newer, "m1", ()),
            (newer, "m2", ("not_named",)),
        ):
            with self.subTest(proxy=proxy.key, motion=motion):
                self.assertEqual(
                    check_vote(proxy, RULES, motion, "yes", others=both), codes
                )
        stranger = replace(newer, principal="o2")
        self.assertEqual(check_vote(older, RULES, "m1", "yes", others=[stranger]), ())

    def test_two_of_one_day_contradict_each_other(self):
        one, other = give("p1", "o1", "wang"), give("p2", "o1", "li")
        conflict = {"p1": ("conflict",), "p2": ("conflict",)}
        self.assertEqual(check(one, other), conflict)
        apart = [
            replace(one, motions=frozenset({"m1"})),
            replace(other, motions=frozenset({"m2"})),
        ]
        self.assertEqual(check(*apart), {})
        self.assertEqual(check(apart[0], other), conflict)
        self.assertEqual(check(one, replace(other, agent="wang")), {})
        # nor may an agent choose which of two instructions he follows
        told = replace(one, instructions={"m1": "no"})
        self.assertEqual(check(told, replace(other, agent="wang")), conflict)
        # one of them was taken back: it is clear which of them is meant
        self.assertEqual(
            check(replace(one, revoked_on=GIVEN), other), {"p1": ("revoked",)}
        )
        third = give("p3", "o1", "zhao", 1)
        self.assertEqual(
            check(one, other, third), {"p1": ("replaced",), "p2": ("replaced",)}
        )

    def test_no_chains(self):
        to_li = give("p1", "o1", "li")
        li_sends = give("p2", "o2", "wang", 1, signer="li")
        self.assertEqual(check(to_li, li_sends), {"p1": ("chain",)})
        # an agent who passes on what he was given: neither acts
        passed_on = give("p2", "o1", "wang", signer="li", motions=frozenset({"m1"}))
        self.assertEqual(
            check(replace(to_li, motions=frozenset({"m2"})), passed_on),
            {"p1": ("chain",), "p2": ("chain",)},
        )
        revoked = replace(li_sends, revoked_on=VOTE)
        self.assertEqual(check(to_li, revoked), {"p2": ("revoked",)})

    def test_what_was_voted_counts_with_the_cap(self):
        proxies = (
            give("p1", "o1", "wang", revoked_on=GIVEN),
            give("p2", "o2", "wang", 1),
            give("p3", "o3", "wang", 2),
        )
        rules = ProxyRules(cap=2)
        self.assertEqual(check(*proxies, rules=rules), {"p1": ("revoked",)})
        found = check_proxies(proxies, rules, VOTE, used={("wang", "o1")})
        self.assertEqual(found["p2"], ())
        self.assertEqual(found["p3"], ("over_cap",))
        # who has voted keeps his place
        found = check_proxies(
            proxies, rules, VOTE, used={("wang", "o1"), ("wang", "o3")}
        )
        self.assertEqual((found["p2"], found["p3"]), (("over_cap",), ()))

    def test_what_was_passed_on_is_not_counted_with_the_cap(self):
        proxies = (
            give("p1", "o1", "li", motions=frozenset({"m2"})),
            give("p2", "o1", "wang", signer="li", motions=frozenset({"m1"})),
            give("p3", "o3", "wang", 1),
        )
        codes = check(*proxies, rules=ProxyRules(cap=1))
        self.assertEqual(codes, {"p1": ("chain",), "p2": ("chain",)})

    def test_a_vote_on_a_motion(self):
        proxy = replace(
            PROXY, motions=frozenset({"m1", "m2"}), instructions={"m1": "no"}
        )
        strict = ProxyRules(needs_instruction=True)
        for rules, motion, choice, voted, codes in (
            (RULES, "m1", "no", (), ()),
            (RULES, "m1", "yes", (), ("against_instruction",)),
            (RULES, "m2", "yes", (), ()),
            (strict, "m2", "yes", (), ("no_instruction",)),
            (strict, "m1", "no", (), ()),
            (RULES, "m3", "yes", (), ("not_named",)),
            (RULES, "m1", "no", {"m1"}, ("voted_directly",)),
            (RULES, "m1", "no", {"m2"}, ("voted_directly",)),
            (RULES, "m1", "no", {"m3"}, ()),
        ):
            with self.subTest(motion=motion, choice=choice, voted=voted):
                self.assertEqual(check_vote(proxy, rules, motion, choice, voted), codes)
        self.assertEqual(check_vote(PROXY, RULES, "m3", "yes"), ())

    @given(PROXIES, st.none() | st.integers(0, 3), st.randoms())
    def test_what_holds(self, proxies, cap, random):
        rules = ProxyRules(cap=cap)
        found = check_proxies(proxies, rules, VOTE)
        self.assertEqual([*found], [proxy.key for proxy in proxies])
        live = [proxy for proxy in proxies if not found[proxy.key]]
        agents = {proxy.agent for proxy in live}
        self.assertTrue(agents.isdisjoint(proxy.signer for proxy in live))
        for agent in agents:
            heads = {proxy.principal for proxy in live if proxy.agent == agent}
            self.assertLessEqual(len(heads), len(proxies) if cap is None else cap)
        for proxy in live:
            if not check_vote(proxy, rules, "m1", "yes", others=live):
                same = [one for one in live if one.principal == proxy.principal]
                able = {
                    one.agent
                    for one in same
                    if not check_vote(one, rules, "m1", "yes", others=live)
                }
                self.assertEqual(able, {proxy.agent})
        random.shuffle(proxies)
        self.assertEqual(check_proxies(proxies, rules, VOTE), found)
