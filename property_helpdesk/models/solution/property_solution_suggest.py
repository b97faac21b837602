from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import html2plaintext

from ...tools.text_classifier import get_features, similarity
from ...tools.text_match import get_likeness

MAX_READ = 400
MAX_SHOWN = 3
MIN_LIKENESS = 0.3
# Of one class, questions as unlike as this are other questions.
SAME_QUESTION = 0.25
# Answers as alike as this say the same in other words.
SAME_ANSWER = 0.9


class PropertySolution(models.Model):
    """Two approved answers to one question make people guess."""

    _inherit = "property.solution"

    rival_ids = fields.Many2many(
        "property.solution",
        string="Other answers",
        compute="_compute_rival_ids",
        help="Approved solutions that answer the same question in another way: of the"
        " same class, much the same problem, other steps. Compared by their words, so"
        " that people have to judge; texts in two languages are never alike.",
    )
    has_rival = fields.Boolean(
        compute="_compute_rival_ids",
        search="_search_has_rival",
        export_string_translation=False,
    )

    @api.depends("state", "class_ids", "name", "problem", "steps", "company_id")
    def _compute_rival_ids(self):
        """Compare with the approved ones for the same classes."""
        others = self.search(
            [
                ("state", "=", "approved"),
                ("class_ids", "in", self.class_ids.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        compared = {other.id: other._get_compared_features() for other in others}
        for solution in self:
            rivals = others.browse()
            if solution.state in ("review", "approved"):
                mine = solution._get_compared_features()
                rivals = others.filtered(
                    lambda other, own=solution, mine=mine: (
                        other.id != own._origin.id
                        and other.company_id == own.company_id
                        and other.class_ids & own.class_ids._origin
                        and self._contradicts(mine, compared[other.id])
                    )
                )
            solution.rival_ids = rivals
            solution.has_rival = bool(rivals)

    def _get_compared_features(self):
        """Return what question and answer are compared by."""
        question = f"{self.name or ''} {self.problem or ''}"
        answer = html2plaintext(self.steps or "")
        return get_features(question).keys(), get_features(answer).keys()

    @api.model
    def _contradicts(self, mine, others):
        question, answer = map(similarity, mine, others)
        return question >= SAME_QUESTION and answer < SAME_ANSWER

    def _search_has_rival(self, operator, value):
        if operator != "in":
            return NotImplemented
        approved = [("state", "=", "approved"), ("class_ids", "!=", False)]
        shared = self._read_group(approved, ["class_ids"], having=[("__count", ">", 1)])
        domain = [*approved, ("class_ids", "in", [row[0].id for row in shared])]
        found = self.search(domain).filtered("has_rival")
        return Domain("id", "in", found.ids)


class HelpdeskTicket(models.Model):
    """Offers what helped on like requests: same class, category, then words."""

    _inherit = "helpdesk.ticket"

    suggested_solution_ids = fields.Many2many(
        "property.solution",
        string="Known solutions",
        compute="_compute_suggested_solution_ids",
        groups="base.group_user",
    )

    @api.depends("class_id", "category_id", "name", "description", "stage_id")
    def _compute_suggested_solution_ids(self):
        Solution = self.env["property.solution"]
        open_tickets = self.filtered(lambda ticket: not ticket.stage_id.is_finished)
        (self - open_tickets).suggested_solution_ids = False
        if not open_tickets:
            return
        approved = Solution.search(
            Domain("state", "=", "approved")
            & Domain("company_id", "in", open_tickets.company_id.ids),
            limit=MAX_READ,
        )
        for ticket in open_tickets:
            text = f"{ticket.name or ''} {html2plaintext(ticket.description or '')}"
            ranked = [
                (ticket._rank_solution(solution, text), solution.usefulness, solution)
                for solution in approved
                if solution.company_id == ticket.company_id
            ]
            ranked = sorted(
                (row for row in ranked if row[0]), key=lambda row: row[:2], reverse=True
            )
            ticket.suggested_solution_ids = Solution.union(
                *(row[2] for row in ranked[:MAX_SHOWN])
            )

    def _rank_solution(self, solution, text):
        """Return how well it fits, 0 if not at all."""
        if self.class_id and self.class_id in solution.class_ids:
            return 3
        categories = solution.category_ids | solution.class_ids.category_id
        if self.category_id and self.category_id in categories:
            return 2
        likeness = get_likeness(text, f"{solution.name} {solution.problem or ''}")
        return likeness if likeness >= MIN_LIKENESS else 0
