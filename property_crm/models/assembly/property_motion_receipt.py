from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.hash_chain import GENESIS, chain, same_hash
from ...tools.vote_receipt import opens, publish, verify
from ...tools.vote_seal import open_all
from ...tools.vote_secret import assign, get_class, is_committed, read_ballot
from .property_ballot import CLOSED

LINK_FIELDS = (
    "head_key",
    "choice",
    "candidate_keys",
    "channel",
    "partner_id",
    "proxy_id",
    "sheet_id",
    "cast_at",
    "serial",
    "commitment",
)


class PropertyMotion(models.Model):
    """What is published of ballots, what they say, and whether they are as cast."""

    _inherit = "property.motion"

    ballot_head = fields.Char(
        string="Last hash of the ballots",
        readonly=True,
        copy=False,
        help="Over all ballots at the close; a later change shows.",
    )

    def write(self, vals):
        if "ballot_head" in vals and not self.env.su:
            raise UserError(self.env._("The system fixes the ballots at the close."))
        return super().write(vals)

    # The published list

    def get_published_list(self):
        """Return ``{"root", "entries"}`` of a vote that is closed; for other programs.

        :return: entries are pairs of serial and commitment, sorted
        """
        self.ensure_one()
        self.check_access("read")
        self._check_closed()
        return {"root": self._get_root(), "entries": self._get_entries()}

    def _check_closed(self):
        if self.assembly_id.state not in CLOSED:
            raise UserError(
                self.env._("The list is published when the vote is closed.")
            )

    def _check_fixed(self):
        self._check_closed()
        if not self.ballot_head:
            raise UserError(
                self.env._("The ballots are being fixed: try again in a minute.")
            )

    def _get_entries(self):
        """Return pairs of serial and commitment, sorted."""
        self.ensure_one()
        return sorted((one.serial, one.commitment) for one in self._find_entries())

    def _find_entries(self):
        name = "property.ballot.sealed" if self.is_secret else "property.ballot"
        # sudo: neither of the two tells who voted or how
        found_sudo = self.env[name].sudo()
        return found_sudo.search([("motion_id", "=", self.id)])

    def _publish(self):
        """Return the root over the list and a receipt for each serial."""
        key = str(self.id)
        return publish([(key, *entry) for entry in self._get_entries()])

    def _get_root(self):
        return self._publish()[0]

    def _check_receipt(self, serial, nonce=None, choice=None):
        """Return what anybody may know of a serial of a closed vote.

        :return: ``is_listed``, ``root``, ``receipt``, and ``is_opened``: whether the
            secret part and the choice are those of the ballot, None if not told
        """
        self.ensure_one()
        self._check_closed()
        root, receipts = self._publish()
        receipt = receipts.get((serial or "").strip().lower())
        found = {
            "root": root,
            "receipt": receipt and receipt.to_dict(),
            "is_listed": bool(receipt) and verify(receipt, root),
            "is_opened": None,
        }
        if not receipt or not nonce or not choice:
            return found
        try:
            secret = bytes.fromhex(nonce.strip())
            is_opened = opens(
                receipt.commitment, secret, receipt.motion, receipt.serial, choice
            )
        except ValueError:
            is_opened = False
        return found | {"is_opened": is_opened}

    # What the ballots say, for those who count

    def _get_open_choices(self):
        """Return ``{head: choice, or candidates}`` of an open vote."""
        self.ensure_one()
        self._check_fixed()
        # sudo: all ballots count, whoever counts
        ballots_sudo = self.env["property.ballot"].sudo()
        return {
            ballot.head_key: self._get_ballot_choice(ballot)
            for ballot in ballots_sudo.search([("motion_id", "=", self.id)])
        }

    def _open_sealed(self, passphrases):
        """Return ``(choices by head, codes of problems)`` of a secret vote.

        Choices are given to heads that weigh the same, not to who made them; only the
        sums of them may be kept.

        :param passphrases: ``{scrutineer: passphrase}``
        :raise SealError: see tools/vote_seal.py
        """
        self.ensure_one()
        self._check_fixed()
        # sudo: opened by the scrutineers' passphrases, not by rights
        motion_sudo = self.sudo()
        boxes = motion_sudo.env["property.ballot.sealed"].search(
            [("motion_id", "=", self.id)]
        )
        sealed = [
            (bytes.fromhex(box.sealed), self._get_seal_context(box.serial))
            for box in boxes
        ]
        commitments = {box.serial: box.commitment for box in boxes}

        def is_as_cast(data, context):
            serial = context[-1]
            return is_committed(data, commitments[serial], str(self.id), serial)

        found = open_all(
            motion_sudo.assembly_id.wrapped_key, passphrases, sealed, is_as_cast
        )
        opened = [read_ballot(data) for data in found.ballots]
        problems = ["broken"] if found.broken or None in opened else []
        choices, others = assign(
            [ballot for ballot in opened if ballot], motion_sudo._get_voted_classes()
        )
        return choices, problems + others

    def _get_voted_classes(self):
        """Return ``{head: what it weighs}`` of those who voted."""
        rows = self.assembly_id.row_ids
        register = self._make_register()
        units = {
            head: found.unit_id.ids for head, found in rows.grouped("head_key").items()
        }
        ballots = self.env["property.ballot"].search([("motion_id", "=", self.id)])
        return {
            ballot.head_key: get_class(register, units[ballot.head_key])
            for ballot in ballots
        }

    # Whether they are as they were cast

    def _seal_ballots(self):
        """Tell the open ballots, mix the sealed ones, and fix the chain over all."""
        # sudo: whoever closes the vote has no rights on the ballots
        motions_sudo = self.sudo()
        motions_sudo.env["property.ballot"]._tell(motions_sudo)
        for motion_sudo in motions_sudo:
            boxes = motion_sudo.env["property.ballot.sealed"].search(
                [("motion_id", "=", motion_sudo.id)]
            )
            boxes._mix()
            motion_sudo.ballot_head = motion_sudo._chain_ballots()

    def _chain_ballots(self):
        """Return the last hash over ballots and published list as they are now."""
        ballots = self.env["property.ballot"].search(
            [("motion_id", "=", self.id)], order="head_key"
        )
        ballots.invalidate_recordset()
        rows = map(self._get_link, ballots.read(LINK_FIELDS, load=None))
        hashes = chain([*rows, *self._get_entry_links()])
        return hashes[-1] if hashes else GENESIS

    def _get_entry_links(self):
        """Return the published entries, of a secret vote with what was sealed."""
        if not self.is_secret:
            return list(map(list, self._get_entries()))
        boxes_sudo = self._find_entries()
        boxes_sudo.invalidate_recordset()
        return sorted(
            [box.serial, box.commitment, sha256(box.sealed.encode()).hexdigest()]
            for box in boxes_sudo
        )

    @api.model
    def _get_link(self, values):
        """Return what is hashed of a ballot: whose it is, by whom, how and when."""
        link = {name: values[name] or None for name in LINK_FIELDS}
        cast_at = values["cast_at"]
        return link | {"cast_at": cast_at and fields.Datetime.to_string(cast_at)}

    def _find_broken_ballots(self):
        """Return ``[(head, code)]`` of ballots that are not as they were cast.

        ``commitment``: the choice is not the one the voter has a receipt for;
        ``chain``, of no head: something was changed, put in or taken out after the
        close.
        """
        self.ensure_one()
        motion_sudo = self.sudo()  # sudo: all ballots count
        found = [
            (ballot["head_key"], "commitment")
            for ballot in motion_sudo.env["property.ballot"]._read_cast(self)
            if not self.is_secret and not self._is_as_cast(ballot)
        ]
        head = motion_sudo.ballot_head
        if head and not same_hash(head, motion_sudo._chain_ballots()):
            found.append((False, "chain"))
        return found

    def _is_as_cast(self, ballot):
        try:
            secret = bytes.fromhex(ballot["nonce"] or "")
            return opens(
                ballot["commitment"],
                secret,
                str(self.id),
                ballot["serial"],
                self._get_ballot_choice(ballot),
            )
        except ValueError:
            return False
