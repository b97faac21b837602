from odoo import api, fields, models
from odoo.tools import SQL

# Of offers that a later version has replaced nothing was ever in force.
_REVENUE = """
SELECT agreement.partner_id, COALESCE(unit.site_id, agreement.site_id) AS site_id,
       COALESCE(agreement.company_id, site.company_id,
                (SELECT MIN(id) FROM res_company)) AS company_id,
       agreement.currency_id, 'revenue' AS kind,
       CASE WHEN line.basis = 'once' THEN line.amount_total
            WHEN part.days = month.days THEN line.amount_month
            ELSE ROUND((line.quantity * line.price * part.days)::numeric / month.days,
                       COALESCE(CEIL(-LOG(currency.rounding))::integer, 2))
        END AS amount, NULL::numeric AS minutes
  FROM agreement
  JOIN property_agreement_line AS line ON line.agreement_id = agreement.id
  LEFT JOIN res_currency AS currency ON currency.id = agreement.currency_id
  LEFT JOIN property_unit AS unit ON unit.id = line.unit_id
  LEFT JOIN property_site AS site
    ON site.id = COALESCE(unit.site_id, agreement.site_id)
 CROSS JOIN LATERAL (
       SELECT COALESCE(GREATEST(line.date_from, agreement.start_date),
                       agreement.signature_date, agreement.create_date::date) AS first,
              COALESCE(LEAST(line.date_to, agreement.end_date), %(last)s) AS last
       ) AS span
 CROSS JOIN LATERAL (
       SELECT start::date AS first, (start + interval '1 month')::date - 1 AS last,
              EXTRACT(DAY FROM start + interval '1 month' - interval '1 day')::integer
                  AS days
         FROM generate_series(%(first)s::timestamp, %(last)s, '1 month') AS start
        WHERE start <= span.last AND start + interval '1 month' > span.first
       ) AS month
 CROSS JOIN LATERAL (
       SELECT LEAST(month.last, span.last) - GREATEST(month.first, span.first) + 1
           AS days
       ) AS part
 WHERE agreement.is_template IS NOT TRUE AND agreement.partner_id IS NOT NULL
   AND agreement.domain IS DISTINCT FROM 'purchase'
   AND (agreement.active AND agreement.state = 'active'
        OR agreement.state = 'ended'
        OR agreement.state = 'replaced' AND (agreement.proposal_code IS NOT NULL
                                             OR agreement.signature_date IS NOT NULL))
   AND (line.basis != 'once' OR month.first = date_trunc('month', span.first))
   AND part.days > 0
"""


class PropertyCustomerPeriod(models.Model):
    """What agreements bring, month by month as ``tools/fee.py`` counts it."""

    _inherit = "property.customer.period"

    @api.model
    def _get_value_sources(self, first, last):
        """The period begins with a month and ends with one."""
        revenue = SQL(
            _REVENUE,
            first=fields.Date.start_of(first, "month"),
            last=fields.Date.end_of(last, "month"),
        )
        return [*super()._get_value_sources(first, last), revenue]
