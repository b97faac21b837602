from odoo import models
from odoo.fields import Domain

from .register_timeline import get_register_sources


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        theirs = Domain("partner_id", "in", self._get_timeline_people().ids)
        return [
            *super()._get_timeline_documents(),
            *get_register_sources(self.env, theirs),
        ]
