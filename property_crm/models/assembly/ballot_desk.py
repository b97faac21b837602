from collections import defaultdict
from datetime import datetime

from odoo.fields import Domain

from .proxy_desk import ProxyDesk

CHOICES = ("yes", "no", "abstain", "invalid")
# what staff key in is a signed sheet of the head, never their own word
ON_PAPER = ("paper", "meeting", "representative")
# an owner cannot send an invalid vote on a screen
BY_HAND = ("portal", "proxy")


def read_clock(cr):
    """Return the time of the database, which is the same for all that serve it."""
    cr.execute("SELECT clock_timestamp() AT TIME ZONE 'UTC'")
    return cr.fetchone()[0]


class BallotDesk:
    """What a batch of votes is checked against, read once: motions, rows, ballots."""

    def __init__(self, motions, votes, channel, partner):
        self.env = motions.env
        self.channel, self.partner = channel, partner
        self.motions = {motion.id: motion for motion in motions}
        self.times = self._lock(motions.assembly_id)
        self.now = read_clock(self.env.cr)
        self.rows = self._read_rows(motions.assembly_id, votes)
        self.voted, self.requests = self._read_ballots(motions, votes)
        self.registers = {}
        self.proxies, self.proxy_desk = self._read_proxies(motions, votes)

    def _read_proxies(self, motions, votes):
        """Return the proxies of the votes, and the desk that judges them all."""
        ids = {vote.get("proxy") for vote in votes} - {None, False}
        if self.channel != "proxy" or not ids:
            return {}, None
        proxies = self.env["property.proxy"].browse(ids).exists()
        desk = ProxyDesk(motions.assembly_id, self.now)
        return {proxy.id: proxy for proxy in proxies}, desk

    def _lock(self, assemblies):
        """Return state and times as they are now; who closes has to wait for us.

        And we for him: who comes after the close is told so, though his transaction
        began before.
        """
        names = ["state", "opens_at", "closes_at"]
        assemblies.flush_recordset(names)
        if not assemblies:
            return {}
        self.env.cr.execute(
            "SELECT id, state, opens_at, closes_at FROM property_assembly"
            " WHERE id IN %s ORDER BY id FOR SHARE",
            [tuple(assemblies.ids)],
            # closed at this moment: Odoo asks again, and he is told so
            log_exceptions=False,
        )
        return {row[0]: row[1:] for row in self.env.cr.fetchall()}

    def _read_rows(self, assemblies, votes):
        """Return the frozen rows of the heads asked for, by assembly and head."""
        rows = self.env["property.assembly.row"]
        units = {vote.get("unit") for vote in votes} - {None, False}
        heads = {vote.get("head") for vote in votes} - {None, False}
        here = Domain("assembly_id", "in", assemblies.ids)
        self.heads = {}
        if units:
            asked = rows.search(here & Domain("unit_id", "in", list(units)))
            for row in asked:
                self.heads[row.assembly_id.id, row.unit_id.id] = row.head_key
            heads |= set(asked.mapped("head_key"))
        found = defaultdict(rows.browse)
        for row in rows.search(here & Domain("head_key", "in", list(heads))):
            found[row.assembly_id.id, row.head_key] |= row
        return found

    def _read_ballots(self, motions, votes):
        """Return who has voted already, and for whom under which key."""
        ballots = self.env["property.ballot"]
        heads = list({head for _assembly, head in self.rows})
        keys = list({vote.get("request_key") for vote in votes} - {None, False, ""})
        sent = Domain("channel", "=", self.channel) & Domain("request_key", "in", keys)
        found = ballots.search_fetch(
            Domain("motion_id", "in", motions.ids)
            & (Domain("head_key", "in", heads) | sent),
            ["motion_id", "head_key", "channel", "request_key"],
        )
        voted = {(one.motion_id.id, one.head_key) for one in found}
        requests = {
            (one.motion_id.id, one.request_key): one.head_key
            for one in found
            if one.request_key and one.channel == self.channel
        }
        return voted, requests

    def find_head(self, vote):
        motion = self.motions.get(vote.get("motion"))
        if not motion:
            return None
        if vote.get("head"):
            return vote["head"]
        return self.heads.get((motion.assembly_id.id, vote.get("unit")))

    def find_rows(self, motion, head):
        return self.rows.get((motion.assembly_id.id, head))

    def find_counted(self, motion, head):
        """Return the rows of a head that count in a motion."""
        units = self.get_register(motion, head).heads
        rows = self.find_rows(motion, head)
        return rows.filtered(lambda row: row.unit_id.id in units)

    def get_register(self, motion, head):
        """Return what of a head's units counts in a motion."""
        key = (motion.id, head)
        if key not in self.registers:
            rows = self.find_rows(motion, head)
            self.registers[key] = motion._make_register([row._to_row() for row in rows])
        return self.registers[key]

    def refuse(self, vote):
        """Return the code of why a vote is refused, None if it is good."""
        motion = self.motions.get(vote.get("motion"))
        if not motion:
            return "no_motion"
        head = self.find_head(vote)
        steps = (
            lambda: self._refuse_time(motion),
            lambda: self._refuse_form(motion, head, vote),
            lambda: self._refuse_head(motion, head),
            lambda: self._refuse_choice(motion, vote),
            lambda: self._refuse_person(motion, head, vote),
            lambda: self._refuse_request(motion, vote),
        )
        return next((code for step in steps if (code := step())), None)

    def _refuse_time(self, motion):
        state, opens_at, closes_at = self.times[motion.assembly_id.id]
        if state in ("draft", "called"):
            return "not_open"
        if state != "open":
            return "closed"
        if opens_at and self.now < opens_at:
            return "not_open"
        return "closed" if self.now >= (closes_at or datetime.max) else None

    def _refuse_form(self, motion, head, vote):
        """Refuse a channel that the form of the assembly does not have."""
        sheet = self.env["property.ballot.sheet"].browse(vote.get("sheet") or ())
        if not motion.assembly_id._takes(self.channel, bool(sheet)):
            return "not_in_form"
        is_other = sheet.assembly_id != motion.assembly_id or sheet.head_key != head
        return "no_sheet" if sheet and is_other else None

    def _refuse_head(self, motion, head):
        if not head or not self.find_rows(motion, head):
            return "unknown_head"
        if not self.get_register(motion, head).heads:
            return "not_in_scope"
        if motion.is_secret and not motion.assembly_id.public_key:
            return "no_key"
        return None

    def _refuse_choice(self, motion, vote):
        choice, chosen = vote.get("choice"), vote.get("candidates")
        if choice and chosen is not None:
            # what it says twice cannot be read; not even as an invalid one
            return "unknown_choice"
        if choice == "invalid":
            return "unknown_choice" if self.channel in BY_HAND else None
        if motion.kind != "election":
            is_known = choice in CHOICES and chosen is None
            return None if is_known else "unknown_choice"
        if chosen is None or not set(chosen) <= set(motion.candidate_ids.ids):
            return "unknown_choice"
        return "too_many" if motion.seats and len(chosen) > motion.seats else None

    def _refuse_person(self, motion, head, vote):
        if self.channel in ON_PAPER:
            sheet = self.env["property.ballot.sheet"].browse(vote.get("sheet") or ())
            is_other = sheet.assembly_id != motion.assembly_id or sheet.head_key != head
            return "no_sheet" if is_other else None
        if self.channel == "proxy":
            return self._refuse_proxy(motion, head, vote)
        voter, rows = self._get_voter(vote), self.find_counted(motion, head)
        return None if voter and rows._is_voter(voter) else "not_entitled"

    def _get_voter(self, vote):
        """Return who votes; another program says it of each vote."""
        if self.channel == "api":
            return self.env["res.partner"].browse(vote.get("voter") or ())
        return self.partner

    def _refuse_proxy(self, motion, head, vote):
        proxy = self.proxies.get(vote.get("proxy"))
        is_agent = proxy and self.partner and proxy.agent_id == self.partner
        if not is_agent or proxy.assembly_id != motion.assembly_id:
            return "not_entitled"
        if proxy.head_key != head or not self._is_principal(proxy, motion):
            return "not_entitled"
        codes = self.proxy_desk.refuse(proxy, motion, vote.get("choice"))
        return f"proxy_{codes[0]}" if codes else None

    def _is_principal(self, proxy, motion):
        """Tell whether it is his vote; on paper all of a head sign together."""
        rows = self.find_counted(motion, proxy.head_key)
        return proxy.given_how == "paper" or rows._is_voter(proxy.partner_id)

    def _refuse_request(self, motion, vote):
        key = (motion.id, vote.get("request_key") or None)
        return "other_request" if key in self.requests else None

    def is_repeated(self, motion, head, vote):
        """Tell whether this very vote was sent again; also after the close."""
        key = vote.get("request_key")
        if not (motion and head and key):
            return False
        return self.requests.get((motion.id, key)) == head

    def has_voted(self, motion, head):
        return (motion.id, head) in self.voted

    def note(self, motion, head, vote):
        """Remember what was taken, for the rest of the batch."""
        self.voted.add((motion.id, head))
        if key := vote.get("request_key"):
            self.requests[motion.id, key] = head
