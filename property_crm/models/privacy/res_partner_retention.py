from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

TOGETHER = 20  # people for whom the texts of the database are read once


class ResPartner(models.Model):
    """People who have moved away are forgotten when their time is over."""

    _inherit = "res.partner"

    @api.model
    def _get_expired_domain(self, days):
        """Return the domain of those without a unit for so many days."""
        limit = fields.Date.context_today(self) - timedelta(days=days)
        recent = Domain("date_to", "=", False) | Domain("date_to", ">=", limit)
        return (
            Domain("is_resident", "=", True)
            & Domain("is_company", "=", False)
            & Domain("partner_share", "=", True)
            & Domain("erased_on", "=", False)
            & ~Domain("ownership_ids", "any", recent)
            & ~Domain("occupancy_ids", "any", recent)
        )

    def _anonymise_expired(self):
        for start in range(0, len(self), TOGETHER):
            self[start : start + TOGETHER]._erase()
