"""helpdesk_mgmt 19.0.1.3.2 searches the full name of a category or a team by loading
the whole table and computing every name."""

from odoo import api, models
from odoo.fields import Domain


class HelpdeskTicketCategory(models.Model):
    _inherit = "helpdesk.ticket.category"
    _rec_names_search = ["name", "parent_id.name"]

    @api.model
    def _search_complete_name(self, operator, value):
        """Find the words of ``Water / Leak`` in the name or in a parent's name."""
        if operator not in ("ilike", "like") or not value:
            return super()._search_complete_name(operator, value)
        words = [word.strip() for word in value.split("/") if word.strip()]
        if not words:
            return Domain.TRUE
        found = Domain("name", operator, words[-1])
        if len(words) == 1:
            found |= Domain("parent_id", "any", [("name", operator, words[0])])
        for word in words[:-1]:
            found &= Domain("parent_id.name", operator, word)
        return found
