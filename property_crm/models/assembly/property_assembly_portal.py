from odoo import api, models
from odoo.fields import Domain
from odoo.tools import formatLang

from .ballot_desk import read_clock
from .property_ballot import CLOSED
from .proxy_desk import ProxyDesk

HIDDEN = ("draft", "cancelled")


class PropertyAssembly(models.Model):
    """What owners see of their assemblies. They have no rights to the records."""

    _inherit = "property.assembly"

    @api.model
    def _portal_search(self, partner):
        """Return the assemblies in whose register somebody votes, as sudo."""
        # sudo: who votes for which rows decides what he may read
        env_sudo = self.sudo().env
        rows = env_sudo["property.assembly.row"]._find_by_owner(partner)
        proxies = env_sudo["property.proxy"].search([("agent_id", "=", partner.id)])
        ids = (rows.assembly_id | proxies.assembly_id).ids
        return self.sudo().search(
            Domain("id", "in", ids) & Domain("state", "not in", HIDDEN)
        )

    def _is_open_now(self):
        """Tell whether votes are taken now, by the clock of the database."""
        self.ensure_one()
        now = read_clock(self.env.cr)
        return self.state == "open" and self.opens_at <= now < self.closes_at

    @api.model
    def _portal_find(self, assembly_id, partner):
        return self._portal_search(partner).filtered(lambda one: one.id == assembly_id)

    def _portal_get_parts(self, partner):
        """Return for whom somebody votes: his own units, and those of his principals.

        :return: dictionaries with ``head``, ``rows``, ``units``, ``area``, ``proxy``,
            ``is_shared``: others are one owner with him, who vote for their units
        """
        self.ensure_one()
        rows = self.env["property.assembly.row"]
        own = rows._find_by_voter(partner, self)
        heads = dict.fromkeys(own.mapped("head_key"))
        for proxy in self._portal_get_proxies(partner):
            heads.setdefault(proxy.head_key, proxy)
        found = rows.search(
            [("assembly_id", "=", self.id), ("head_key", "in", list(heads))]
        ).grouped("head_key")
        return [
            {
                "head": head,
                "rows": found[head],
                "units": ", ".join(found[head].mapped("unit_name")),
                "area": self._portal_format_area(found[head]),
                "proxy": proxy,
                "partner": partner,
                "is_shared": not proxy and not found[head]._is_voter(partner),
            }
            for head, proxy in heads.items()
            if head in found
        ]

    def _portal_get_proxies(self, partner):
        """Return those he may vote with now; before and after, those he was given."""
        proxies = self.env["property.proxy"]
        if self._is_voting():
            return proxies._find_valid(partner, self)
        return proxies.search(
            [
                ("assembly_id", "=", self.id),
                ("agent_id", "=", partner.id),
                ("revoked_at", "=", False),
            ]
        )

    def _portal_format_area(self, rows):
        centi = sum(rows.mapped("area_centi"))
        whole = formatLang(self.env, centi // 100, digits=0)
        return f"{whole}.{centi % 100:02d}"

    def _portal_get_ballots(self, parts):
        """Return ``{(motion id, head): ballot}`` of these heads."""
        ballots = self.env["property.ballot"].search(
            [
                ("motion_id", "in", self.motion_ids.ids),
                ("head_key", "in", [part["head"] for part in parts]),
            ]
        )
        return {(one.motion_id.id, one.head_key): one for one in ballots}

    def _portal_get_cards(self, parts):
        """Return a dictionary a motion, with what each head can do with it."""
        ballots = self._portal_get_ballots(parts)
        desk = ProxyDesk(self, read_clock(self.env.cr))
        cards = []
        for motion in self.motion_ids:
            card = {"motion": motion, "lines": [], "is_shared": False}
            for part in parts:
                counted = motion._find_counted(part["rows"])
                ballot = ballots.get((motion.id, part["head"]))
                if not counted:
                    continue
                if not ballot and not self._portal_can_vote(
                    motion, part, counted, desk
                ):
                    card["is_shared"] = card["is_shared"] or part["is_shared"]
                    continue
                field = f"vote-{motion.id}-{part['head']}"
                card["lines"].append({"part": part, "field": field, "ballot": ballot})
            cards.append(card)
        return cards

    def _portal_can_vote(self, motion, part, counted, desk):
        """Tell whether there is a choice to make, though it may be a told one."""
        if not part["proxy"]:
            return counted._is_voter(part["partner"])
        return not desk.refuse_any_choice(part["proxy"], motion)

    def _portal_read_votes(self, cards, values):
        """Return what was chosen on the page.

        :param values: gives the list of what a field of the form holds
        """
        votes = []
        for card in cards:
            motion = card["motion"]
            for line in card["lines"]:
                chosen = list(filter(None, values(line["field"])))
                if chosen and not line["ballot"]:
                    votes.append(self._portal_read_vote(motion, line, chosen))
        return votes

    def _portal_explain_no_votes(self, cards, values):
        """Return why nothing of what was chosen can be cast."""
        lines = [line for card in cards for line in card["lines"]]
        if any(line["ballot"] and any(values(line["field"])) for line in lines):
            # another tab, or another channel, was first
            return self.env["property.motion"]._describe_reason("voted")
        return self.env._("Nothing new was chosen.")

    def _portal_read_vote(self, motion, line, chosen):
        vote = {
            "motion": motion,
            "part": line["part"],
            "field": line["field"],
            "chosen": chosen,
        }
        if motion.kind != "election":
            labels = dict(motion._get_choice_labels())
            return vote | {
                "choice": chosen[0],
                "label": labels.get(chosen[0], chosen[0]),
            }
        ids = [int(one) for one in chosen if one.isdecimal()]
        people = motion.candidate_ids.filtered(lambda one: one.id in ids)
        label = ", ".join(people.mapped("name")) or self.env._("None of them")
        return vote | {"candidates": ids, "label": label}

    def _portal_cast(self, votes, partner, token):
        """Cast what was confirmed; return each vote with the answer to it."""
        done = []
        for vote in votes:
            proxy = vote["part"]["proxy"]
            sent = {
                "motion": vote["motion"].id,
                "head": vote["part"]["head"],
                "request_key": f"{token}:{vote['part']['head']}",
                "proxy": proxy.id if proxy else None,
            }
            for name in ("choice", "candidates"):
                if name in vote:
                    sent[name] = vote[name]
            channel = "proxy" if proxy else "portal"
            [answer] = vote["motion"]._cast([sent], channel, partner)
            words = vote["motion"]._describe_reason(answer["reason"])
            done.append(vote | {"answer": answer, "words": words})
        return done


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _find_counted(self, rows, register=None):
        """Return those of a head's rows that count in the motion."""
        register = register or self._make_register([row._to_row() for row in rows])
        return rows.filtered(lambda row: row.unit_id.id in register.heads)

    @api.model
    def _get_choice_labels(self):
        """Return what can be chosen on a screen."""
        choices = self.env["property.ballot"]._fields["choice"]
        return [
            pair
            for pair in choices._description_selection(self.env)
            if pair[0] != "invalid"
        ]

    @api.model
    def _portal_find_closed(self, motion_id):
        """Return the motion of a vote whose list is published, for anybody, as sudo."""
        # sudo: the published list is for everybody
        motion_sudo = self.sudo().browse(motion_id).exists()
        return motion_sudo.filtered(lambda one: one.assembly_id.state in CLOSED)
