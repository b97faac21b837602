from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.vote_rule import NO_QUORUM
from ...tools.vote_sums import Counts, to_percent
from ...tools.vote_tally import Ballot, tally

# what only the count writes
RESULT_FIELDS = frozenset(
    (
        "outcome",
        "result_data",
        "sum_register_area",
        "sum_register_heads",
        "sum_participating_area",
        "sum_participating_heads",
        "sum_yes_area",
        "sum_yes_heads",
        "sum_no_area",
        "sum_no_heads",
        "sum_abstain_area",
        "sum_abstain_heads",
    )
)
SUMS = ("register", "participating", "yes", "no", "abstain")


class PropertyMotion(models.Model):
    """What the vote on a motion came to: whole numbers, and what follows from them."""

    _inherit = "property.motion"

    outcome = fields.Char(readonly=True, copy=False, index="btree_not_null")
    outcome_label = fields.Char(
        string="Result of the vote", compute="_compute_outcome_label"
    )
    result_data = fields.Json(
        readonly=True, copy=False, export_string_translation=False
    )
    is_quorum_relaxed = fields.Boolean(
        string="Those present were enough",
        copy=False,
        help="The time of waiting is over after which the rule asks for no quorum.",
    )
    may_relax_quorum = fields.Boolean(compute="_compute_may_relax_quorum")
    sum_register_area = fields.Integer(
        string="Area of the register", readonly=True, copy=False, aggregator=None
    )
    sum_register_heads = fields.Integer(
        string="Heads of the register", readonly=True, copy=False, aggregator=None
    )
    sum_participating_area = fields.Integer(
        string="Participating area", readonly=True, copy=False, aggregator=None
    )
    sum_participating_heads = fields.Integer(
        string="Participating heads", readonly=True, copy=False, aggregator=None
    )
    sum_yes_area = fields.Integer(
        string="Yes, area", readonly=True, copy=False, aggregator=None
    )
    sum_yes_heads = fields.Integer(
        string="Yes, heads", readonly=True, copy=False, aggregator=None
    )
    sum_no_area = fields.Integer(
        string="No, area", readonly=True, copy=False, aggregator=None
    )
    sum_no_heads = fields.Integer(
        string="No, heads", readonly=True, copy=False, aggregator=None
    )
    sum_abstain_area = fields.Integer(
        string="Abstained, area", readonly=True, copy=False, aggregator=None
    )
    sum_abstain_heads = fields.Integer(
        string="Abstained, heads", readonly=True, copy=False, aggregator=None
    )
    result_text = fields.Text(string="Result", compute="_compute_result_text")

    @api.depends("outcome")
    @api.depends_context("lang")
    def _compute_outcome_label(self):
        for motion in self:
            motion.outcome_label = motion._say_outcome(motion.outcome)

    @api.model
    def _say_outcome(self, outcome):
        """Return an outcome of a rule in words."""
        known = {
            "passed": self.env._("Passed"),
            "interim": self.env._("Passed for the time being"),
            "lost": self.env._("Lost"),
            "no_quorum": self.env._("No quorum"),
            "no_vote": self.env._("No vote is taken"),
        }
        return known.get(outcome, outcome)

    @api.depends("rule_data", "rule_id", "kind")
    def _compute_may_relax_quorum(self):
        for motion in self:
            data = motion.rule_data or {}
            motion.may_relax_quorum = data.get("quorum_relaxes_after") is not None

    @api.depends("result_data")
    @api.depends_context("lang")
    def _compute_result_text(self):
        for motion in self:
            lines = motion._get_result_lines()
            motion.result_text = "\n".join(" · ".join(line) for line in lines)

    # What may be written

    def write(self, vals):
        if RESULT_FIELDS & vals.keys() and not self.env.su:
            raise UserError(self.env._("The result follows from the ballots."))
        if "is_quorum_relaxed" in vals:
            self._check_not_counted()
        return super().write(vals)

    def _check_not_counted(self):
        if any(motion.assembly_id.counted_on for motion in self):
            raise UserError(self.env._("The votes are counted already."))

    # Counting

    def _get_choices(self, passphrases):
        """Return ``{head: choice, or list of candidates}`` of the closed vote.

        :param passphrases: ``{partner id as text: passphrase}`` for secret motions
        """
        self.ensure_one()
        if not self.is_secret:
            return self._get_open_choices()
        choices, problems = self._open_sealed(passphrases)
        if problems:
            raise UserError(
                self.env._(
                    "%(motion)s: what was opened is not what was cast (%(codes)s)."
                    " Nothing was counted.",
                    motion=self.name,
                    codes=", ".join(problems),
                )
            )
        return choices

    def _spread(self, choices, register):
        """Return a ballot for each unit of those who have voted."""
        # sudo: the whole register counts, whoever counts it
        rows = self.sudo().assembly_id.row_ids
        return [
            Ballot(row.unit_id.id, choices[row.head_key])
            for row in rows
            if row.head_key in choices and row.unit_id.id in register.heads
        ]

    def _get_served(self):
        """Return the units whose owners were proven to have the papers in time."""
        # sudo: who was served counts, whoever counts
        services_sudo = self.sudo().assembly_id.service_ids
        services_sudo = services_sudo.filtered(lambda service: service._is_in_time())
        heads = set(services_sudo.mapped("head_key"))
        rows = self.sudo().assembly_id.row_ids
        return [row.unit_id.id for row in rows if row.head_key in heads]

    def _count(self, passphrases):
        """Count the motion and keep sums and outcome, never who chose what."""
        self.ensure_one()
        rule = self._get_rule()
        if not rule.needs_vote:
            values = {"outcome": "no_vote", "result_data": {}}
        else:
            choices = self._get_choices(passphrases)
            if self.kind == "election":
                values = self._count_election(rule, choices)
            else:
                values = self._prepare_result(self._tally(rule, choices))
            values["result_data"]["invalid_heads"] = sum(
                choice == "invalid" for choice in choices.values()
            )
        # sudo: the result is the system's, no hand writes it
        self.sudo().write(values)

    def _tally(self, rule, choices):
        register = self._make_register()
        result = tally(
            rule,
            register,
            self._spread(choices, register),
            self._get_served(),
            self.is_quorum_relaxed,
        )
        self._check_errors(result)
        return result

    def _check_errors(self, result):
        """Refuse a count with errors: nothing is announced of it."""
        if result.errors:
            raise UserError(
                self.env._(
                    "%(motion)s cannot be counted: %(problems)s",
                    motion=self.name,
                    problems="; ".join(map(self._say_problem, result.errors)),
                )
            )

    def _say_problem(self, problem):
        keys = ", ".join(map(str, problem.keys))
        words = {
            "unknown_unit": self.env._("votes for units outside of the register"),
            "excluded_unit": self.env._("votes for units that do not count"),
            "unknown_choice": self.env._("choices that are not on the ballot"),
            "conflicting_ballots": self.env._("two choices for one unit"),
            "split_ballot": self.env._("two choices of one owner"),
            "no_weights": self.env._("the register holds nothing to count by"),
        }
        return f"{words.get(problem.code, problem.code)} ({keys})"

    @api.model
    def _prepare_result(self, result):
        data = result.to_dict()
        ratios = {
            name: ratio is not None and [ratio.numerator, ratio.denominator]
            for name, ratio in result.get_ratios().items()
        }
        return {
            "outcome": result.outcome,
            "result_data": data | {"ratios": ratios},
            **self._prepare_sums(result.sums),
        }

    @api.model
    def _prepare_sums(self, sums):
        return {
            f"sum_{name}_{ending}": getattr(sums[measure], name)
            for name in SUMS
            for measure, ending in (("area", "area"), ("head", "heads"))
        }

    # For the reader

    def _get_counts(self, measure, key="sums"):
        """Return the Counts of a measure as they were kept."""
        sums = (self.result_data or {}).get(key) or {}
        data = sums.get(measure) or {}
        return Counts(**{name: data.get(name, 0) for name in SUMS})

    def _get_result_measures(self):
        """Return the measures that the rule decides by; without any, the usual two."""
        rule = self._get_rule()
        return rule.get_measures() or ["area", "head"]

    def _get_result_lines(self):
        """Return ``(measure, participating, yes, no, abstained)`` in words."""
        if not (self.result_data or {}).get("sums"):
            return []
        labels = self._get_measure_labels()
        names = {
            "participating": self.env._("took part"),
            "yes": self.env._("yes"),
            "no": self.env._("no"),
            "abstain": self.env._("abstained"),
        }
        lines = []
        for measure in self._get_result_measures():
            counts = self._get_counts(measure)
            line = [labels[measure]]
            for name, label in names.items():
                if self.kind == "election" and name != "participating":
                    continue  # the votes are those of each candidate
                base = "register" if name == "participating" else "participating"
                line.append(f"{label} {self._say_part(counts, name, base, measure)}")
            lines.append(line)
        return lines

    @api.model
    def _get_measure_labels(self):
        return {
            "area": self.env._("Exclusive area"),
            "head": self.env._("Heads"),
            "lot": self.env._("Lots"),
            "entitlement": self.env._("Unit entitlements"),
            "share": self.env._("Shares"),
        }

    @api.model
    def _say_number(self, number, measure):
        """Return a sum as it is printed: areas in m² with two places."""
        if measure != "area":
            return f"{number:,}"
        whole, rest = divmod(number, 100)
        return f"{whole:,}.{rest:02} m²"

    @api.model
    def _say_part(self, counts, name, base, measure):
        number, whole = getattr(counts, name), getattr(counts, base)
        text = self._say_number(number, measure)
        if not whole:
            return text
        return f"{text} ({to_percent(Fraction(number, whole))} %)"

    def _is_passed(self):
        return bool(self.outcome) and self.outcome not in ("lost", NO_QUORUM, "no_vote")
