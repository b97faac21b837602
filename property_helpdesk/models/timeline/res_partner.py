from odoo import models
from odoo.fields import Domain

from .timeline_tickets import get_ticket_sources


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        asked = Domain("partner_id", "in", people.ids)
        return [
            *super()._get_timeline_documents(),
            *get_ticket_sources(self.env, asked),
        ]
