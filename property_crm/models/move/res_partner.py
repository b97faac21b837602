from odoo import models
from odoo.fields import Domain

from .move_timeline import get_move_sources


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        theirs = Domain.OR(
            Domain(f"{name}.partner_id", "in", people.ids)
            for name in ("line_ids", "occupancy_ids", "ownership_ids")
        )
        return [
            *super()._get_timeline_documents(),
            *get_move_sources(self.env, theirs),
        ]
