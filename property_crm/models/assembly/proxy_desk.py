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
        self.codes = {}
        proxies_sudo = assemblies_sudo.env["property.proxy"].search(
            [("assembly_id", "in", assemblies_sudo.ids)]
        )
        self.roles = self._read_roles(proxies_sudo.agent_id)
        self.keys = defaultdict(list)
        for proxy in proxies_sudo:
            given = self._read_proxy(proxy)
            self.given[proxy.id] = given
            self.keys[proxy.assembly_id.id].append(proxy.id)
            self.by_head[proxy.assembly_id.id, proxy.head_key].append(given)

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
        )

    def _get_day(self, assembly, moment):
        """Return the day at the site, None if there is no moment."""
        return assembly.site_id._to_local(moment).date() if moment else None

    def get_vote_day(self, assembly):
        """Return today at the site; of a vote that is over its last day."""
        closes_at = assembly.closes_at
        return self._get_day(assembly, min(self.now, closes_at or self.now))

    def get_rules(self, motion):
        return get_proxy_rules(motion._get_rule(), motion.kind == "election")

    def get_codes(self, motion):
        """Return ``{proxy id: codes}`` of the assembly by the rule of a motion."""
        if motion.id not in self.codes:
            assembly = motion.assembly_id
            self.codes[motion.id] = check_proxies(
                [self.given[key] for key in self.keys[assembly.id]],
                self.get_rules(motion),
                self.get_vote_day(assembly),
                self.roles,
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
            others=self.by_head[motion.assembly_id.id, proxy.head_key],
        )

    def refuse_any_choice(self, proxy, motion):
        """Return the codes of why nothing can be voted on a motion."""
        codes = self.refuse(proxy, motion, None)
        return tuple(code for code in codes if code not in ABOUT_CHOICE)
