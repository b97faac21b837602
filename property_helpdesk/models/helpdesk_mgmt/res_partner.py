"""helpdesk_mgmt 19.0.1.3.2 counts the tickets of each contact by loading them all,
one search a contact (80 contacts: 245 queries; at a million tickets 25 s)."""

from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    helpdesk_ticket_count = fields.Integer(compute_sudo=False)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_helpdesk_ticket_count(self):
        counts, open_counts = {}, {}
        family = self._get_parents_by_descendant()
        for partner, stage, count in self._count_tickets_by_stage(list(family)):
            for parent_id in family[partner.id]:
                counts[parent_id] = counts.get(parent_id, 0) + count
                if not stage.closed:
                    open_counts[parent_id] = open_counts.get(parent_id, 0) + count
        for partner in self:
            total = counts.get(partner._origin.id, 0)
            still_open = open_counts.get(partner._origin.id, 0)
            partner.helpdesk_ticket_count = total
            partner.helpdesk_ticket_active_count = still_open
            partner.helpdesk_ticket_count_string = f"{still_open} / {total}"

    def _get_parents_by_descendant(self):
        """Return ``{contact id: ids in self}`` for self and all contacts below."""
        # sudo: only ids; which of their tickets count is up to the user's rights
        people = self.sudo().with_context(active_test=False)
        below = people.search_fetch([("id", "child_of", self.ids)], ["parent_id"])
        wanted, family = set(self.ids), {}
        for contact in below:
            chain, parent = set(), contact
            while parent:
                chain.add(parent.id)
                parent = parent.parent_id
            family[contact.id] = chain & wanted
        return family

    @api.model
    def _count_tickets_by_stage(self, partner_ids):
        tickets = self.env["helpdesk.ticket"]
        if not tickets.has_access("read"):
            return []
        return tickets._read_group(
            [("partner_id", "in", partner_ids)], ["partner_id", "stage_id"], ["__count"]
        )
