from odoo import fields, models

from ...tools.vote_proxy import Proxy, check_proxies, check_vote, get_proxy_rules


class PropertyProxy(models.Model):
    """Whether a vote can be cast with a proxy."""

    _inherit = "property.proxy"

    def _refuse_vote(self, motion, choice, day):
        """Return the codes of why an agent cannot vote so on a motion."""
        self.ensure_one()
        # sudo: the other proxies of the assembly decide about this one
        proxies_sudo = self.sudo().search([("assembly_id", "=", self.assembly_id.id)])
        known = {proxy.id: proxy._to_vote_proxy() for proxy in proxies_sudo}
        rules = get_proxy_rules(motion._get_rule(), motion.kind == "election")
        codes = check_proxies(list(known.values()), rules, day)[str(self.id)]
        others = [proxy for key, proxy in known.items() if key != self.id]
        return codes or check_vote(
            known[self.id], rules, motion.id, choice, others=others
        )

    def _to_vote_proxy(self):
        """Return the proxy as the pure functions want it."""
        self.ensure_one()
        today = fields.Datetime.context_timestamp
        return Proxy(
            str(self.id),
            self.head_key,
            str(self.agent_id.id),
            self.signed_on,
            signer=str(self.partner_id.id),
            motions=frozenset(self.motion_ids.ids) if self.motion_ids else None,
            instructions={
                told.motion_id.id: told.choice for told in self.instruction_ids
            },
            expiry=self.expires_on or None,
            revoked_on=today(self, self.revoked_at).date() if self.revoked_at else None,
            meeting_day=self.assembly_id.meeting_at.date()
            if self.assembly_id.meeting_at
            else None,
        )
