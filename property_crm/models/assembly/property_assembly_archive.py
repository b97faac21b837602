from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.hash_chain import chain, same_hash
from ...tools.vote_result_file import read_file
from ...tools.vote_rule import NO_QUORUM
from .property_assembly_result_file import KEPT_RESULT
from .property_motion_result import RESULT_FIELDS


class PropertyAssembly(models.Model):
    """The archive: register, ballots and results in one chain."""

    _inherit = "property.assembly"

    archive_head = fields.Char(
        string="Last hash of the archive",
        readonly=True,
        copy=False,
        help="Over register, ballots and results. Kept elsewhere, on the printed"
        " result for example, it shows any later change.",
    )

    def _get_archive_head(self):
        """Return the last hash over all that was decided by."""
        self.ensure_one()
        motions = self.motion_ids.sorted(lambda one: (one.sequence, one.id))
        links = [
            ["register", self.chain_head],
            *(
                ["motion", motion.id, motion.ballot_head or "", motion._get_kept()]
                for motion in motions
            ),
            ["file", self.result_digest],
        ]
        return chain(links)[-1]

    def action_check_archive(self):
        """Tell whether register, ballots, results and file are as they were."""
        self.ensure_one()
        self.check_access("read")
        problems = self._find_archive_problems()
        if problems:
            kind, message = "danger", "\n".join(problems)
        else:
            kind, message = (
                "success",
                self.env._(
                    "Register, ballots, results and result file are as they were."
                    " Digest: %(digest)s",
                    digest=self.result_digest,
                ),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": True},
        }

    def _check_archive(self):
        """Refuse the next step with what was changed since the count."""
        if problems := self._find_archive_problems():
            raise UserError("\n".join(problems))

    def _find_archive_problems(self):
        """Return in words what is not as it was kept."""
        found = []
        broken = self._find_broken_row()
        if broken is not None:
            found.append(
                self.env._("Register: row %(place)s is changed.", place=broken[1])
            )
        found += [
            self.env._("%(motion)s: ballots are changed.", motion=motion.name)
            for motion in self.motion_ids
            if motion._find_broken_ballots()
        ]
        if self.counted_on and self._find_file_problems():
            found.append(self.env._("Result file: it is changed."))
        found += [
            self.env._("%(motion)s: it says another result than the file.", motion=name)
            for name in self._find_other_results().mapped("name")
        ]
        if self.counted_on and not same_hash(
            self.archive_head or "", self._get_archive_head()
        ):
            found.append(self.env._("Results: they are changed."))
        return found

    def _find_other_results(self):
        """Return the motions that say another result than the file of the count."""
        if not self.counted_on:
            return self.motion_ids.browse()
        try:
            # sudo: as when it was made
            data = read_file(self.sudo().result_file_id.raw or b"")
        except ValueError:
            return self.motion_ids.browse()  # told of the file already
        parts = {part["motion"]: part for part in data["motions"]}
        self.motion_ids.invalidate_recordset(RESULT_FIELDS)
        return self.motion_ids.filtered(lambda one: not one._is_as_filed(parts))


class PropertyMotion(models.Model):
    """What of a motion goes into the archive."""

    _inherit = "property.motion"

    def _get_kept(self):
        # what the file says otherwise than the screen would show here
        sums = (
            self.sum_register_area,
            self.sum_register_heads,
            self.sum_participating_area,
            self.sum_participating_heads,
            self.sum_yes_area,
            self.sum_yes_heads,
            self.sum_no_area,
            self.sum_no_heads,
            self.sum_abstain_area,
            self.sum_abstain_heads,
        )
        return [self.outcome or "", *sums, self.result_data or {}]

    def _is_as_filed(self, parts):
        """Tell whether the result is the one of the file, on the screen as well.

        :param parts: of the file, by their keys
        """
        if not self._get_rule().needs_vote:
            return self.outcome == "no_vote"
        data = self.result_data or {}
        sums = {measure: self._get_counts(measure) for measure in ("area", "head")}
        shown = {"outcome": data.get("outcome"), **self._prepare_sums(sums)}
        if any(self[name] != value for name, value in shown.items()):
            return False
        part = parts.get(str(self.id)) or {}
        if self.kind != "election":
            return self._is_result_of(data, part)
        return self._is_election_as_filed(data, part, parts)

    def _is_election_as_filed(self, data, part, parts):
        election = (part.get("election") or {}).get("result")
        if data.get("election") != election:
            return False
        if self.outcome != self._get_election_outcome(election):
            return False
        kept = data.get("candidates") or {}
        return all(
            self._is_result_of(
                kept.get(str(candidate.id)) or {},
                parts.get(self._get_part_key(candidate)) or {},
            )
            for candidate in self.candidate_ids
        )

    @api.model
    def _is_result_of(self, data, part):
        filed = part.get("result") or {}
        return all(data.get(name) == filed.get(name) for name in KEPT_RESULT)

    @api.model
    def _get_election_outcome(self, election):
        if not election:
            return NO_QUORUM
        return "passed" if election["elected"] else "lost"
