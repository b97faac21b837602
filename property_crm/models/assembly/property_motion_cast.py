import psycopg2

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ...tools.vote_receipt import commit, new_nonce, new_serial
from ...tools.vote_seal import seal
from ...tools.vote_secret import get_class, write_ballot
from .ballot_desk import BallotDesk


class PropertyMotion(models.Model):
    """The one way in which votes come in, whatever the channel."""

    _inherit = "property.motion"

    @api.model
    def _cast(self, votes, channel, partner=None):
        """Take votes; of a head the first on a motion stands, whatever came after it.

        The caller has looked who the user is. What was taken before is told as
        ``exists``, so that a batch may be sent again.

        :param votes: dictionaries with ``motion`` (id), ``head`` or ``unit`` (id),
            ``choice``, or ``candidates`` in an election (ids, none: an abstention),
            ``request_key``, ``sheet`` (id), ``proxy`` (id)
        :param partner: who casts them, by himself or as an agent
        :return: for each vote ``state`` (accepted, exists, refused), ``reason`` and,
            if accepted, ``serial`` and ``nonce``, which are told this one time
        """
        # sudo: who votes has no rights on the ballots, and needs none
        motions_sudo = self.sudo().browse(
            {vote["motion"] for vote in votes if vote.get("motion")}
        )
        motions_sudo = motions_sudo.exists()
        partner_sudo = partner.sudo() if partner else None
        desk = BallotDesk(motions_sudo, votes, channel, partner_sudo)
        answers, ballots, sealed = [], [], []
        for vote in votes:
            answer, ballot, box = self._take(desk, vote)
            answers.append(answer)
            ballots += [ballot] if ballot else []
            sealed += [box] if box else []
        self._put_ballots(ballots, sealed)
        return answers

    def _take(self, desk, vote):
        """Return the answer to a vote, and the ballot and sealed ballot to write."""
        head, motion = desk.find_head(vote), desk.motions.get(vote.get("motion"))
        answer = {"motion": vote.get("motion"), "head": head}
        if desk.is_repeated(motion, head, vote):
            return answer | {"state": "exists", "reason": "repeated"}, None, None
        if reason := desk.refuse(vote):
            return answer | {"state": "refused", "reason": reason}, None, None
        if desk.has_voted(motion, head):
            return answer | {"state": "exists", "reason": "voted"}, None, None
        desk.note(motion, head, vote)
        ballot = motion._prepare_ballot(desk, head, vote)
        choice = motion._get_ballot_choice(ballot)
        serial, nonce = new_serial(), new_nonce()
        kept = {
            "serial": serial,
            "commitment": commit(nonce, str(motion.id), serial, choice),
        }
        answer |= {
            "state": "accepted",
            "reason": False,
            "serial": serial,
            "nonce": nonce.hex(),
        }
        if not motion.is_secret:
            return answer, ballot | kept | {"nonce": nonce.hex()}, None
        rows = desk.find_rows(motion, head)
        weights = get_class(desk.get_register(motion, head), rows.unit_id.ids)
        box = seal(
            motion.assembly_id.public_key,
            write_ballot(choice, weights, nonce),
            motion._get_seal_context(serial),
        )
        hidden = {"choice": False, "candidate_keys": False}
        sealed = kept | {"motion_id": motion.id, "sealed": box.hex()}
        return answer, ballot | hidden, sealed

    def _prepare_ballot(self, desk, head, vote):
        choice, chosen = vote.get("choice"), vote.get("candidates")
        if chosen is not None:
            choice, chosen = ("yes" if chosen else "abstain"), sorted(set(chosen))
        return {
            "motion_id": self.id,
            "head_key": head,
            "choice": choice,
            "candidate_keys": chosen or False,
            "channel": desk.channel,
            "partner_id": desk.partner.id if desk.partner else False,
            "proxy_id": vote.get("proxy") or False,
            "sheet_id": vote.get("sheet") or False,
            "cast_at": desk.now.replace(microsecond=0),
            "request_key": vote.get("request_key") or False,
        }

    @api.model
    def _get_ballot_choice(self, ballot):
        """Return what is committed to: the choice, or the candidates chosen."""
        return ballot["candidate_keys"] or ballot["choice"]

    def _get_seal_context(self, serial):
        return ["property.motion", self.id, serial]

    @api.model
    def _put_ballots(self, ballots, sealed):
        # sudo: nobody but this method writes ballots
        ballots_sudo = self.env["property.ballot"].sudo()
        try:
            ballots_sudo._put(ballots)
        except psycopg2.errors.UniqueViolation as error:
            # another tab was first: done again, the answer is that he has voted
            raise ConcurrencyError("ballot") from error
        ballots_sudo.env["property.ballot.sealed"]._put(sealed)

    @api.model
    def _describe_reason(self, code):
        """Return in words why a vote was not taken."""
        words = {
            "no_motion": self.env._("There is no such motion."),
            "not_open": self.env._("The vote is not open yet."),
            "closed": self.env._("The vote is closed."),
            "unknown_head": self.env._("This is not in the frozen register."),
            "not_in_scope": self.env._("These units do not count in this motion."),
            "no_key": self.env._("The scrutineers' key has not been made."),
            "unknown_choice": self.env._("This choice is not on the ballot."),
            "too_many": self.env._("More candidates were chosen than there are seats."),
            "other_request": self.env._("This key came with another vote already."),
            "no_sheet": self.env._("The paper ballot of these owners is needed."),
            "not_entitled": self.env._("You do not vote for these units."),
            "repeated": self.env._("This vote was taken already."),
            "voted": self.env._("A vote was cast for these units already. It stands."),
        }
        if code and code.startswith("proxy_"):
            return self.env["property.proxy"]._describe(code.removeprefix("proxy_"))
        return words.get(code, code)
