from collections import defaultdict
from datetime import datetime

from odoo.fields import Domain

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
        self.voted, self.requests = self._read_ballots(motions)
        self.registers = {}

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

    def _read_ballots(self, motions):
        """Return who has voted already, and under which keys."""
        ballots = self.env["property.ballot"]
        heads = list({head for _assembly, head in self.rows})
        found = ballots.search_fetch(
            [("motion_id", "in", motions.ids), ("head_key", "in", heads)],
            ["motion_id", "head_key", "channel", "request_key"],
        )
        voted = {(one.motion_id.id, one.head_key) for one in found}
        requests = {
            (one.motion_id.id, one.head_key)
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
        if choice == "invalid":
            return "unknown_choice" if self.channel in BY_HAND else None
        if motion.kind != "election":
            is_known = choice in CHOICES and chosen is None
            return None if is_known else "unknown_choice"
        if chosen is None or choice or not set(chosen) <= set(motion.candidate_ids.ids):
            return "unknown_choice"
        return "too_many" if motion.seats and len(chosen) > motion.seats else None

    def _refuse_person(self, motion, head, vote):
        if self.channel in ON_PAPER:
            sheet = self.env["property.ballot.sheet"].browse(vote.get("sheet") or ())
            if sheet.assembly_id != motion.assembly_id or sheet.head_key != head:
                return "no_sheet"
        elif self.channel == "portal":
            rows = self.find_rows(motion, head)
            if not self.partner or not rows._is_voter(self.partner):
                return "not_entitled"
        elif self.channel == "proxy":
            return self._refuse_proxy(motion, head, vote)
        return None

    def _refuse_proxy(self, motion, head, vote):
        proxy = self.env["property.proxy"].browse(vote.get("proxy") or ()).exists()
        is_agent = proxy and self.partner and proxy.agent_id == self.partner
        if not is_agent or proxy.assembly_id != motion.assembly_id:
            return "not_entitled"
        if proxy.head_key != head:
            return "not_entitled"
        codes = proxy._refuse_vote(motion, vote.get("choice"), self.now.date())
        return f"proxy_{codes[0]}" if codes else None

    def find_double(self, motion, head, vote):
        """Return why a vote is none any more: sent again, or cast already."""
        if (motion.id, head) not in self.voted:
            return None
        is_same = vote.get("request_key") and (motion.id, head) in self.requests
        return "repeated" if is_same else "voted"
