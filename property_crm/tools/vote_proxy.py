"""Proxies in an owners' vote: which of them hold, and what may be voted with them.

Every refusal is a code, so that whoever enters a proxy reads the reason in his own
language. Principals are counted as heads: a proxy of an owner of three units is one.

A proxy is judged in two steps. First by itself (``check_proxy``), then among the others
(``check_proxies``): of two of one principal for the same matters the later one stands,
whoever has sent a proxy cannot act for others, and nobody acts for more heads than the
rules allow.
``check_vote`` at last tells whether a motion can be voted with it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import combinations

STAFF = "staff_of_provider"
# a later proxy has taken the earlier one back, also if it has ended since
ENDED = {"expired", "revoked"}


@dataclass(frozen=True)
class ProxyRules:
    """What the law or the assembly's rules say of proxies.

    :param is_allowed: e.g. not for the directors of a condominium in Florida
    :param cap: most heads for whom one agent votes; ``None``: as many as ask him
    :param excluded_roles: roles of an agent that the rules exclude
    :param needs_matters: a proxy must name the motions or say that it is for all
    :param needs_instruction: the agent votes as he is told, not as he likes
    :param days_after_meeting: it ends so many days after the meeting it is given for
    """

    is_allowed: bool = True
    cap: int | None = None
    excluded_roles: frozenset = frozenset({STAFF})
    needs_matters: bool = True
    needs_instruction: bool = False
    days_after_meeting: int | None = None


def get_proxy_rules(rule, is_election=False, **values):
    """Return what a voting rule says of proxies, with what else is known of the place.

    >>> from .vote_presets import PRESETS
    >>> florida = get_proxy_rules(PRESETS["us_fl_hoa"].parse())
    >>> florida.days_after_meeting, florida.cap
    (90, None)
    >>> get_proxy_rules(PRESETS["us_fl_condominium"].parse(), True).is_allowed
    False

    :param rule: of ``tools.vote_rule``
    :param is_election: some elections are by ballot only
    """
    is_barred = is_election and rule.election and not rule.election.allows_proxy
    return ProxyRules(
        is_allowed=not is_barred,
        cap=rule.proxy_cap,
        days_after_meeting=rule.proxy_days,
        **values,
    )


@dataclass(frozen=True)
class Proxy:
    """What a head of the register has given to somebody.

    :param key: of the proxy
    :param principal: key of the head
    :param agent: key of the person who votes
    :param signer: key of the person who signed, of the head or not
    :param motions: keys of the motions; ``None`` stands for all of them
    :param instructions: ``{motion: choice}``
    :param expiry: last day on which it holds
    :param meeting_day: first day of the meeting it was given for
    """

    key: str
    principal: str
    agent: str
    granted_on: date
    signer: str | None = None
    motions: frozenset | None = None
    instructions: dict = field(default_factory=dict)
    expiry: date | None = None
    revoked_on: date | None = None
    meeting_day: date | None = None
    is_written: bool = True

    def names(self, motion):
        return self.motions is None or motion in self.motions

    def covers(self, other):
        """Tell whether it is for all the motions of another one."""
        return self.motions is None or (
            other.motions is not None and other.motions <= self.motions
        )

    def meets(self, other):
        """Tell whether both are for some motion."""
        if None in (self.motions, other.motions):
            return True
        return not self.motions.isdisjoint(other.motions)


def check_proxy(proxy, rules, vote_day, roles=()):
    """Return the reasons why a proxy alone does not hold on a day.

    >>> proxy = Proxy("p", "o1", "wang", date(2026, 5, 1), expiry=date(2026, 5, 19))
    >>> check_proxy(proxy, ProxyRules(), date(2026, 5, 19))
    ()
    >>> check_proxy(proxy, ProxyRules(), date(2026, 5, 20), roles={STAFF})
    ('excluded_role', 'expired')

    :param roles: of the agent
    """
    found = {
        "not_allowed": not rules.is_allowed,
        "not_written": not proxy.is_written,
        "no_matters": rules.needs_matters and proxy.motions == frozenset(),
        "excluded_role": not rules.excluded_roles.isdisjoint(roles),
        "not_yet": vote_day < proxy.granted_on,
        "expired": _is_expired(proxy, rules, vote_day),
        "revoked": proxy.revoked_on is not None and proxy.revoked_on <= vote_day,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def get_last_day(proxy, rules):
    """Return the last day on which a proxy holds, ``None`` if it has none.

    >>> proxy = Proxy("p", "o1", "lee", date(2026, 1, 2), meeting_day=date(2026, 2, 1))
    >>> florida = ProxyRules(days_after_meeting=90)
    >>> str(get_last_day(proxy, florida)), get_last_day(proxy, ProxyRules())
    ('2026-05-02', None)
    """
    days = [proxy.expiry] if proxy.expiry else []
    if rules.days_after_meeting is not None and proxy.meeting_day:
        days.append(proxy.meeting_day + timedelta(days=rules.days_after_meeting))
    return min(days, default=None)


def _is_expired(proxy, rules, vote_day):
    last = get_last_day(proxy, rules)
    return last is not None and last < vote_day


def check_proxies(proxies, rules, vote_day, roles=None, used=frozenset()):
    """Return ``{proxy key: codes}``, for each the reasons why it does not hold.

    The codes of ``check_proxy``, else one of: ``replaced`` by a later proxy of the same
    principal; ``conflict``, two of the same day with different agents or instructions;
    ``chain``, the agent has sent a proxy himself, or the one who signed is an agent;
    ``over_cap``, the agent has enough heads already, counted in the order given.

    >>> day = date(2026, 5, 1)
    >>> check_proxies([Proxy("p1", "o1", "wang", day, signer="li"),
    ...     Proxy("p2", "o2", "li", day), Proxy("p3", "o3", "wang", day)],
    ...     ProxyRules(cap=1), day)
    {'p1': (), 'p2': ('chain',), 'p3': ('over_cap',)}

    :param roles: ``{agent: roles}``
    :param used: pairs ``(agent, principal)`` of votes cast by proxy: they stand, and so
        they count towards the limit, whatever has become of the proxy since
    """
    roles = roles or {}
    ordered = sorted(proxies, key=lambda proxy: (proxy.granted_on, proxy.key))
    found = {
        proxy.key: check_proxy(proxy, rules, vote_day, roles.get(proxy.agent, ()))
        for proxy in ordered
    }
    found.update(_find_replaced(ordered, found))
    for find in (_find_chains, partial(_find_over_cap, rules.cap, used)):
        live = [proxy for proxy in ordered if not found[proxy.key]]
        found.update(find(live))
    return {proxy.key: found[proxy.key] for proxy in proxies}


def _find_replaced(ordered, codes):
    """Return the codes of those that another one of the same principal stands against.

    A later one for only some of the motions leaves the older the rest: ``check_vote``.
    """
    by_principal = {}
    for proxy in ordered:
        if {*codes[proxy.key]} <= ENDED:
            by_principal.setdefault(proxy.principal, []).append(proxy)
    found = {}
    for given in by_principal.values():
        for older, newer in combinations(given, 2):
            if older.granted_on < newer.granted_on:
                if newer.covers(older):
                    found[older.key] = ("replaced",)
            elif _is_conflict(older, newer, codes):
                for one in (older, newer):
                    found.setdefault(one.key, ("conflict",))
    return {key: reason for key, reason in found.items() if not codes[key]}


def _is_conflict(one, other, codes):
    """Tell whether two of one day stand against each other.

    Whoever has taken one of them back has said which of them he means.
    """
    if codes[one.key] or codes[other.key] or not one.meets(other):
        return False
    return (one.agent, one.instructions) != (other.agent, other.instructions)


def _find_chains(live):
    signers = {proxy.signer for proxy in live if proxy.signer is not None}
    agents = {(proxy.principal, proxy.agent) for proxy in live}
    return {
        proxy.key: ("chain",)
        for proxy in live
        if proxy.agent in signers or (proxy.principal, proxy.signer) in agents
    }


def _find_over_cap(cap, used, live):
    if cap is None:
        return {}
    found, counted = {}, set(used)
    heads = Counter(agent for agent, _principal in counted)
    for proxy in live:
        pair = (proxy.agent, proxy.principal)
        if pair not in counted and heads[proxy.agent] >= cap:
            found[proxy.key] = ("over_cap",)
        elif pair not in counted:
            counted.add(pair)
            heads[proxy.agent] += 1
    return found


def check_vote(proxy, rules, motion, choice, voted=frozenset(), others=()):
    """Return the reasons why an agent cannot vote so on a motion with a proxy.

    >>> proxy = Proxy("p", "o1", "wang", date(2026, 5, 1), motions=frozenset({"m1"}),
    ...     instructions={"m1": "no"})
    >>> check_vote(proxy, ProxyRules(), "m1", "no"), check_vote(
    ...     proxy, ProxyRules(), "m1", "yes")
    ((), ('against_instruction',))
    >>> check_vote(proxy, ProxyRules(), "m1", "no", voted={"m1"})
    ('voted_directly',)

    :param voted: motions on which the principal has voted himself: if the proxy is for
        one of them he has taken all of it back; if it is for others only, it holds
    :param others: proxies of the same vote, of which a later one may be for this motion
    """
    told = proxy.instructions.get(motion)
    found = {
        "not_named": not proxy.names(motion),
        "voted_directly": any(proxy.names(key) for key in voted),
        "replaced": any(
            other.principal == proxy.principal
            and other.granted_on > proxy.granted_on
            and other.names(motion)
            for other in others
        ),
        "no_instruction": rules.needs_instruction and told is None,
        "against_instruction": told is not None and told != choice,
    }
    return tuple(code for code, is_so in found.items() if is_so)
