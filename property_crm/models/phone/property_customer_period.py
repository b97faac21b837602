from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

_CALLS = """
SELECT call.partner_id, call.site_id, call.company_id, NULL::integer AS currency_id,
       'time' AS kind, NULL::numeric AS amount,
       call.handle_seconds::numeric / 60 AS minutes
  FROM property_call AS call
  LEFT JOIN property_site AS site ON site.id = call.site_id
 CROSS JOIN LATERAL (
       SELECT (call.offered_at AT TIME ZONE 'UTC'
               AT TIME ZONE COALESCE(site.tz, 'UTC'))::date AS day) AS local
 WHERE call.partner_id IS NOT NULL AND call.handle_seconds > 0
   AND call.offered_at >= %(early)s AND call.offered_at < %(late)s
   AND local.day BETWEEN %(first)s AND %(last)s
"""


class PropertyCustomerPeriod(models.Model):
    """The minutes that calls took."""

    _inherit = "property.customer.period"

    @api.model
    def _get_value_sources(self, first, last):
        calls = SQL(
            _CALLS,
            first=first,
            last=last,
            # the days are those of the site; these bounds let the index be used
            early=first - timedelta(days=1),
            late=last + timedelta(days=2),
        )
        return [*super()._get_value_sources(first, last), calls]
