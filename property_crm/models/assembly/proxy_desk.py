from collections import defaultdict

from ...tools.vote_proxy import STAFF, Proxy, check_proxies, check_vote, get_proxy_rules

# what the agent was told about: the choice is not known yet
ABOUT_CHOICE = {"against_instruction", "no_instruction"}


class ProxyDesk:
    """The proxies of some assemblies, read once, and which of them hold at a time."""

    def __init__(self, assemblies, now):
        # sudo: all the proxies of an assembly decide about each of them
        assemblies_sudo = assemblies.sudo()
        self.now = now
        self.given, self.by_head = {}, defaultdict(list)
        self.codes, self.loads, self.rules = {}, {}, {}
        proxies_sudo = assemblies_sudo.env["property.proxy"].search(
            [("assembly_id", "in", assemblies_sudo.ids)]
        )
        self.roles = self._read_roles(proxies_sudo.agent_id)
        self.keys = defaultdict(list)
        self.used, self.direct = self._read_votes(proxies_sudo)
        for proxy in proxies_sudo:
            given = self._read_proxy(proxy)
            self.given[proxy.id] = given
            self.keys[proxy.assembly_id.id].append(proxy.id)
            self.by_head[proxy.assembly_id.id, proxy.head_key].append(given)

    def _read_votes(self, proxies):
        """Return who has voted for whom, and on what heads have voted themselves.

        ``{assembly: pairs of agent and head}``, ``{(assembly, head): motions}``
        """
        used, direct = defaultdict(set), defaultdict(set)
        ballots_sudo = proxies.env["property.ballot"].search_fetch(
            [
                ("motion_id", "in", proxies.assembly_id.motion_ids.ids),
                ("head_key", "in", list(set(proxies.mapped("head_key")))),
            ],
            ["motion_id", "head_key", "proxy_id"],
        )
        for ballot in ballots_sudo:
            assembly, head = ballot.motion_id.assembly_id.id, ballot.head_key
            if ballot.proxy_id:
                used[assembly].add((str(ballot.proxy_id.agent_id.id), head))
            else:
                direct[assembly, head].add(ballot.motion_id.id)
        return used, direct

    def _read_roles(self, agents):
        """Return ``{agent: roles}``: who works for the company may not be one."""
        return {
            str(agent.id): {STAFF}
            for agent in agents
            if any(not user.share for user in agent.user_ids)
        }

    def _read_proxy(self, proxy):
        """Return a proxy as the pure functions want it."""
        assembly = proxy.assembly_id
        return Proxy(
            proxy.id,
            proxy.head_key,
            str(proxy.agent_id.id),
            proxy.signed_on,
            signer=str(proxy.partner_id.id),
            motions=frozenset(proxy.motion_ids.ids) if proxy.motion_ids else None,
            instructions={
                told.motion_id.id: told.choice for told in proxy.instruction_ids
            },
            expiry=proxy.expires_on or None,
            revoked_on=self._get_day(assembly, proxy.revoked_at),
            meeting_day=self._get_day(assembly, assembly.meeting_at),
            is_written=proxy.is_written,
        )

    def _get_day(self, assembly, moment):
        """Return the day at the site, None if there is no moment."""
        return assembly.site_id._to_local(moment).date() if moment else None

    def get_vote_day(self, assembly):
        """Return today at the site; of a vote that is over its last day."""
        closes_at = assembly.closes_at
        return self._get_day(assembly, min(self.now, closes_at or self.now))

    def get_rules(self, motion):
        if motion.id not in self.rules:
            is_election = motion.kind == "election"
            self.rules[motion.id] = get_proxy_rules(motion._get_rule(), is_election)
        return self.rules[motion.id]

    def get_codes(self, motion):
        """Return ``{proxy id: codes}`` of the assembly by the rule of a motion."""
        if motion.id not in self.codes:
            assembly = motion.assembly_id
            self.codes[motion.id] = check_proxies(
                [self.given[key] for key in self.keys[assembly.id]],
                self.get_rules(motion),
                self.get_vote_day(assembly),
                self.roles,
                self.used[assembly.id],
            )
        return self.codes[motion.id]

    def refuse(self, proxy, motion, choice):
        """Return the codes of why an agent cannot vote so on a motion."""
        given = self.given[proxy.id]
        return self.get_codes(motion)[proxy.id] or check_vote(
            given,
            self.get_rules(motion),
            motion.id,
            choice,
            voted=self.direct[motion.assembly_id.id, proxy.head_key],
            others=self.by_head[motion.assembly_id.id, proxy.head_key],
        )

    def refuse_any_choice(self, proxy, motion):
        """Return the codes of why nothing can be voted on a motion."""
        codes = self.refuse(proxy, motion, None)
        return tuple(code for code in codes if code not in ABOUT_CHOICE)

    def refuse_motions(self, proxy):
        """Return ``{motion: codes}`` of the motions that a proxy is for."""
        motions = proxy.motion_ids or proxy.assembly_id.motion_ids
        return {motion: self.refuse_any_choice(proxy, motion) for motion in motions}

    def get_load(self, proxy):
        """Return for how many heads its agent votes, and for how many he may."""
        assembly = proxy.assembly_id
        if assembly.id not in self.loads:
            self.loads[assembly.id] = self._count_heads(assembly)
        heads, cap = self.loads[assembly.id]
        return len(heads[str(proxy.agent_id.id)]), cap

    def _count_heads(self, assembly):
        """Return ``{agent: heads}`` of what holds or was voted, and the limit."""
        heads, caps = defaultdict(set), set()
        for agent, head in self.used[assembly.id]:
            heads[agent].add(head)
        for motion in assembly.motion_ids:
            caps.add(self.get_rules(motion).cap)
            for key, codes in self.get_codes(motion).items():
                given = self.given[key]
                if not codes:
                    heads[given.agent].add(given.principal)
        return heads, min(caps - {None}, default=None)

    def find_holding(self, assembly):
        """Return the ids of those that hold for some motion."""
        proxies = assembly.sudo().env["property.proxy"].browse(self.keys[assembly.id])
        return {
            proxy.id
            for proxy in proxies
            if not all(self.refuse_motions(proxy).values())
        }
