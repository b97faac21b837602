from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.text_classifier import get_features, similarity

# How many solved requests of the class are compared, the latest first.
POOL = 200
SHOWN = 5
LEAST_ALIKE = 0.12
MAX_SAME = 5


class HelpdeskTicket(models.Model):
    """Who reported it before, and how the like was solved.

    Likeness is the cosine of the character n-grams and meanings that the suggested
    class uses too. PostgreSQL's trigrams would need an extension, see nothing in a
    Chinese word of two characters, and find no English text for a Chinese one.
    """

    _inherit = "helpdesk.ticket"

    same_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Open for the same",
        compute="_compute_same_ticket_ids",
        help="Open requests of the same unit and class, or not classified yet.",
    )
    similar_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Solved before",
        compute="_compute_similar_ticket_ids",
        help="Solved requests of the same class that read alike, with what was done.",
    )

    _similar_idx = models.Index(
        "(class_id, closed_date DESC)"
        " WHERE closed_date IS NOT NULL AND class_id IS NOT NULL"
    )

    @api.depends("unit_id", "class_id", "stage_id", "duplicate_id", "duplicate_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_same_ticket_ids(self):
        asking = self.filtered(lambda t: t.unit_id and not t.stage_id.closed)
        found = self._search_same(asking.unit_id).grouped("unit_id")
        for ticket in self:
            same = found.get(ticket.unit_id._origin, self.browse())
            if ticket not in asking:
                same = self.browse()
            ticket.same_ticket_ids = same.filtered(ticket._is_same)[:MAX_SAME]

    @api.model
    def _search_same(self, units):
        """Return the open requests of units, the first reported first: one query."""
        if not units:
            return self.browse()
        domain = Domain("unit_id", "in", units.ids) & Domain(
            "stage_id.closed", "=", False
        )
        return self.search(domain, order="reported_at, id", limit=POOL)

    def _is_same(self, other):
        """Tell whether another open request of the unit may be about the same."""
        linked = {self._origin, self.duplicate_id, *self.duplicate_ids._origin}
        classes = {self.class_id.id, other.class_id.id} - {False}
        return other not in linked and len(classes) < 2

    @api.depends("class_id", "name", "description", "stage_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_similar_ticket_ids(self):
        asking = self.filtered(lambda t: not t.stage_id.closed and t._get_told_text())
        wanted = {ticket: ticket._get_likely_class_ids() for ticket in asking}
        pool = self._search_solved({i for ids in wanted.values() for i in ids})
        for ticket in self:
            ids = wanted.get(ticket, ())
            ticket.similar_ticket_ids = ticket._pick_alike(
                pool.filtered(lambda other, ids=ids: other.class_id.id in ids)
            )

    def _get_likely_class_ids(self):
        if self.class_id:
            return self.class_id.ids
        return [item["id"] for item in self._get_class_suggestions() or ()]

    @api.model
    def _search_solved(self, class_ids):
        """Return the latest solved requests of some classes that the user may see."""
        if not class_ids:
            return self.browse()
        domain = Domain("class_id", "in", sorted(class_ids))
        domain &= Domain("closed_date", "!=", False) & Domain("solution", "!=", False)
        return self.search(domain, order="closed_date desc, id desc", limit=POOL)

    def _pick_alike(self, others):
        """Return those whose text is most alike, the best first."""
        if not others:
            return others
        mine = get_features(self._get_told_text()).keys()
        scores = {
            other: similarity(mine, get_features(other._get_told_text()).keys())
            for other in others
            if other != self._origin
        }
        alike = [other for other, score in scores.items() if score >= LEAST_ALIKE]
        alike.sort(key=lambda other: -scores[other])
        return self.browse([other.id for other in alike[:SHOWN]])

    def action_link_duplicate(self):
        """Link the later request to the one that was reported first."""
        self.ensure_one()
        same = self.same_ticket_ids
        if not same:
            return
        first = min(self | same, key=lambda t: (t.reported_at, t.id))
        later = same if first == self else self
        later.duplicate_id = first

    def action_view_same(self):
        """Show the open requests of the unit."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        action["domain"] = [("id", "in", [*self.ids, *self.same_ticket_ids.ids])]
        action["context"] = {}
        return action
