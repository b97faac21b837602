from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from .property_ballot import CLOSED
from .proxy_desk import ProxyDesk


class PropertyProxy(models.Model):
    """Whether a proxy holds, and if not, why."""

    _inherit = "property.proxy"

    state = fields.Selection(
        [
            ("valid", "Valid"),
            ("used", "Voted with"),
            ("refused", "Does not hold"),
            ("revoked", "Revoked"),
            ("expired", "Expired"),
        ],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    reason = fields.Char(string="Why it does not hold", compute="_compute_state")
    agent_load = fields.Char(
        string="Votes for",
        compute="_compute_state",
        help="For how many owners the proxy holder votes, and for how many he may.",
    )

    @api.depends("revoked_at", "document", "assembly_id.state", "assembly_id.proxy_ids")
    @api.depends_context("lang")
    def _compute_state(self):
        # sudo: the other proxies decide about each; of them nothing is told
        proxies_sudo = self.sudo()
        desk = ProxyDesk(proxies_sudo.assembly_id, fields.Datetime.now())
        used = proxies_sudo._find_used()
        for proxy, proxy_sudo in zip(self, proxies_sudo, strict=True):
            if proxy_sudo.id not in desk.given:
                proxy.state = proxy.reason = proxy.agent_load = False
                continue
            found = proxy_sudo._hide_votes(desk.refuse_motions(proxy_sudo))
            proxy.state = proxy_sudo._judge(found, used)
            proxy.reason = proxy_sudo._tell_reason(found)
            proxy.agent_load = proxy_sudo._tell_load(*desk.get_load(proxy_sudo))

    def _find_used(self):
        """Return those that were voted with: told after the close, as all ballots."""
        closed = self.filtered(lambda proxy: proxy.assembly_id.state in CLOSED)
        ballots = self.env["property.ballot"]._read_group(
            [("proxy_id", "in", closed.ids)], ["proxy_id"]
        )
        return self.browse(proxy.id for [proxy] in ballots)

    def _hide_votes(self, found):
        """Return the codes without who has voted, which is told after the close."""
        if self.assembly_id.state in CLOSED:
            return found
        return {
            motion: tuple(code for code in codes if code != "voted_directly")
            for motion, codes in found.items()
        }

    def _judge(self, found, used):
        """Return the state.

        :param found: ``{motion: codes}``
        """
        if self.revoked_at:
            return "revoked"
        if self in used:
            return "used"
        if not all(found.values()):
            return "valid"
        ended = all("expired" in codes for codes in found.values())
        return "expired" if ended else "refused"

    def _tell_reason(self, found):
        """Return in words why it does not hold, or on which motions not."""
        if self.revoked_at:
            return self.revoke_reason or self._describe("revoked")
        by_code = defaultdict(list)
        for motion, codes in found.items():
            if codes:
                by_code[codes[0]].append(motion.name)
        if not by_code:
            return False
        words = []
        for code, names in by_code.items():
            text = self._describe(code)
            if len(names) < len(found):
                text = self.env._(
                    "%(motions)s: %(reason)s", motions=", ".join(names), reason=text
                )
            words.append(text)
        return " ".join(words)

    def _tell_load(self, heads, cap):
        if cap is None:
            return str(heads)
        return self.env._("%(count)s of %(cap)s", count=heads, cap=cap)

    @api.model
    def _describe(self, code):
        """Return in words why a proxy does not hold."""
        words = {
            "not_allowed": self.env._("Here the owners vote themselves, not by proxy."),
            "not_written": self.env._("The signed proxy is not filed yet."),
            "no_matters": self.env._("It does not say what it is for."),
            "excluded_role": self.env._(
                "Who works for the managing company cannot hold proxies."
            ),
            "not_yet": self.env._("It does not hold yet."),
            "expired": self.env._("It has ended."),
            "revoked": self.env._("It was revoked."),
            "replaced": self.env._("The owner has given a later proxy."),
            "conflict": self.env._(
                "Two proxies of the same day contradict each other. Revoke one."
            ),
            "chain": self.env._(
                "The proxy holder has given a proxy himself, so he cannot vote for"
                " others."
            ),
            "over_cap": self.env._(
                "The proxy holder votes for as many owners as he may already."
            ),
            "not_named": self.env._("The proxy is not for this motion."),
            "voted_directly": self.env._("The owner has voted himself."),
            "no_instruction": self.env._("The owner has not said how to vote."),
            "against_instruction": self.env._(
                "The owner has told the proxy holder to vote otherwise."
            ),
        }
        return words.get(code, code)

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        if set(value) == {"revoked"}:
            return Domain("revoked_at", "!=", False)
        # sudo: the rules of the reader are applied to what is found
        proxies_sudo = self.sudo().search([("assembly_id.state", "!=", "draft")])
        found = proxies_sudo.filtered(lambda proxy: proxy.state in value)
        return Domain("id", "in", found.ids)
