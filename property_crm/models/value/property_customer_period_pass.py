from odoo import api, fields, models
from odoo.tools import SQL

# What a source tells of: columns partner_id, site_id, company_id, currency_id, kind,
# amount, minutes. Kinds of amounts: revenue, direct, bad_debt, and overdue, which is
# the balance times the days it was overdue. Minutes come with any kind.
_ENTRIES = """
WITH entry AS (
    SELECT person.commercial_partner_id AS partner_id, source.site_id, source.kind,
           source.amount * COALESCE(rate.rate, 1) AS amount, source.minutes
      FROM (%(sources)s) AS source (
           partner_id, site_id, company_id, currency_id, kind, amount, minutes)
      JOIN res_partner AS person ON person.id = source.partner_id
      LEFT JOIN %(rates)s AS rate ON rate.currency_id = source.currency_id
     WHERE source.company_id = %(company)s
       AND person.commercial_partner_id != %(ourselves)s
), cost AS (
    SELECT rate.id AS rate_id, rate.full_rate, rate.variable_rate,
           rate.capital_percent
      FROM (SELECT 1) AS always
      LEFT JOIN LATERAL (
           SELECT id, COALESCE(full_rate, 0)::numeric AS full_rate,
                  COALESCE(variable_rate, 0)::numeric AS variable_rate,
                  COALESCE(capital_percent, 0)::numeric AS capital_percent
             FROM property_service_rate
            WHERE company_id = %(company)s AND date_from <= %(last)s
            ORDER BY date_from DESC
            LIMIT 1) AS rate ON TRUE
), fact AS (
    SELECT partner_id, site_id,
           ROUND(COALESCE(SUM(amount) FILTER (WHERE kind = 'revenue'), 0),
                 %(places)s) AS revenue,
           ROUND(COALESCE(SUM(amount) FILTER (WHERE kind = 'direct'), 0),
                 %(places)s) AS direct_cost,
           ROUND(COALESCE(SUM(amount) FILTER (WHERE kind = 'bad_debt'), 0),
                 %(places)s) AS bad_debt,
           COALESCE(SUM(amount) FILTER (WHERE kind = 'overdue'), 0) AS overdue,
           ROUND(COALESCE(SUM(minutes), 0), 2) AS minutes
      FROM entry
     GROUP BY partner_id, site_id
), priced AS (
    SELECT fact.*, cost.rate_id,
           ROUND(overdue * COALESCE(capital_percent, 0) / 100 / 365, %(places)s)
               AS carrying_cost,
           ROUND(minutes * COALESCE(variable_rate, 0), %(places)s) AS variable_cost,
           ROUND(minutes * COALESCE(full_rate - variable_rate, 0), %(places)s)
               AS fixed_cost
      FROM fact CROSS JOIN cost
), margin AS (
    SELECT *, revenue - direct_cost AS cm1,
           revenue - direct_cost - variable_cost - bad_debt - carrying_cost AS cm2,
           revenue - direct_cost - variable_cost - bad_debt - carrying_cost
               - fixed_cost AS cm3
      FROM priced
), ranked AS (
    SELECT *, row_number() OVER best AS rank, SUM(cm3) OVER best AS cumulative,
           COUNT(*) OVER () AS count, SUM(cm3) OVER () AS total
      FROM margin
    WINDOW best AS (ORDER BY cm3 DESC, partner_id, site_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
"""
_SAVED = """
, saved AS (
    INSERT INTO property_customer_period AS kept (%(names)s)
    SELECT %(values)s
      FROM ranked
      LEFT JOIN property_customer_period AS before
        ON before.company_id = %(company)s AND before.partner_id = ranked.partner_id
       AND before.date_to = %(before)s
       AND COALESCE(before.site_id, 0) = COALESCE(ranked.site_id, 0)
        ON CONFLICT (company_id, date_to, partner_id, (COALESCE(site_id, 0)))
        DO UPDATE SET (%(names)s) = ROW (%(excluded)s)
    RETURNING kept.id
), gone AS (
    DELETE FROM property_customer_period
     WHERE company_id = %(company)s AND date_to = %(last)s
       AND id NOT IN (SELECT id FROM saved)
)
SELECT COUNT(*) FROM saved
"""
_COPIED = (
    "partner_id",
    "site_id",
    "rate_id",
    "revenue",
    "direct_cost",
    "minutes",
    "variable_cost",
    "bad_debt",
    "carrying_cost",
    "fixed_cost",
    "cm1",
    "cm2",
    "cm3",
    "rank",
    "cumulative",
)
_COUNTED = {
    "previous_cm3": "before.cm3",
    "below_marginal_cost": "ranked.cm2 < 0",
    "unprofitable_full_cost": "ranked.cm3 < 0",
    "band": """CASE WHEN ranked.cm2 < 0 THEN '4_below'
                    WHEN ranked.cm3 < 0 THEN '3_full'
                    WHEN ranked.rank * 5 <= count THEN '1_best' ELSE '2_profit' END""",
    "customer_percent": "CEIL(20.0 * ranked.rank / count) * 5",
    "profit_percent": """CASE WHEN total > 0
                              THEN ROUND(100 * ranked.cm3 / total, 2) END""",
    "cumulative_percent": """CASE WHEN total > 0
                                  THEN ROUND(100 * ranked.cumulative / total, 2) END""",
}
_LATEST = """
UPDATE property_customer_period
   SET is_latest = (date_to = %(last)s)
 WHERE company_id = %(company)s AND is_latest IS DISTINCT FROM (date_to = %(last)s)
"""
_NOTHING = """
SELECT NULL::integer, NULL::integer, NULL::integer, NULL::integer, NULL::text,
       NULL::numeric, NULL::numeric
 WHERE FALSE
"""


class PropertyCustomerPeriod(models.Model):
    """How the rows are made: one statement for a company and a period."""

    _inherit = "property.customer.period"

    @api.model
    def _get_value_sources(self, first, last):
        """Return one ``SELECT`` for each kind of documents; a hook.

        Columns in this order: partner, site, company, currency, kind, amount, minutes.
        ``kind`` is ``'revenue'``, ``'direct'``, ``'bad_debt'`` or ``'overdue'``, the
        last being the balance times the days it was overdue within the period: whoever
        keeps the books adds both.
        """
        return [SQL(_NOTHING)]

    @api.model
    def _compute_period(self, company, first, last):
        """Count the days from the first to the last; return how many rows there are.

        Running it again changes nothing but what has changed since.
        """
        self.env.flush_all()
        latest = max(last, self._get_due_periods()[-1][1])
        values = {
            "company": company.id,
            "ourselves": company.partner_id.id,
            "last": last,
            "before": fields.Date.subtract(first, days=1),
            "places": company.currency_id.decimal_places,
            "sources": SQL(" UNION ALL ").join(self._get_value_sources(first, last)),
            "rates": self.env["res.currency"]._get_rate_table(company, last),
            **self._get_written(company, first, last),
        }
        query = SQL("%s%s", SQL(_ENTRIES, **values), SQL(_SAVED, **values))
        [[count]] = self.env.execute_query(query)
        self.env.cr.execute(SQL(_LATEST, company=company.id, last=latest))
        self.env.invalidate_all()
        return count

    @api.model
    def _get_written(self, company, first, last):
        """Return the names, the values and the new values of what is written."""
        now = fields.Datetime.now()
        columns = {name: SQL.identifier("ranked", name) for name in _COPIED}
        columns |= {name: SQL(code) for name, code in _COUNTED.items()}
        columns |= {
            name: SQL("%s", value)
            for name, value in {
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "date_from": first,
                "date_to": last,
                "create_uid": self.env.uid,
                "create_date": now,
                "write_uid": self.env.uid,
                "write_date": now,
            }.items()
        }
        names = [SQL.identifier(name) for name in columns]
        new = [SQL.identifier("excluded", name) for name in columns]
        return {
            "names": SQL(", ").join(names),
            "values": SQL(", ").join(columns.values()),
            "excluded": SQL(", ").join(new),
        }
