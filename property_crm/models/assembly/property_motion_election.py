from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.vote_election import elect, get_needed_candidates
from ...tools.vote_file_election import write_election
from ...tools.vote_rule import NO_QUORUM
from ...tools.vote_sums import Counts
from .property_motion_result import SUMS


class PropertyMotion(models.Model):
    """An election: each candidate as the rule asks, the seats by rank, ties by lot."""

    _inherit = "property.motion"

    alternate_count = fields.Integer(
        string="Alternates",
        aggregator=None,
        help="At most so many of those who passed and got no seat.",
    )
    lot_seed = fields.Char(
        string="Lot",
        copy=False,
        help="Drawn in public after the close: figures or words. From it and the list"
        " of candidates anybody finds the same order among equals.",
    )

    candidates_needed = fields.Integer(
        string="Candidates needed",
        compute="_compute_candidates_needed",
        help="By the margin of the voting rule and the rules of procedure of the site.",
    )

    _alternates_counted = models.Constraint(
        "CHECK(alternate_count >= 0)", "Alternates are not below zero."
    )

    @api.depends("seats", "kind", "rule_id", "rule_data", "assembly_id.procedure_id")
    def _compute_candidates_needed(self):
        for motion in self:
            motion.candidates_needed = motion._get_needed_candidates()

    def _get_needed_candidates(self):
        """Return how many must stand; 0 where nobody is elected by the rule."""
        if self.kind != "election" or self.seats <= 0 or not self.rule_id:
            return 0
        try:
            election = self._get_rule().election
        except ValidationError:
            return 0  # told at the call, with the place
        return get_needed_candidates(self.seats, election) if election else 0

    @api.constrains("lot_seed")
    def _check_lot_seed(self):
        for motion in self:
            if motion.lot_seed and motion.assembly_id.state != "closed":
                raise ValidationError(
                    self.env._("Lot: it is drawn when the vote is closed.")
                )

    def write(self, vals):
        if "alternate_count" in vals:
            self._check_agenda_open()
        if "lot_seed" in vals:
            self._check_not_counted()
        return super().write(vals)

    def _count_election(self, rule, choices):
        """Return what is kept of an election: who did not come stands for nobody."""
        rule = replace(rule, absent="none")
        present = {
            head: choice if isinstance(choice, str) else "yes"
            for head, choice in choices.items()
        }
        turnout = self._tally(rule, present)
        candidates = {
            str(candidate.id): self._tally(rule, self._split(candidate, choices))
            for candidate in self.candidate_ids
        }
        values = self._prepare_result(turnout)
        found = None
        if turnout.outcome == NO_QUORUM:
            outcome = NO_QUORUM
        else:
            found = self._elect(rule, candidates)
            outcome = "passed" if found.elected else "lost"
        values["outcome"] = outcome
        values["result_data"] = values["result_data"] | {
            "outcome": outcome,
            "candidates": {key: one.to_dict() for key, one in candidates.items()},
            "election": found and write_election(found),
        }
        return values

    @api.model
    def _split(self, candidate, choices):
        """Return what each head said of one candidate."""
        return {
            head: choice
            if isinstance(choice, str)
            else ("yes" if candidate.id in choice else "no")
            for head, choice in choices.items()
        }

    def _elect(self, rule, candidates):
        try:
            return elect(
                rule,
                {key: one.sums for key, one in candidates.items()},
                self.seats,
                seed=self.lot_seed or "",
                alternates=self.alternate_count,
            )
        except ValueError as error:
            if str(error) != "seed":
                raise
            raise UserError(
                self.env._(
                    "%(motion)s: candidates have the same votes. Draw a lot in public"
                    " and write it under “Lot”, then count again.",
                    motion=self.name,
                )
            ) from error

    @api.model
    def _read_counts(self, data):
        return Counts(**{name: data.get(name, 0) for name in SUMS})


class PropertyMotionCandidate(models.Model):
    """What the election came to for each candidate."""

    _inherit = "property.motion.candidate"

    yes_area = fields.Integer(
        string="Yes votes, area",
        compute="_compute_result",
        help="In 0.01 m², as it was counted.",
    )
    yes_heads = fields.Integer(string="Yes votes, heads", compute="_compute_result")
    votes_text = fields.Char(
        string="Votes for",
        compute="_compute_votes_text",
        help="By all that the rule counts, of those who took part.",
    )
    rank = fields.Integer(string="Order", compute="_compute_result")
    result = fields.Selection(
        [
            ("elected", "Elected"),
            ("alternates", "Alternate"),
            ("unseated", "Passed, no seat"),
            ("failed", "Not passed"),
        ],
        compute="_compute_result",
    )

    @api.depends("motion_id.result_data")
    def _compute_result(self):
        for candidate in self:
            data = candidate.motion_id.result_data or {}
            key = str(candidate.id)
            sums = (data.get("candidates") or {}).get(key, {}).get("sums", {})
            candidate.yes_area = sums.get("area", {}).get("yes", 0)
            candidate.yes_heads = sums.get("head", {}).get("yes", 0)
            candidate.rank, candidate.result = candidate._find_place(
                data.get("election") or {}
            )

    @api.depends("motion_id.result_data")
    @api.depends_context("lang")
    def _compute_votes_text(self):
        for candidate in self:
            candidate.votes_text = candidate._say_votes()

    def _say_votes(self):
        """Return what voted for somebody, in each measure that decides."""
        motion = self.motion_id
        found = ((motion.result_data or {}).get("candidates") or {}).get(str(self.id))
        if not found:
            return False
        labels = motion._get_measure_labels()
        parts = []
        for measure in motion._get_rule().get_outcome_measures():
            counts = motion._read_counts(found["sums"][measure])
            said = motion._say_part(counts, "yes", "participating", measure)
            parts.append(f"{labels[measure]} {said}")
        return " · ".join(parts)

    @api.model
    def _find_place(self, election):
        """Return rank and result; who has not passed has no rank."""
        key, rank = str(self.id), 0
        for name in ("elected", "alternates", "unseated"):
            for one in election.get(name, ()):
                rank += 1
                if one == key:
                    return rank, name
        return 0, "failed" if key in election.get("failed", ()) else False
