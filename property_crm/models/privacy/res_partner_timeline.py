from odoo import api, models
from odoo.fields import Domain

from .privacy_timeline import get_privacy_sources


class ResPartner(models.Model):
    """What a customer has agreed to, and asked about his data, is on his timeline."""

    _inherit = "res.partner"

    @api.model
    def _get_timeline_kinds(self):
        kinds = super()._get_timeline_kinds()
        return {**kinds, "privacy": (self.env._("Privacy"), "fa-shield")}

    def _get_timeline_documents(self):
        theirs = Domain("partner_id", "in", self._get_timeline_people().ids)
        return [
            *super()._get_timeline_documents(),
            *get_privacy_sources(self.env, theirs),
        ]
