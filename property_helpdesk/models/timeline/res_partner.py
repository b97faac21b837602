from odoo import models
from odoo.fields import Domain

from .timeline_tickets import get_ticket_sources

SHOWN_REQUESTS = 5


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        asked = Domain("partner_id", "in", people.ids)
        return [
            *super()._get_timeline_documents(),
            *get_ticket_sources(self.env, asked),
        ]

    def _prepare_customer_requests(self):
        """Return what he, or a contact below him, has asked for and is not done."""
        tickets = self.env["helpdesk.ticket"]
        if not tickets.has_access("read"):
            return super()._prepare_customer_requests()
        still_open = Domain("partner_id", "in", self._get_timeline_people().ids)
        still_open &= Domain("closed_date", "=", False)
        newest = tickets.search(
            still_open, order="reported_at desc, id desc", limit=SHOWN_REQUESTS
        )
        return {
            "count": tickets.search_count(still_open),
            "rows": [
                {
                    "model": ticket._name,
                    "id": ticket.id,
                    "title": f"{ticket.number} {ticket.name}",
                    "state": ticket.stage_id.name,
                    "is_late": ticket.deadline_state == "late",
                }
                for ticket in newest
            ],
        }

    def _count_customer_requests(self):
        """Return ``{id: open requests}`` of each, and of the contacts below him."""
        counts = super()._count_customer_requests()
        tickets = self.env["helpdesk.ticket"]
        if not tickets.has_access("read"):
            return counts
        below = self.with_context(active_test=False).search_fetch(
            [("id", "child_of", self.ids)], ["parent_id"]
        )
        still_open = Domain("partner_id", "in", below.ids)
        still_open &= Domain("closed_date", "=", False)
        groups = tickets._read_group(still_open, ["partner_id"], ["__count"])
        for person, count in groups:
            while person and person in below:
                if person.id in counts:
                    counts[person.id] += count
                person = person.parent_id
        return counts
