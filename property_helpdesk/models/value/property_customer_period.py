from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

# What is done to common parts is the site's matter, not that of who told of it.
_VISITS = """
SELECT ticket.partner_id, ticket.site_id, visit.company_id,
       NULL::integer AS currency_id, 'time' AS kind, NULL::numeric AS amount,
       visit.site_minutes::numeric AS minutes
  FROM property_visit AS visit
  JOIN helpdesk_ticket AS ticket ON ticket.id = visit.ticket_id
  LEFT JOIN property_site AS site ON site.id = ticket.site_id
 CROSS JOIN LATERAL (
       SELECT (visit.start AT TIME ZONE 'UTC'
               AT TIME ZONE COALESCE(site.tz, 'UTC'))::date AS day) AS local
 WHERE ticket.partner_id IS NOT NULL AND ticket.common_part_id IS NULL
   AND visit.user_id IS NOT NULL AND visit.site_minutes > 0
   AND visit.start >= %(early)s AND visit.start < %(late)s
   AND local.day BETWEEN %(first)s AND %(last)s
"""
# Materials we pay. Where a firm did the work, or no time of ours is known, what was
# approved, if that is more: it has the labour that no minutes tell of.
_COSTS = """
SELECT ticket.partner_id, ticket.site_id, ticket.company_id, company.currency_id,
       'direct' AS kind,
       GREATEST(COALESCE(used.amount, 0),
                CASE WHEN ticket.subcontract_id IS NOT NULL
                       OR COALESCE(own.minutes, 0) = 0
                     THEN COALESCE(ticket.cost_approved, 0) ELSE 0 END) AS amount,
       NULL::numeric AS minutes
  FROM helpdesk_ticket AS ticket
  JOIN res_company AS company ON company.id = ticket.company_id
  LEFT JOIN property_site AS site ON site.id = ticket.site_id
  LEFT JOIN LATERAL (
       SELECT SUM(material.amount) AS amount
         FROM property_ticket_material AS material
        WHERE material.ticket_id = ticket.id AND material.payer = 'company'
       ) AS used ON TRUE
  LEFT JOIN LATERAL (
       SELECT SUM(visit.site_minutes) AS minutes
         FROM property_visit AS visit
        WHERE visit.ticket_id = ticket.id AND visit.user_id IS NOT NULL
       ) AS own ON TRUE
 CROSS JOIN LATERAL (
       SELECT (ticket.closed_date AT TIME ZONE 'UTC'
               AT TIME ZONE COALESCE(site.tz, 'UTC'))::date AS day) AS local
 WHERE ticket.partner_id IS NOT NULL AND ticket.common_part_id IS NULL
   AND ticket.closed_date >= %(early)s AND ticket.closed_date < %(late)s
   AND local.day BETWEEN %(first)s AND %(last)s
   AND (used.amount > 0 OR ticket.cost_approved > 0)
"""


class PropertyCustomerPeriod(models.Model):
    """Visits take time, requests cost materials and firms."""

    _inherit = "property.customer.period"

    @api.model
    def _get_value_sources(self, first, last):
        days = {
            "first": first,
            "last": last,
            # the days are those of the site; these bounds let indexes be used
            "early": first - timedelta(days=1),
            "late": last + timedelta(days=2),
        }
        return [
            *super()._get_value_sources(first, last),
            SQL(_VISITS, **days),
            SQL(_COSTS, **days),
        ]
