from odoo import models
from odoo.fields import Domain

from .timeline_tickets import get_ticket_sources


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_timeline_documents(self):
        here = Domain("unit_id", "in", self.ids)
        return [
            *super()._get_timeline_documents(),
            *get_ticket_sources(self.env, here),
        ]
